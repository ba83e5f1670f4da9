import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const thirty = 'DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n';

runCases('connections-over-limit-in-deploy', [
  {
    kind: 'passing',
    name: '(2 + 1) × 30 = 90 of 97',
    env: thirty,
    options: stated({ instances: 2, surge: 1, maxConnections: 100 }),
  },
  {
    kind: 'failing',
    name: 'steady 90 fits, the deploy needs 120',
    env: thirty,
    options: stated({ instances: 3, surge: 1, maxConnections: 100 }),
    expect: 'error',
    says: ['(3 + 1) instances × (15 + 15) = 120', '97 of 100', 'DB_POOL_SIZE to 11', '(100 − 10) ÷ 4 = 22'],
    at: '1:14',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'workers multiply the surge too',
    env: `${thirty}WEB_CONCURRENCY=3\n`,
    options: stated({ instances: 1, surge: 1, maxConnections: 100 }),
    says: ['(1 + 1) instances × 3 workers × (15 + 15) = 180'],
  },
  {
    kind: 'tie',
    name: '97 in a deploy is the last that fits',
    env: 'DB_POOL_SIZE=97\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 197, instances: 1, surge: 1 }),
    expect: 'none',
  },
  {
    kind: 'tie',
    name: 'one slot less does not',
    env: 'DB_POOL_SIZE=97\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 196, instances: 1, surge: 1 }),
    expect: 'error',
  },
  {
    kind: 'not-evaluated',
    name: 'max_connections unknown',
    env: thirty,
    options: stated({ surge: 1 }),
    missing: ['maxConnections'],
  },
  {
    kind: 'not-applicable',
    name: 'no surge stated',
    env: thirty,
    options: stated({ instances: 3, maxConnections: 100 }),
  },
  {
    kind: 'not-applicable',
    name: 'the steady state does not fit either',
    env: thirty,
    options: stated({ instances: 9, surge: 1, maxConnections: 100 }),
  },
  {
    kind: 'not-applicable',
    name: 'an unlimited pool',
    env: 'DB_POOL_SIZE=0\n',
    options: stated({ surge: 1, maxConnections: 100 }),
  },
]);
