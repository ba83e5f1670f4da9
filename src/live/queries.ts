/**
 * What is asked of the server: each part is a query for one JSON value, so that all of them travel as one statement,
 * and so that one that fails (a revoked view, another kind of server) can be left out. They need PostgreSQL 12; what a
 * version lacks comes back as null.
 *
 * Every name is qualified, operators too: what the database's users have made under the same name would run with the
 * rights of whoever checks (CVE-2018-1058). IN, LIKE, NULLIF and IS DISTINCT FROM look for an operator by its bare name
 * and are not used; the parser itself qualifies EXTRACT and AT TIME ZONE.
 */
export const parts = {
  server: `SELECT pg_catalog.json_build_object(
    'version', pg_catalog.version(),
    'versionNumber', pg_catalog.current_setting('server_version_num', true),
    'at', pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'pid', pg_catalog.pg_backend_pid())`,

  recovery: 'SELECT pg_catalog.to_json(pg_catalog.pg_is_in_recovery())',

  // By name, without pg_settings: SHOW works for everybody, the view may be revoked. Where the server does not know the
  // prefix, anybody may SET what has one, to any text.
  limits: `SELECT pg_catalog.json_build_object(
    'maxConnections', pg_catalog.current_setting('max_connections')::pg_catalog.int4,
    'superuserReserved', pg_catalog.current_setting('superuser_reserved_connections')::pg_catalog.int4,
    'reserved', pg_catalog.current_setting('reserved_connections', true)::pg_catalog.int4,
    'rdsReserved', CASE
      WHEN pg_catalog.current_setting('rds.rds_superuser_reserved_connections', true) OPERATOR(pg_catalog.~) '^[0-9]{1,6}$'
      THEN pg_catalog.current_setting('rds.rds_superuser_reserved_connections', true)::pg_catalog.int4 END)`,

  // reset_val is the login's own value, whatever this transaction has SET; keepalives show the socket's in "setting".
  settings: `SELECT pg_catalog.json_object_agg(name, pg_catalog.json_build_object(
      'value', CASE WHEN pg_catalog.starts_with(name, 'tcp') THEN setting ELSE reset_val END,
      'pending', pending_restart))
    FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY (ARRAY[
      'max_connections', 'superuser_reserved_connections', 'reserved_connections',
      'idle_session_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'statement_timeout',
      'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout'])`,

  // USAGE is what the server itself asks for: a NOINHERIT member may not use the reserve.
  role: `SELECT pg_catalog.json_build_object('superuser', r.rolsuper, 'limit', r.rolconnlimit,
      'usesReserved', (SELECT pg_catalog.pg_has_role(r.oid, g.oid, 'USAGE') FROM pg_catalog.pg_roles g
        WHERE g.rolname OPERATOR(pg_catalog.=) 'pg_use_reserved_connections'),
      'usesRdsReserved', (SELECT pg_catalog.pg_has_role(r.oid, g.oid, 'USAGE') FROM pg_catalog.pg_roles g
        WHERE g.rolname OPERATOR(pg_catalog.=) 'rds_superuser'))
    FROM pg_catalog.pg_roles r WHERE r.rolname OPERATOR(pg_catalog.=) session_user`,

  databaseLimit: `SELECT pg_catalog.to_json(datconnlimit) FROM pg_catalog.pg_database
    WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()`,

  // The kind of other roles' rows is null without pg_monitor; those of a role in a database are clients or their
  // workers. Autovacuum has no role, the rest no database.
  sessions: `WITH seen AS (
      SELECT application_name, usename, datname, state, backend_type,
        coalesce(usename OPERATOR(pg_catalog.=) session_user, false) AS own,
        coalesce(datname OPERATOR(pg_catalog.=) pg_catalog.current_database(), false) AS here,
        coalesce(backend_type OPERATOR(pg_catalog.=) 'client backend',
          datid IS NOT NULL AND usesysid IS NOT NULL) AS client,
        extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) backend_start)::pg_catalog.float8 AS age,
        extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) state_change)::pg_catalog.float8 AS since
      FROM pg_catalog.pg_stat_activity WHERE pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid())
    SELECT pg_catalog.json_build_object(
      'own', pg_catalog.count(*) FILTER (WHERE client AND own),
      'ownHere', pg_catalog.count(*) FILTER (WHERE client AND own AND here),
      'othersHere', pg_catalog.count(*) FILTER (WHERE client AND NOT own AND here),
      'hiddenHere', pg_catalog.count(*) FILTER (WHERE client AND here AND backend_type IS NULL),
      'hiddenNonClientsHere', pg_catalog.count(*) FILTER (WHERE NOT client AND here AND backend_type IS NULL),
      'walsendersOwn', pg_catalog.count(*) FILTER (WHERE own AND backend_type OPERATOR(pg_catalog.=) 'walsender'),
      'nonClientsHere', pg_catalog.count(*) FILTER (WHERE here AND NOT client AND (backend_type IS NULL
        OR backend_type OPERATOR(pg_catalog.=) ANY (ARRAY['walsender', 'autovacuum worker']))),
      'groups', (SELECT coalesce(pg_catalog.json_agg(g), '[]') FROM (
        SELECT coalesce(application_name, '') AS application, usename AS "user", datname AS database, own AND here AS own,
          pg_catalog.count(*) AS total,
          pg_catalog.count(*) FILTER (
            WHERE state OPERATOR(pg_catalog.=) ANY (ARRAY['active', 'fastpath function call'])) AS active,
          pg_catalog.count(*) FILTER (WHERE state OPERATOR(pg_catalog.=) 'idle') AS idle,
          pg_catalog.count(*) FILTER (
            WHERE pg_catalog.starts_with(state, 'idle in transaction')) AS "idleInTransaction",
          pg_catalog.count(*) FILTER (WHERE backend_type IS NULL) AS hidden,
          pg_catalog.round(pg_catalog.max(age)::pg_catalog.numeric, 3) AS "oldestSeconds",
          pg_catalog.round(pg_catalog.max(since) FILTER (WHERE pg_catalog.starts_with(state, 'idle in transaction')
            )::pg_catalog.numeric, 3) AS "longestIdleInTransactionSeconds"
        FROM seen WHERE client GROUP BY 1, 2, 3, 4 ORDER BY total DESC, 1, 2, 3) g))
    FROM seen`,

  // Only used when pg_stat_activity may not be read; parallel workers are in it, poolfit's own session is taken out.
  backends: `SELECT pg_catalog.json_build_object(
      'all', coalesce(pg_catalog.sum(numbackends), 0) OPERATOR(pg_catalog.-) 1,
      'here', coalesce(pg_catalog.sum(numbackends) FILTER (
        WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database()), 0) OPERATOR(pg_catalog.-) 1)
    FROM pg_catalog.pg_stat_database WHERE datname IS NOT NULL`,

  marks: `SELECT pg_catalog.json_build_object(
      'roles', (SELECT coalesce(pg_catalog.json_agg(rolname), '[]') FROM pg_catalog.pg_roles
        WHERE rolname OPERATOR(pg_catalog.=) ANY (ARRAY[
          'rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'neon_superuser', 'databricks_superuser',
          'supabase_admin', 'doadmin', 'avnadmin', 'tsdbadmin'])),
      'aurora', coalesce(pg_catalog.strpos(pg_catalog.current_setting('rds.extensions', true), 'aurora_stat_utils')
        OPERATOR(pg_catalog.>) 0, false),
      'alloydb', EXISTS (SELECT FROM pg_catalog.pg_settings WHERE pg_catalog.starts_with(name, 'alloydb.')))`,
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
