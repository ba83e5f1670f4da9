import { runCases } from './run-cases.ts';

runCases('acquire-timeout-zero', [
  { kind: 'passing', name: 'a tenth of a second', env: 'DB_POOL_TIMEOUT=0.1\n' },
  {
    kind: 'failing',
    name: 'zero',
    env: 'DB_POOL_TIMEOUT=0\n',
    expect: 'warning',
    says: ['fails at once'],
    at: '1:17',
    fix: null,
  },
  { kind: 'failing', name: 'zero with a point', env: 'DB_POOL_TIMEOUT=0.0\n', expect: 'warning' },
  { kind: 'not-applicable', name: 'no timeout in the file', env: 'DB_POOL_SIZE=5\n' },
  { kind: 'not-evaluated', name: 'unreadable', env: 'DB_POOL_TIMEOUT=none\n', missing: ['acquireTimeout'] },
]);
