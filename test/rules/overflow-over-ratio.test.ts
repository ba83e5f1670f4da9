import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

runCases('overflow-over-ratio', [
  { kind: 'passing', name: 'half', env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=10\n' },
  {
    kind: 'failing',
    name: 'three times',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\n',
    expect: 'warning',
    says: ['2 × 20 = 40', 'to 40'],
    at: '2:17',
    fix: ['40'],
  },
  {
    kind: 'failing',
    name: 'one of the two is a default: info',
    env: 'DB_MAX_OVERFLOW=60\n',
    expect: 'info',
    at: '1:17',
    fix: ['40'],
  },
  {
    kind: 'failing',
    name: 'the overflow is the default: at the size, with the line to add',
    env: 'DB_POOL_SIZE=5\n',
    expect: 'info',
    at: '1:14',
    says: ['add the line DB_MAX_OVERFLOW=10'],
    fix: null,
  },
  {
    kind: 'passing',
    name: "SQLAlchemy's own default of 10 beside 5",
    env: 'DB_POOL_SIZE=5\n',
    options: stated({ defaults: 'sqlalchemy' }),
  },
  { kind: 'tie', name: 'exactly twice', env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n', expect: 'none' },
  { kind: 'tie', name: 'one more', env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=41\n', expect: 'warning' },
  {
    kind: 'not-evaluated',
    name: 'the overflow is unreadable',
    env: 'DB_POOL_SIZE=1\nDB_MAX_OVERFLOW=lots\n',
    missing: ['maxOverflow'],
  },
  { kind: 'not-applicable', name: 'an unlimited overflow', env: 'DB_POOL_SIZE=1\nDB_MAX_OVERFLOW=-1\n' },
]);
