import { runCases } from './run-cases.ts';

runCases('pool-unbounded', [
  { kind: 'passing', name: 'a pool of 1', env: 'DB_POOL_SIZE=1\nDB_MAX_OVERFLOW=0\n' },
  {
    kind: 'failing',
    name: 'pool size 0, with what 1.4 makes of it',
    env: 'DB_POOL_SIZE=0\nDB_MAX_OVERFLOW=40\n',
    expect: 'error',
    says: ['no limit in SQLAlchemy 2', 'in 1.4', '0 + 0 never yields'],
    at: '1:14',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'overflow −1',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=-1\n',
    expect: 'error',
    says: ['DB_MAX_OVERFLOW=-1 is no limit', 'to 40'],
    at: '2:17',
    fix: null,
  },
  { kind: 'failing', name: 'both: one finding, at the size', env: 'DB_POOL_SIZE=0\nDB_MAX_OVERFLOW=-1\n', at: '1:14' },
  {
    kind: 'not-evaluated',
    name: 'the size is unreadable',
    env: 'DB_POOL_SIZE=x\nDB_MAX_OVERFLOW=-1\n',
    missing: ['poolSize'],
  },
  { kind: 'not-applicable', name: 'no pool', env: 'A=1\n' },
]);
