import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

runCases('recycle-every-checkout', [
  { kind: 'passing', name: 'one second', env: 'DB_POOL_RECYCLE=1\n' },
  { kind: 'passing', name: 'off', env: 'DB_POOL_RECYCLE=-1\n' },
  {
    kind: 'failing',
    name: 'zero',
    env: 'DB_POOL_RECYCLE=0\n',
    expect: 'error',
    says: ['reconnects each time', 'to 3600'],
    at: '1:17',
    fix: ['3600'],
  },
  {
    kind: 'failing',
    name: 'zero, with an idle limit',
    env: 'DB_POOL_RECYCLE=0\n',
    options: stated({ idleTimeout: 100 }),
    fix: ['90'],
  },
  { kind: 'not-evaluated', name: 'unreadable', env: 'DB_POOL_RECYCLE=off\n', missing: ['maxLifetime'] },
]);
