import { live, pgbouncer } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const pool = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n';
const ours = (total: number) => ({ groups: [{ total }, { total: 40, own: false }] });

runCases('overflow-in-use', [
  { kind: 'passing', name: 'within the pools', env: pool, options: live(ours(4)) },
  {
    kind: 'tie',
    name: 'as many as the pools keep',
    env: pool,
    options: live(ours(10), { instances: 2 }),
    expect: 'none',
  },
  {
    kind: 'tie',
    name: 'one more',
    env: pool,
    options: live(ours(11), { instances: 2 }),
    expect: 'info',
    says: ['10 (2 × 5)', '1 more', 'DB_POOL_SIZE to 6'],
    at: '1:14',
  },
  {
    kind: 'failing',
    name: 'one process',
    env: pool,
    options: live(ours(8)),
    expect: 'info',
    says: ['the pools keep 5: 3'],
  },
  {
    kind: 'passing',
    name: "only the URL's application counts",
    env: pool,
    options: live({ groups: [{ total: 3 }, { total: 9, application: 'cron' }], applicationName: 'web' }),
  },
  { kind: 'not-applicable', name: 'a pool of 0 keeps whatever comes', env: 'DB_POOL_SIZE=0\n', options: live(ours(9)) },
  {
    kind: 'not-applicable',
    name: 'behind a pooler',
    env: pool,
    options: live({ ...ours(40), snapshot: { pooler: pgbouncer } }),
  },
  { kind: 'not-applicable', name: 'no file', env: '', options: live(ours(40)) },
  {
    kind: 'not-evaluated',
    name: 'an unreadable pool size',
    env: 'DB_POOL_SIZE=five\n',
    options: live(ours(9)),
    missing: ['poolSize'],
  },
  { kind: 'not-applicable', name: 'without a live server', env: pool, options: stated({}) },
]);
