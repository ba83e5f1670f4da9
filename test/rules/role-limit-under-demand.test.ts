import { live, pgbouncer } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const pool = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n';
const limits = (roleLimit: number | null, databaseLimit: number | null, superuser = false) => ({
  snapshot: { login: { superuser, roleLimit, databaseLimit, usesReservedConnections: false } },
});

runCases('role-limit-under-demand', [
  { kind: 'passing', name: 'above it', env: pool, options: live(limits(50, 60)) },
  { kind: 'tie', name: 'as many as the limit', env: pool, options: live(limits(10, null)), expect: 'none' },
  {
    kind: 'tie',
    name: 'one below',
    env: pool,
    options: live(limits(9, null)),
    expect: 'error',
    says: ['of the role is 9', 'ALTER ROLE', 'LIMIT 10'],
  },
  {
    kind: 'failing',
    name: "the database's limit",
    env: pool,
    options: live(limits(50, 20), { instances: 3 }),
    says: ['3 instances × (5 + 5) = 30', 'of the database is 20'],
  },
  { kind: 'not-applicable', name: 'no limit', env: pool, options: live() },
  { kind: 'not-applicable', name: 'a superuser is not bound', env: pool, options: live(limits(1, 1, true)) },
  {
    kind: 'not-applicable',
    name: 'behind a pooler',
    env: pool,
    options: live({ snapshot: { ...limits(1, 1).snapshot, pooler: pgbouncer } }),
  },
  {
    kind: 'not-applicable',
    name: 'an unlimited pool is another finding',
    env: 'DB_POOL_SIZE=0\n',
    options: live(limits(3, 3)),
  },
  { kind: 'not-applicable', name: 'no file', env: '', options: live(limits(3, 3)) },
  {
    kind: 'not-evaluated',
    name: 'an unreadable overflow',
    env: 'DB_MAX_OVERFLOW=x\n',
    options: live(limits(3, 3)),
    missing: ['maxOverflow'],
  },
  { kind: 'not-applicable', name: 'without a live server', env: pool, options: stated({}) },
]);
