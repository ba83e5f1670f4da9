import type { SettingText } from '../setting.ts';

/** Settings of the pool itself. Values: measured on SQLAlchemy 1.4, 2.0 and 2.1; others from the libraries' sources. */
export const poolSettings: readonly SettingText[] = [
  {
    name: 'pool_size',
    fact: 'poolSize',
    about:
      'Connections that a pool keeps open once they were needed. The guide: expected concurrent queries × 1.5. Every process has a pool of its own, so the server sees it times instances × workers.',
    alsoCalled: ['DB_POOL_MIN', 'min', 'POOL_SIZE', 'minimum pool size', 'SetMaxIdleConns', 'POOLER_DEFAULT_POOL_SIZE'],
    values: [
      [
        '0',
        'no limit at all in SQLAlchemy 2, and max_overflow is ignored; in 1.4 the cap is max_overflow, and 0 + 0 never yields a connection',
      ],
      ['below 0', 'hands out a wrong number of connections; nothing checks it'],
    ],
    elsewhere: [
      ['HikariCP minimumIdle', 'as many as maximumPoolSize unless set'],
      ['asyncpg min_size', '10, opened at once'],
      ['psycopg_pool min_size', '4'],
      ['Ecto pool_size', '10, opened at once, and there is no overflow'],
      ['PgBouncer default_pool_size', '20 for each pair of user and database'],
      ['node-postgres', 'keeps none: its max is the whole pool (see: poolfit explain max)'],
    ],
    judgedBy: ['poolSize', 'demand'],
  },
  {
    name: 'max_overflow',
    fact: 'maxOverflow',
    about:
      'Connections beyond pool_size in a spike; each is closed as soon as it comes back, so a pool that lives on them reconnects all the time. The guide: pool_size × 2.',
    alsoCalled: ['DB_POOL_OVERFLOW', 'DB_POOL_MAX_OVERFLOW', 'overflow', 'reserve_pool_size'],
    values: [
      ['0', 'no overflow: pool_size is the whole pool'],
      ['-1', 'no limit: the pool grows until the server refuses'],
      ['below -1', 'RecursionError where the pool should wait'],
    ],
    elsewhere: [['everywhere else', 'no such thing: one maximum for the pool (see: poolfit explain max)']],
    judgedBy: ['maxOverflow', 'demand'],
  },
  {
    name: 'max',
    title: 'the most one process opens: pool_size + max_overflow, one number in most libraries',
    about: 'What counts against max_connections is this, times instances × workers × engines.',
    alsoCalled: [
      'poolMax',
      'pool_max',
      'DB_POOL_MAX',
      'DB_MAX_CONNECTIONS',
      'connection_limit',
      'maximumPoolSize',
      'Maximum Pool Size',
      'max_size',
      'MaxOpenConns',
      'SetMaxOpenConns',
      'DB_MAX_OPEN_CONNS',
      'pool_max_conns',
      'SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE',
      'PGRST_DB_POOL',
      'max_db_connections',
    ],
    values: [],
    elsewhere: [
      [
        'node-postgres max',
        '10; 0 and NaN mean 10, the text "0" or −1 never yields a connection, other text is no limit',
      ],
      ['knex, tarn max', '10 (min 2)'],
      ['Sequelize max', '5'],
      ['Prisma connection_limit', 'CPUs × 2 + 1 up to version 6; version 7 takes its adapter’s'],
      ['HikariCP maximumPoolSize', '10'],
      ['asyncpg max_size', '10'],
      ['psycopg_pool max_size', 'as min_size, 4'],
      ['Go database/sql SetMaxOpenConns', '0, and that is no limit'],
      ['pgxpool pool_max_conns', 'the larger of 4 and the number of CPUs'],
      ['Npgsql Maximum Pool Size', '100'],
      ['Rails pool, max_connections', '5'],
    ],
    judgedBy: ['demand'],
  },
  {
    name: 'pool_recycle',
    fact: 'maxLifetime',
    about:
      'A connection older than this is replaced at its next checkout; a connection that is in use or lies idle is not touched. Set it below whatever ends idle connections. Seconds.',
    alsoCalled: [
      'DB_POOL_RECYCLE_SECONDS',
      'max_lifetime',
      'DB_MAX_LIFETIME',
      'ConnMaxLifetime',
      'CONN_MAX_AGE',
      'Connection Lifetime',
      'recycle',
      'SPRING_DATASOURCE_HIKARI_MAX_LIFETIME',
    ],
    values: [
      ['-1', 'never'],
      ['below -1', 'never, oddly written'],
      ['0', 'a new connection at every checkout: the pool is off'],
    ],
    elsewhere: [
      ['HikariCP maxLifetime', '1800000 ms; 0 is never'],
      ['node-postgres maxLifetimeSeconds', '0, never'],
      ['Django CONN_MAX_AGE', '0 closes after each request, None is never'],
      ['Go SetConnMaxLifetime', '0, never'],
      ['psycopg_pool max_lifetime', '3600 s'],
      ['PgBouncer server_lifetime', '3600 s, on its server side'],
    ],
    judgedBy: ['maxLifetime'],
  },
  {
    name: 'pool_timeout',
    fact: 'acquireTimeout',
    about:
      'How long a caller waits for a connection before it gets an error. Shorter than the request’s own limit, or nobody is left to read the error. Seconds, fractions allowed.',
    alsoCalled: [
      'DB_POOL_TIMEOUT_SECONDS',
      'acquire',
      'DB_POOL_ACQUIRE',
      'acquireTimeoutMillis',
      'acquireConnectionTimeout',
      'checkout_timeout',
      'connection_timeout',
      'pool_checkout_timeout',
    ],
    values: [
      ['default', '30 s in SQLAlchemy'],
      ['0', 'fails at once when no connection is free'],
      ['below 0', 'ValueError'],
    ],
    elsewhere: [
      ['HikariCP connectionTimeout', '30000 ms'],
      ['node-postgres connectionTimeoutMillis', '0, waits for ever; it covers the connecting too'],
      ['Prisma pool_timeout', '10 s, 0 is for ever'],
      ['Rails checkout_timeout', '5 s'],
      ['PgBouncer query_wait_timeout', '120 s'],
    ],
    judgedBy: ['acquireTimeout'],
  },
  {
    name: 'pool_pre_ping',
    fact: 'prePing',
    about:
      'A ping at each checkout (not at each query): one round trip, 0.03 to 0.2 ms nearby. It finds connections that died in the pool; not those that die while checked out.',
    alsoCalled: ['pre_ping', 'CONN_HEALTH_CHECK', 'keepaliveTime', 'testOnBorrow'],
    values: [
      ['true', 'in any case: true, True, TRUE'],
      ['1, yes, on', 'false to the guide’s loader, which compares with "true"'],
    ],
    elsewhere: [
      ['Django CONN_HEALTH_CHECKS', 'False'],
      ['HikariCP keepaliveTime', 'pings idle connections every 120 s since 6.2.1'],
    ],
    judgedBy: ['prePing', 'booleanReading'],
  },
];
