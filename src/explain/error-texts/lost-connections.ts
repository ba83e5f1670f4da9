import type { ErrorText } from '../error-text.ts';

const measured = 'measured: SQLAlchemy 1.4 to 2.1 against PostgreSQL with idle_session_timeout';
const ping =
  'Keep DB_POOL_PRE_PING=true: one round trip per checkout finds dead connections before your query does. It does not help a connection that dies while it is checked out.';
const recycle =
  'Set DB_POOL_RECYCLE below the least idle limit in the path: poolfit lint .env --provider ID, or --idle-timeout 350s for a NAT gateway or NLB of AWS.';
const keepalive =
  'Where the network forgets silently (Google’s VPC 600 s, NAT, load balancers) a ping can hang: add keepalives_idle below the limit and tcp_user_timeout of 10 to 30 s to the connection’s parameters.';

const timeRules = ['recycle-over-idle-timeout', 'recycle-disabled', 'pre-ping-disabled', 'boolean-reads-as-false'];

/** The connection was there and is gone. */
export const lostConnections: readonly ErrorText[] = [
  {
    id: 'server-closed-connection',
    texts: [
      'server closed the connection unexpectedly',
      'Connection terminated unexpectedly',
      'connection was closed in the middle of operation',
      'Connection reset by peer',
      'read ECONNRESET',
    ],
    from: 'the driver (libpq and psycopg, node-postgres, asyncpg): what the server said before, if anything, is in its log',
    sqlstates: [],
    meaning: 'The application used a connection that somebody had ended: the server, a proxy, a pooler or the network.',
    causes: [
      'An idle limit: idle_session_timeout (14+, 0 by default), RDS Proxy 1800 s, NAT gateways and load balancers 240 to 350 s. PostgreSQL itself has none by default; the "8 hours" are MySQL’s.',
      'The server restarted, failed over, or an administrator ended the session; a backend crashed or ran out of memory.',
      'The pool was opened before a fork, and two processes share one socket.',
    ],
    todo: [
      ping,
      recycle,
      'Read the server’s limit: SHOW idle_session_timeout (14+). idle_in_transaction_session_timeout is another one: it ends transactions left open, not idle connections.',
      'All at one moment: look into the server’s log for a restart, a crash or "terminating connection".',
      'gunicorn --preload: create the engine after the fork, or call engine.dispose(close=False) in each worker.',
      keepalive,
    ],
    rules: timeRules,
    sources: ['guide: "server closed the connection unexpectedly"', measured],
  },
  {
    id: 'ssl-closed',
    texts: ['SSL connection has been closed unexpectedly', 'SSL SYSCALL error: EOF detected'],
    from: 'libpq (psycopg2, psycopg)',
    sqlstates: [],
    meaning: 'The same as "server closed the connection unexpectedly", seen through TLS.',
    causes: [
      'An idle limit of the server, a proxy or the network ended the connection.',
      'The pool was opened before a fork: two processes write into one TLS stream and break it.',
      'The server restarted, failed over or ran out of memory.',
    ],
    todo: [
      ping,
      recycle,
      'Celery, gunicorn --preload, multiprocessing: create the engine after the fork, or call engine.dispose(close=False) in each child.',
      keepalive,
    ],
    rules: timeRules,
    sources: [measured, 'measured: an engine connected before a fork shares one socket among all children'],
  },
  {
    id: 'idle-session-timeout',
    texts: [
      'FATAL: terminating connection due to idle-session timeout',
      'terminating connection due to idle-session timeout',
    ],
    from: 'PostgreSQL 14 and later',
    sqlstates: ['57P05'],
    meaning: 'The session was idle, outside a transaction, for longer than idle_session_timeout.',
    causes: [
      'Somebody set it for the server, the database or the role: it is 0 (off) by default. A pool keeps sessions idle by design.',
    ],
    todo: [
      'Read it as the application’s role: SHOW idle_session_timeout.',
      'Set DB_POOL_RECYCLE below it and keep DB_POOL_PRE_PING=true; poolfit lint .env --idle-timeout VALUE checks it, poolfit check reads it live.',
      'Or spare the application’s role: ALTER ROLE name SET idle_session_timeout = 0.',
      'node-postgres: give the pool an "error" listener, or the process exits with the idle client.',
    ],
    rules: timeRules,
    sources: [
      measured,
      'measured: the text often does not reach the application, only "server closed the connection unexpectedly"',
    ],
  },
  {
    id: 'idle-in-transaction-timeout',
    texts: [
      'FATAL: terminating connection due to idle-in-transaction timeout',
      'terminating connection due to idle-in-transaction timeout',
    ],
    from: 'PostgreSQL',
    sqlstates: ['25P03'],
    meaning:
      'A transaction was left open without a query for longer than idle_in_transaction_session_timeout. That is a leak, not an idle pool.',
    causes: [
      'The code waits for something else (an HTTP call, a user, a lock of its own) between BEGIN and COMMIT.',
      'A session or cursor is not closed after an error.',
    ],
    todo: [
      "Find the code: SELECT pid, application_name, state_change, query FROM pg_stat_activity WHERE state = 'idle in transaction' shows the last query of each.",
      'Keep remote calls out of transactions; commit or roll back in "with" or finally.',
      'Recycle and pre-ping do not help here: the connection dies while it is checked out.',
    ],
    rules: ['session-idle-in-transaction'],
    sources: [measured],
  },
  {
    id: 'administrator-command',
    texts: [
      'FATAL: terminating connection due to administrator command',
      'terminating connection due to administrator command',
    ],
    from: 'PostgreSQL',
    sqlstates: ['57P01'],
    meaning: 'Somebody ended the session on purpose: pg_terminate_backend(), or a fast shutdown of the server.',
    causes: [
      'A restart, a failover, a maintenance window or a change of the plan.',
      'A script or a colleague who cleaned up "idle" sessions; idle sessions of a pool are healthy.',
    ],
    todo: [
      ping,
      'Retry work that was cut: a transaction that was under way is rolled back.',
      'If it recurs, find who calls pg_terminate_backend; give leaks an idle_in_transaction_session_timeout instead.',
    ],
    rules: ['pre-ping-disabled'],
    sources: ['measured on PostgreSQL 12 to 18'],
  },
];
