import type { ErrorText } from '../error-text.ts';

const errorCodes = 'measured on PostgreSQL 12 to 18: SQLSTATE 53300 has six causes';
const reload =
  'measured on PostgreSQL 12 to 18: ALTER SYSTEM SET max_connections and pg_reload_conf() change nothing until a restart';
const raise =
  'Raise max_connections only with its price in mind: 1 to 4 MB per connection, work_mem on top for each active query. It takes a restart, not a reload (pg_reload_conf() says "t" and changes nothing); on a managed service change the parameter group or the plan, not ALTER SYSTEM.';
const sum =
  'Do the sum for every process: poolfit lint .env --instances N --workers N --max-connections N; poolfit size computes settings that fit.';

/** The server, a role or a database has no slot left. */
export const serverFull: readonly ErrorText[] = [
  {
    id: 'too-many-clients',
    texts: ['FATAL: sorry, too many clients already', 'sorry, too many clients already', 'too many connections'],
    from: 'PostgreSQL',
    sqlstates: ['53300'],
    meaning: 'Every one of the server’s max_connections slots is taken, the reserved ones too.',
    causes: [
      'The pools together may open more than the server gives: instances × workers × engines × (pool_size + max_overflow). Each process has a pool of its own, so gunicorn with 4 workers multiplies by 4.',
      'A rolling deploy: old and new instances hold connections at the same time.',
      'Others on the same server: another service, cron, migrations, admin tools, sessions left idle in transaction.',
    ],
    todo: [
      sum,
      'Lower DB_POOL_SIZE and DB_MAX_OVERFLOW to what the sum gives: with max_connections 100, 10 kept for others and 3 processes it is (100 − 10) / 3 = 30, say 15 + 15.',
      'See who holds them: SELECT usename, application_name, count(*) FROM pg_stat_activity GROUP BY 1, 2 ORDER BY 3 DESC.',
      'Many processes, few queries at a time: put PgBouncer in transaction mode in between.',
      raise,
    ],
    rules: [
      'connections-over-limit',
      'connections-over-limit-in-deploy',
      'admin-headroom-missing',
      'pool-unbounded',
      'server-full',
    ],
    sources: ['guide: "sorry, too many clients already"', errorCodes, reload],
  },
  {
    id: 'slots-reserved',
    texts: [
      'FATAL: remaining connection slots are reserved for …',
      'remaining connection slots are reserved for non-replication superuser connections',
      'remaining connection slots are reserved for roles with the SUPERUSER attribute',
      'remaining connection slots are reserved for roles with privileges of the "pg_use_reserved_connections" role',
      'remaining connection slots are reserved for non-replication superuser, rds_reserved, and rds_superuser connections',
      'remaining connection slots are reserved',
    ],
    from: 'PostgreSQL (12 to 15 say "non-replication superuser connections", 16 and later "roles with the SUPERUSER attribute" or "pg_use_reserved_connections"; RDS names its own roles)',
    sqlstates: ['53300'],
    meaning:
      'The slots that ordinary roles may use are gone; the last ones are kept for superusers. With max_connections 100 an ordinary role gets 97, with reserved_connections or on a managed service fewer.',
    causes: [
      'The pools were sized against max_connections itself; what counts is max_connections − superuser_reserved_connections − reserved_connections (16+) − the provider’s own.',
      'Superuser sessions of agents and tools sit in ordinary slots: the reserve is the last free slots, not certain ones.',
    ],
    todo: [
      sum,
      'Name the reserve if it is not PostgreSQL’s 3: --reserved-connections N, or --provider ID (RDS 5, Azure 15, Neon 7).',
      'Read it: SHOW max_connections; SHOW superuser_reserved_connections; SHOW reserved_connections (16+).',
      raise,
    ],
    rules: ['connections-over-limit', 'connections-over-limit-in-deploy', 'admin-headroom-missing', 'server-full'],
    sources: [errorCodes, 'https://www.postgresql.org/docs/current/runtime-config-connection.html'],
  },
  {
    id: 'role-limit',
    texts: ['FATAL: too many connections for role "…"', 'too many connections for role'],
    from: 'PostgreSQL',
    sqlstates: ['53300'],
    meaning: 'This role has a CONNECTION LIMIT of its own and has reached it; the server may have slots left.',
    causes: [
      'The plan limits the role (small Heroku plans do), or somebody ran ALTER ROLE … CONNECTION LIMIT.',
      'Several services share one role and count together.',
    ],
    todo: [
      'Read the limit: SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user (−1 is none).',
      'Size the pools against that number: poolfit lint .env --max-connections LIMIT --reserved-connections 0.',
      'Raise it, where you may: ALTER ROLE name CONNECTION LIMIT n; it takes effect for new connections at once. Or give each service a role of its own.',
    ],
    rules: ['role-limit-under-demand', 'connections-over-limit', 'server-full'],
    sources: [errorCodes, 'measured: superusers ignore role and database limits; parallel workers do not count'],
  },
  {
    id: 'database-limit',
    texts: ['FATAL: too many connections for database "…"', 'too many connections for database'],
    from: 'PostgreSQL',
    sqlstates: ['53300'],
    meaning:
      'This database has a CONNECTION LIMIT and has reached it, whatever the roles; the server may have slots left.',
    causes: ['Somebody ran ALTER DATABASE … CONNECTION LIMIT, often to keep one tenant from the others’ slots.'],
    todo: [
      'Read the limit: SELECT datconnlimit FROM pg_database WHERE datname = current_database() (−1 is none).',
      'Size all pools to that database against it: poolfit lint .env --max-connections LIMIT --reserved-connections 0.',
      'Raise it, where you may: ALTER DATABASE name CONNECTION LIMIT n; it takes effect for new connections at once.',
    ],
    rules: ['role-limit-under-demand', 'connections-over-limit', 'server-full'],
    sources: [errorCodes],
  },
  {
    id: 'restart-needed',
    texts: [
      'parameter "max_connections" cannot be changed without restarting the server',
      'cannot be changed without restarting the server',
    ],
    from: 'PostgreSQL’s log after a reload, or the session that tried SET (SQLSTATE 55P02)',
    sqlstates: ['55P02'],
    meaning:
      'max_connections is read once, at the start. The new value is stored, pending_restart is true, and the old one rules until then.',
    causes: [
      'ALTER SYSTEM SET max_connections = … followed by SELECT pg_reload_conf(): the reload answers "t" and changes nothing.',
    ],
    todo: [
      'Restart the server in a quiet moment: pg_ctl restart, systemctl restart postgresql; on a managed service change the parameter group and reboot.',
      'See what waits: SELECT name, setting FROM pg_settings WHERE pending_restart; poolfit check shows it.',
      'Until then size the pools for the old value. Standbys need at least the primary’s max_connections: restart them first.',
    ],
    rules: ['restart-pending', 'connections-over-limit'],
    sources: [reload],
  },
];
