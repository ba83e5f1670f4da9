import { runCases } from './run-cases.ts';

const sized = 'DB_POOL_SIZE=5\n';

runCases('out-of-range', [
  {
    name: 'usual numbers',
    kind: 'passing',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\nDB_POOL_RECYCLE=3600\nDB_POOL_TIMEOUT=30',
  },
  { name: 'size 0 is no limit, not out of range', kind: 'tie', expect: 'none', env: 'DB_POOL_SIZE=0' },
  { name: 'overflow -1 is no limit', kind: 'tie', expect: 'none', env: `${sized}DB_MAX_OVERFLOW=-1` },
  { name: 'recycle -1 is off', kind: 'tie', expect: 'none', env: `${sized}DB_POOL_RECYCLE=-1` },
  { name: 'timeout 0', kind: 'tie', expect: 'none', env: `${sized}DB_POOL_TIMEOUT=0` },
  { name: 'the largest number', kind: 'tie', expect: 'none', env: 'DB_POOL_SIZE=2147483647' },
  { name: 'beyond it', kind: 'failing', expect: 'error', env: 'DB_POOL_SIZE=2147483648', says: ['beyond 2147483647'] },
  {
    name: 'a negative size',
    kind: 'failing',
    expect: 'error',
    env: 'DB_POOL_SIZE=-1',
    says: ['DB_POOL_SIZE is -1', 'at least 1'],
    at: '1:14',
  },
  {
    name: 'an overflow below -1',
    kind: 'failing',
    expect: 'error',
    env: `${sized}DB_MAX_OVERFLOW=-2`,
    says: ['RecursionError'],
  },
  {
    name: 'a negative timeout',
    kind: 'failing',
    expect: 'error',
    env: `${sized}DB_POOL_TIMEOUT=-1`,
    says: ['ValueError'],
  },
  {
    name: 'recycle below -1 is off, oddly written',
    kind: 'failing',
    expect: 'warning',
    env: `${sized}DB_POOL_RECYCLE=-2`,
    says: ['-2', '-1'],
  },
  { name: 'negative workers', kind: 'failing', expect: 'error', env: 'WEB_CONCURRENCY=-1' },
  {
    name: 'a value put together elsewhere',
    kind: 'not-evaluated',
    env: 'DB_POOL_SIZE=$SIZE',
    missing: ['numberReading'],
  },
]);
