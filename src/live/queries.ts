/**
 * What is asked of the server: each part is a query for one JSON value, so that all of them travel as one statement,
 * and so that one that fails (a revoked view, another kind of server) can be left out. They need PostgreSQL 12; what a
 * version lacks comes back as null.
 */
export const parts = {
  server: `SELECT json_build_object(
    'version', version(),
    'versionNumber', current_setting('server_version_num', true),
    'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'pid', pg_backend_pid())`,

  recovery: 'SELECT to_json(pg_is_in_recovery())',

  // By name, without pg_settings: SHOW works for everybody, the view may be revoked.
  limits: `SELECT json_build_object(
    'maxConnections', current_setting('max_connections')::int,
    'superuserReserved', current_setting('superuser_reserved_connections')::int,
    'reserved', current_setting('reserved_connections', true)::int,
    'rdsReserved', nullif(current_setting('rds.rds_superuser_reserved_connections', true), '')::int)`,

  // reset_val is the login's own value, whatever this transaction has SET; keepalives show the socket's in "setting".
  settings: `SELECT json_object_agg(name, json_build_object(
      'value', CASE WHEN name LIKE 'tcp%' THEN setting ELSE reset_val END, 'pending', pending_restart))
    FROM pg_settings WHERE name IN (
      'max_connections', 'superuser_reserved_connections', 'reserved_connections',
      'idle_session_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'statement_timeout',
      'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout')`,

  // USAGE is what the server itself asks for: a NOINHERIT member may not use the reserve.
  role: `SELECT json_build_object('superuser', r.rolsuper, 'limit', r.rolconnlimit,
      'usesReserved', (SELECT pg_has_role(r.oid, g.oid, 'USAGE') FROM pg_roles g WHERE g.rolname = 'pg_use_reserved_connections'),
      'usesRdsReserved', (SELECT pg_has_role(r.oid, g.oid, 'USAGE') FROM pg_roles g WHERE g.rolname = 'rds_superuser'))
    FROM pg_roles r WHERE r.rolname = session_user`,

  databaseLimit: 'SELECT to_json(datconnlimit) FROM pg_database WHERE datname = current_database()',

  // The kind of other roles' rows is null without pg_monitor; those of a role in a database are clients or their
  // workers. Autovacuum has no role, the rest no database.
  sessions: `WITH seen AS (
      SELECT application_name, usename, datname, state, backend_type,
        usename IS NOT DISTINCT FROM session_user AS own,
        datname IS NOT DISTINCT FROM current_database() AS here,
        coalesce(backend_type = 'client backend', datid IS NOT NULL AND usesysid IS NOT NULL) AS client,
        extract(epoch FROM clock_timestamp() - backend_start)::float8 AS age,
        extract(epoch FROM clock_timestamp() - state_change)::float8 AS since
      FROM pg_stat_activity WHERE pid <> pg_backend_pid())
    SELECT json_build_object(
      'own', count(*) FILTER (WHERE client AND own),
      'ownHere', count(*) FILTER (WHERE client AND own AND here),
      'othersHere', count(*) FILTER (WHERE client AND NOT own AND here),
      'hiddenHere', count(*) FILTER (WHERE client AND here AND backend_type IS NULL),
      'hiddenNonClientsHere', count(*) FILTER (WHERE NOT client AND here AND backend_type IS NULL),
      'walsendersOwn', count(*) FILTER (WHERE own AND backend_type = 'walsender'),
      'nonClientsHere', count(*) FILTER (WHERE here AND NOT client AND (backend_type IS NULL OR backend_type IN ('walsender', 'autovacuum worker'))),
      'groups', (SELECT coalesce(json_agg(g), '[]') FROM (
        SELECT coalesce(application_name, '') AS application, usename AS "user", datname AS database, own AND here AS own,
          count(*) AS total,
          count(*) FILTER (WHERE state IN ('active', 'fastpath function call')) AS active,
          count(*) FILTER (WHERE state = 'idle') AS idle,
          count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS "idleInTransaction",
          count(*) FILTER (WHERE backend_type IS NULL) AS hidden,
          round(max(age)::numeric, 3) AS "oldestSeconds",
          round(max(since) FILTER (WHERE state LIKE 'idle in transaction%')::numeric, 3) AS "longestIdleInTransactionSeconds"
        FROM seen WHERE client GROUP BY 1, 2, 3, 4 ORDER BY total DESC, 1, 2, 3) g))
    FROM seen`,

  // Only used when pg_stat_activity may not be read; parallel workers are in it, poolfit's own session is taken out.
  backends: `SELECT json_build_object('all', coalesce(sum(numbackends), 0) - 1,
      'here', coalesce(sum(numbackends) FILTER (WHERE datname = current_database()), 0) - 1)
    FROM pg_stat_database WHERE datname IS NOT NULL`,

  marks: `SELECT json_build_object(
      'roles', (SELECT coalesce(json_agg(rolname), '[]') FROM pg_roles WHERE rolname IN (
        'rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'neon_superuser', 'databricks_superuser',
        'supabase_admin', 'doadmin', 'avnadmin', 'tsdbadmin')),
      'aurora', coalesce(current_setting('rds.extensions', true) LIKE '%aurora_stat_utils%', false),
      'alloydb', EXISTS (SELECT FROM pg_settings WHERE name LIKE 'alloydb.%'))`,
} as const;

export type PartName = keyof typeof parts;

/** The JSON each part gives. */
export interface Answers {
  server: { version: string; versionNumber: string | null; at: string; pid: number };
  recovery: boolean;
  limits: { maxConnections: number; superuserReserved: number; reserved: number | null; rdsReserved: number | null };
  settings: Record<string, { value: string; pending: boolean } | undefined>;
  role: { superuser: boolean; limit: number; usesReserved: boolean | null; usesRdsReserved: boolean | null };
  databaseLimit: number;
  sessions: SessionAnswer;
  backends: { all: number; here: number };
  marks: { roles: string[]; aurora: boolean; alloydb: boolean };
}

interface SessionAnswer {
  own: number;
  ownHere: number;
  othersHere: number;
  hiddenHere: number;
  hiddenNonClientsHere: number;
  walsendersOwn: number;
  nonClientsHere: number;
  groups: {
    application: string;
    user: string | null;
    database: string | null;
    own: boolean;
    total: number;
    active: number;
    idle: number;
    idleInTransaction: number;
    hidden: number;
    oldestSeconds: number | null;
    longestIdleInTransactionSeconds: number | null;
  }[];
}

/** A part that the server did not answer is absent, or null where a query found no row. */
export type PartialAnswers = { [P in PartName]?: Answers[P] | null };
