import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const three = (otherConnections?: number) =>
  stated({ instances: 3, maxConnections: 100, ...(otherConnections === undefined ? {} : { otherConnections }) });

runCases('admin-headroom-missing', [
  { kind: 'passing', name: '60 of 90', env: 'DB_POOL_SIZE=10\nDB_MAX_OVERFLOW=10\n', options: three() },
  {
    kind: 'failing',
    name: "93 of 100 leaves 7 of the guide's 10",
    env: 'DB_POOL_SIZE=16\nDB_MAX_OVERFLOW=15\n',
    options: three(10),
    expect: 'warning',
    says: ['3 instances × (16 + 15) = 93 of 100', 'leaves 7', '10 should be kept', 'DB_POOL_SIZE to 15'],
    at: '1:14',
    fix: null,
  },
  {
    kind: 'tie',
    name: "3 × 30 = 90 is the guide's own answer",
    env: 'DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n',
    options: three(10),
    expect: 'none',
  },
  {
    kind: 'tie',
    name: '91 is one too many',
    env: 'DB_POOL_SIZE=91\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 100 }),
    expect: 'warning',
  },
  {
    kind: 'passing',
    name: 'nobody else, as stated',
    env: 'DB_POOL_SIZE=97\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 100, otherConnections: 0 }),
  },
  {
    kind: 'failing',
    name: 'a larger reserve raises what is kept to reserve + 7',
    env: 'DB_POOL_SIZE=80\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 100, reservedConnections: 15 }),
    says: ['22 should be kept'],
  },
  { kind: 'not-evaluated', name: 'max_connections unknown', env: 'DB_POOL_SIZE=16\n', missing: ['maxConnections'] },
  { kind: 'not-applicable', name: 'over the limit altogether', env: 'DB_POOL_SIZE=90\n', options: three() },
  { kind: 'not-applicable', name: 'an unlimited pool', env: 'DB_MAX_OVERFLOW=-1\n', options: three() },
]);
