import type { FactName } from '../model/facts.ts';

/** Each library's own name for a setting. */
export const factNames: Partial<Readonly<Record<FactName, Readonly<Record<string, string>>>>> = {
  poolMax: {
    'node-postgres': 'max',
    HikariCP: 'maximumPoolSize',
    'psycopg_pool, asyncpg': 'max_size',
    'Go database/sql': 'MaxOpenConns',
  },
  poolSize: {
    'the guide': 'DB_POOL_SIZE',
    SQLAlchemy: 'pool_size',
    PgBouncer: 'default_pool_size',
    HikariCP: 'minimumIdle',
    'psycopg_pool, asyncpg': 'min_size',
  },
  maxOverflow: { 'the guide': 'DB_MAX_OVERFLOW', SQLAlchemy: 'max_overflow', PgBouncer: 'reserve_pool_size' },
  maxLifetime: {
    'the guide': 'DB_POOL_RECYCLE',
    SQLAlchemy: 'pool_recycle',
    HikariCP: 'maxLifetime (ms)',
    'node-postgres': 'maxLifetimeSeconds',
    'Go database/sql': 'SetConnMaxLifetime',
    PgBouncer: 'server_lifetime',
  },
  acquireTimeout: {
    'the guide': 'DB_POOL_TIMEOUT',
    SQLAlchemy: 'pool_timeout',
    HikariCP: 'connectionTimeout (ms)',
    'node-postgres': 'connectionTimeoutMillis',
    Prisma: 'pool_timeout',
    PgBouncer: 'query_wait_timeout',
  },
  prePing: { 'the guide': 'DB_POOL_PRE_PING', SQLAlchemy: 'pool_pre_ping', Django: 'CONN_HEALTH_CHECKS' },
  instances: { Kubernetes: 'replicas', Heroku: 'dynos' },
  workers: { gunicorn: '--workers, WEB_CONCURRENCY', uvicorn: '--workers, WEB_CONCURRENCY', Puma: 'WEB_CONCURRENCY' },
  threads: { gunicorn: '--threads', Puma: 'RAILS_MAX_THREADS' },
  engines: { SQLAlchemy: 'create_engine calls' },
  surge: { Kubernetes: 'maxSurge', Heroku: 'preboot' },
  requestTimeout: { gunicorn: '--timeout' },
  maxConnections: { PostgreSQL: 'max_connections', PgBouncer: 'max_client_conn' },
  reservedConnections: { PostgreSQL: 'superuser_reserved_connections + reserved_connections (16+)' },
  otherConnections: { 'the guide': 'overhead (admin tools)' },
  idleTimeout: { PostgreSQL: 'idle_session_timeout (14+)', 'RDS Proxy': 'IdleClientTimeout' },
};
