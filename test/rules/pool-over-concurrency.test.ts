import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const ten = stated({ concurrency: '10' });

runCases('pool-over-concurrency', [
  { kind: 'passing', name: '20 for 10', env: 'DB_POOL_SIZE=20\n', options: ten },
  {
    kind: 'failing',
    name: '40 for 10, which want 15',
    env: 'DB_POOL_SIZE=40\n',
    options: ten,
    expect: 'info',
    says: ['more than twice the 15', 'to 15'],
    at: '1:14',
    fix: null,
  },
  { kind: 'tie', name: 'twice is fine', env: 'DB_POOL_SIZE=30\n', options: ten, expect: 'none' },
  { kind: 'tie', name: 'one more is not', env: 'DB_POOL_SIZE=31\n', options: ten, expect: 'info' },
  {
    kind: 'not-evaluated',
    name: 'the size is unreadable',
    env: 'DB_POOL_SIZE=\n',
    options: ten,
    missing: ['poolSize'],
  },
  { kind: 'not-applicable', name: 'no load stated', env: 'DB_POOL_SIZE=400\n' },
  { kind: 'not-applicable', name: 'an unlimited pool', env: 'DB_POOL_SIZE=0\n', options: ten },
]);
