import type { ErrorText } from '../error-text.ts';

const bouncer = 'measured: PgBouncer 1.18 answers with SQLSTATE 08P01, never with 53300';

/** A pooler between application and server says no. */
export const poolerRefusals: readonly ErrorText[] = [
  {
    id: 'pgbouncer-max-client-conn',
    texts: ['no more connections allowed (max_client_conn)', 'no more connections allowed'],
    from: 'PgBouncer',
    sqlstates: ['08P01'],
    meaning:
      'More clients are connected to PgBouncer than its max_client_conn (100 by default). PostgreSQL was not asked.',
    causes: ['The pools of all processes together are larger than max_client_conn.'],
    todo: [
      'Raise max_client_conn in pgbouncer.ini and RELOAD; mind the limit on open files. It costs PgBouncer little and PostgreSQL nothing.',
      'Or size the pools against it: poolfit lint .env --provider pgbouncer --max-connections MAX_CLIENT_CONN.',
      'Look at it: SHOW CLIENTS and SHOW POOLS in the database "pgbouncer".',
    ],
    rules: ['pooler-full', 'connections-over-limit', 'pool-behind-transaction-pooler'],
    sources: [bouncer, 'github.com/pgbouncer/pgbouncer, doc/config.md'],
  },
  {
    id: 'pgbouncer-query-wait-timeout',
    texts: ['query_wait_timeout'],
    from: 'PgBouncer',
    sqlstates: ['08P01'],
    meaning:
      'A query waited query_wait_timeout (120 s by default) for one of PgBouncer’s server connections and got none.',
    causes: [
      'default_pool_size (20 for each user and database) is too small for the queries at once, or they are slow.',
      'Transactions left open hold server connections; in session mode every idle client does.',
      'PostgreSQL refuses PgBouncer (full, or a role limit): PgBouncer does not say so, it queues.',
    ],
    todo: [
      'SHOW POOLS in the database "pgbouncer": cl_waiting and maxwait show the queue, sv_active the work.',
      'Slow queries and open transactions first; then a larger default_pool_size, within max_connections − reserved slots.',
      'Many idle clients: pool_mode = transaction.',
    ],
    rules: ['pooler-full', 'session-idle-in-transaction'],
    sources: [bouncer, 'measured: a role limit below the pool makes PgBouncer queue without an error'],
  },
  {
    id: 'unsupported-startup-parameter',
    texts: ['unsupported startup parameter: …', 'unsupported startup parameter'],
    from: 'PgBouncer',
    sqlstates: ['08P01'],
    meaning: 'The client sends a setting with its start-up message that PgBouncer cannot pass on: it fails at connect.',
    causes: [
      'options=-c … in the URL, or statement_timeout, lock_timeout, idle_in_transaction_session_timeout in node-postgres’s settings.',
      'extra_float_digits from an older JDBC driver.',
    ],
    todo: [
      "Take the parameter out of the URL or the pool’s settings; set it for the role: ALTER ROLE name SET statement_timeout = '30s'.",
      'Or let PgBouncer drop it silently: ignore_startup_parameters = extra_float_digits,options in pgbouncer.ini.',
    ],
    rules: ['url-parameter-rejected'],
    sources: [bouncer],
  },
  {
    id: 'supavisor-max-clients',
    texts: [
      'EMAXCONNSESSION max clients reached in session mode',
      'EMAXCONNSESSION',
      'EMAXCONN max client connections reached',
      'EMAXCONN',
      'max clients reached in session mode',
      'MaxClientsInSessionMode',
    ],
    from: 'Supabase’s pooler, Supavisor',
    sqlstates: [],
    meaning:
      'EMAXCONN: more clients than the plan’s pooler takes. EMAXCONNSESSION: on port 5432 (session mode) every client holds a server connection, so only the pool’s size fits, not the plan’s clients.',
    causes: ['Pools of many processes, or serverless functions with a pool each, on port 5432.'],
    todo: [
      'Short transactions: use port 6543 (transaction mode) and turn prepared statements off (asyncpg: prepared_statement_cache_size=0).',
      'Stay on 5432: make the pools small, all together below the pool’s size.',
      'Serverless: pool_size 1 and max_overflow 0, or NullPool, in each function.',
      'The plan’s numbers: poolfit explain supabase-pooler.',
    ],
    rules: [
      'pooler-full',
      'pool-behind-transaction-pooler',
      'prepared-statements-behind-transaction-pooler',
      'connections-over-limit',
    ],
    sources: [
      'github.com/supabase/supavisor, lib/supavisor/errors/max_connections_error.ex',
      'https://supabase.com/docs/guides/database/connecting-to-postgres',
    ],
  },
  {
    id: 'prepared-statements',
    texts: [
      'prepared statement "…" already exists',
      'prepared statement "…" does not exist',
      'prepared statement … already exists',
      'prepared statement … does not exist',
      'DuplicatePreparedStatementError',
      'InvalidSQLStatementNameError',
    ],
    from: 'PostgreSQL, behind a pooler in transaction mode',
    sqlstates: ['42P05', '26000'],
    meaning:
      'The driver prepared a statement on one server connection, and the pooler ran the next query on another: there the name is missing, or somebody else’s.',
    causes: [
      'asyncpg, node-postgres with name:, Prisma or JDBC prepare by name, behind PgBouncer before 1.21, Supavisor’s port 6543 or Azure’s 6432 (max_prepared_statements 0).',
    ],
    todo: [
      'asyncpg through SQLAlchemy: prepared_statement_cache_size=0 in the URL; asyncpg alone: statement_cache_size=0; psycopg 3: prepare_threshold=None; Prisma to version 6: pgbouncer=true; postgres.js: prepare: false; JDBC: prepareThreshold=0.',
      'Your own PgBouncer: 1.21 or later with max_prepared_statements above 0 (200 by default from 1.24).',
      'Or connect to the session port, or directly.',
    ],
    rules: ['prepared-statements-behind-transaction-pooler', 'pool-behind-transaction-pooler'],
    sources: [
      'measured: PgBouncer 1.18 in transaction mode, 60 named statements at once, 47 failed',
      'github.com/pgbouncer/pgbouncer, NEWS.md',
    ],
  },
];
