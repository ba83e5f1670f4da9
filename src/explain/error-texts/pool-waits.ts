import type { ErrorText } from '../error-text.ts';

const flat =
  'measured: work that is bound by CPU is flat after cores + 1 connections and loses 20 to 30 % at 50 to 80; work that waits gains up to about 32';
const first =
  'Look for slow queries first (pg_stat_statements, EXPLAIN (ANALYZE, BUFFERS)), then for the database’s CPU: where that is full, more connections make everything slower.';
const leaks =
  'Look for connections that never come back: SELECT pid, application_name, now() - state_change, query FROM pg_stat_activity WHERE state = \'idle in transaction\' ORDER BY 3 DESC. Use "with engine.connect() as connection", close sessions, keep remote calls out of transactions.';
const grow =
  'Only then a larger pool, by load and limit: poolfit size --rps N --query-ms N --instances N --workers N --max-connections N.';

/** The pool itself made a caller wait too long. */
export const poolWaits: readonly ErrorText[] = [
  {
    id: 'queuepool-limit',
    texts: [
      'QueuePool limit of size … overflow … reached, connection timed out, timeout …',
      'QueuePool limit of size … overflow … reached',
      'QueuePool limit',
    ],
    from: 'SQLAlchemy (sqlalchemy.exc.TimeoutError, no SQLSTATE: the server was not even asked)',
    sqlstates: [],
    meaning:
      'All pool_size + max_overflow connections of this process were in use for the whole of pool_timeout, and a caller gave up waiting.',
    causes: [
      'Slow queries hold connections: what takes a second needs ten times the pool of what takes 100 ms.',
      'Leaks: sessions that are not closed, transactions kept open over calls to other services.',
      'The database’s CPU is busy, so that every query is slow.',
      'More queries at once than the pool allows: more threads or coroutines than connections.',
    ],
    todo: [
      first,
      leaks,
      grow,
      'Let callers fail sooner rather than pile up: DB_POOL_TIMEOUT=10 (pool_timeout, 30 s by default).',
    ],
    rules: [
      'pool-under-concurrency',
      'acquire-timeout-zero',
      'acquire-timeout-over-request-timeout',
      'out-of-range',
      'overflow-in-use',
      'session-idle-in-transaction',
    ],
    sources: ['guide: "QueuePool limit of size X overflow Y reached"', flat],
  },
  {
    id: 'node-pg-timeout',
    texts: ['timeout exceeded when trying to connect'],
    from: 'node-postgres (pg-pool, no code)',
    sqlstates: [],
    meaning:
      'connectionTimeoutMillis passed without a connection: either all of the pool’s max were in use, or the server did not answer in time. The text is the same.',
    causes: [
      'Clients that are checked out and never released, or held over other awaits.',
      'Slow queries, or more of them at once than max (10 by default).',
      'The server is not reachable: a firewall that drops packets, a wrong host.',
      'max was given as text: "0" is a pool that is always full.',
    ],
    todo: [
      'Tell the two apart: log pool.totalCount, pool.idleCount and pool.waitingCount; waiting with all in use is the pool, nothing in use is the network.',
      'Release in finally, or use pool.query(), which releases by itself.',
      first,
      grow,
    ],
    rules: ['pool-under-concurrency', 'connections-over-limit'],
    sources: ['measured: pg 8.23, pg-pool 3.14', flat],
  },
  {
    id: 'other-pool-waits',
    texts: [
      'Timed out fetching a new connection from the connection pool',
      'Timeout acquiring a connection. The pool is probably full',
      'could not obtain a connection from the pool within … seconds',
      "couldn't get a connection after … sec",
      'Connection is not available, request timed out after …ms',
    ],
    from: 'Prisma (P2024), knex, Rails, psycopg_pool, HikariCP: each its own words for a full pool',
    sqlstates: [],
    meaning: 'Every connection of this process’s pool was in use for the whole waiting time; the server was not asked.',
    causes: ['Slow queries, leaks, a busy database, or more work at once than the pool’s maximum.'],
    todo: [first, leaks, grow],
    rules: ['pool-under-concurrency', 'session-idle-in-transaction'],
    sources: ['wordings seen in public logs and code', flat],
  },
  {
    id: 'recursion-error',
    texts: ['RecursionError: maximum recursion depth exceeded', 'RecursionError'],
    from: 'Python, out of SQLAlchemy’s pool',
    sqlstates: [],
    meaning:
      'max_overflow below −1: SQLAlchemy hands out pool_size + max_overflow connections, and where it should wait for the next it calls itself until Python stops it.',
    causes: ['DB_MAX_OVERFLOW=-2 or less. Only −1 has a meaning (no limit), and 0 is "no overflow".'],
    todo: [
      'Set DB_MAX_OVERFLOW to 0 or more; twice the pool size is the guide’s rule of thumb.',
      'Check: poolfit lint .env.',
    ],
    rules: ['out-of-range', 'pool-unbounded'],
    sources: ['measured: SQLAlchemy 1.4, 2.0 and 2.1'],
  },
];
