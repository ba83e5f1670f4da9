import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const twenty = stated({ concurrency: '20' });

runCases('pool-under-concurrency', [
  { kind: 'passing', name: 'more than 1.5 × 20', env: 'DB_POOL_SIZE=31\nDB_MAX_OVERFLOW=0\n', options: twenty },
  {
    kind: 'failing',
    name: 'overflow carries it: info',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n',
    options: twenty,
    expect: 'info',
    says: ['1.5 × 20, that is 30', 'overflow carries', 'to 30'],
    at: '1:14',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'overflow carries it just so',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=10\n',
    options: twenty,
    expect: 'info',
  },
  {
    kind: 'failing',
    name: 'one less: warning',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=9\n',
    options: twenty,
    expect: 'warning',
  },
  {
    kind: 'failing',
    name: 'a pool below the concurrency: warning however large the overflow',
    env: 'DB_POOL_SIZE=19\nDB_MAX_OVERFLOW=38\n',
    options: twenty,
    expect: 'warning',
  },
  {
    kind: 'failing',
    name: 'even p + o is below the concurrency: error',
    env: 'DB_POOL_SIZE=10\nDB_MAX_OVERFLOW=9\n',
    options: twenty,
    expect: 'error',
    says: ['10 + 9 = 19 is less than 20'],
  },
  { kind: 'tie', name: '30 for 20', env: 'DB_POOL_SIZE=30\nDB_MAX_OVERFLOW=20\n', options: twenty, expect: 'none' },
  { kind: 'tie', name: '29 for 20', env: 'DB_POOL_SIZE=29\nDB_MAX_OVERFLOW=20\n', options: twenty, expect: 'info' },
  {
    kind: 'tie',
    name: 'a fraction is exact: 14 × 1.5 is 21',
    env: 'DB_POOL_SIZE=21\nDB_MAX_OVERFLOW=0\n',
    options: stated({ concurrency: '14.0' }),
    expect: 'none',
  },
  {
    kind: 'tie',
    name: 'a fraction rounds up: 1.5 × 0.7 wants 2',
    env: 'DB_POOL_SIZE=1\nDB_MAX_OVERFLOW=2\n',
    options: stated({ concurrency: '0.7' }),
    expect: 'info',
  },
  {
    kind: 'not-evaluated',
    name: 'the size is unreadable',
    env: 'DB_POOL_SIZE=20s\n',
    options: twenty,
    missing: ['poolSize'],
  },
  { kind: 'not-applicable', name: 'no load stated', env: 'DB_POOL_SIZE=1\n' },
  { kind: 'not-applicable', name: 'an unlimited pool', env: 'DB_POOL_SIZE=1\nDB_MAX_OVERFLOW=-1\n', options: twenty },
]);
