import type { SettingText } from '../setting.ts';

/** Processes, load and the server: what surrounds a pool. */
export const surroundings: readonly SettingText[] = [
  {
    name: 'workers',
    fact: 'workers',
    about:
      'Processes of one instance. Each has a pool of its own: 4 workers open four times what one opens. Read from the file, or stated with --workers.',
    alsoCalled: [
      'WEB_CONCURRENCY',
      'GUNICORN_WORKERS',
      'UVICORN_WORKERS',
      'GUNICORN_CMD_ARGS',
      '-w',
      'CELERY_WORKER_CONCURRENCY',
    ],
    values: [
      ['default', '1, and poolfit says so'],
      ['0', 'read as 1'],
      ['auto', 'gunicorn cannot read it; Puma can'],
    ],
    elsewhere: [
      [
        'gunicorn',
        '--workers, WEB_CONCURRENCY or GUNICORN_CMD_ARGS; GUNICORN_WORKERS only where a script passes it on',
      ],
      ['uvicorn', '--workers or WEB_CONCURRENCY'],
      ['Celery prefork', 'each child has its own engine'],
      ['node cluster, pm2', 'each process has its own pool'],
    ],
    judgedBy: ['workers', 'demand'],
  },
  {
    name: 'instances',
    fact: 'instances',
    about: 'Copies of the application at their maximum: the upper end of the autoscaler, not today’s number.',
    alsoCalled: ['replicas', 'dynos', 'pods', 'maxReplicas'],
    values: [['default', '1, assumed and said']],
    elsewhere: [],
    judgedBy: ['instances', 'demand'],
  },
  {
    name: 'threads',
    fact: 'threads',
    about:
      'Threads of one process. A process never holds more connections than it has threads: min(threads, pool_size + max_overflow).',
    alsoCalled: ['GUNICORN_THREADS', 'RAILS_MAX_THREADS', 'WEB_THREADS'],
    values: [
      ['default', 'unknown: the whole pool counts'],
      ['sync worker', 'gunicorn -k sync has one'],
    ],
    elsewhere: [['asyncio', 'one thread uses the whole pool: leave it unknown']],
    judgedBy: ['threads', 'demand'],
  },
  {
    name: 'engines',
    fact: 'engines',
    about:
      'Pools in one process: a second engine, a read replica, a pool for LISTEN or for vectors doubles everything.',
    alsoCalled: ['create_engine', 'pool_count'],
    values: [['default', '1']],
    elsewhere: [],
    judgedBy: ['engines', 'demand'],
  },
  {
    name: 'surge',
    fact: 'surge',
    about: 'Extra instances while a deploy runs. A percentage is rounded up, as Kubernetes rounds maxSurge.',
    alsoCalled: ['preboot'],
    values: [['default', '0: not checked unless given']],
    elsewhere: [
      ['Kubernetes maxSurge', '25 %'],
      ['Heroku preboot', 'as many as there are dynos: 100 %'],
    ],
    judgedBy: ['surge'],
  },
  {
    name: 'concurrency',
    fact: 'concurrency',
    about:
      'Queries of one process that run at the same time. From a load: requests per second × queries each × seconds per query ÷ processes (--rps, --query-ms, --queries-per-request).',
    alsoCalled: ['rps', 'query-ms', 'queries-per-request', 'traffic'],
    values: [],
    elsewhere: [],
    judgedBy: ['concurrency'],
  },
  {
    name: 'worker timeout',
    fact: 'requestTimeout',
    about: 'gunicorn ends a worker that is silent for so long; for sync workers that is the request’s limit. Seconds.',
    alsoCalled: ['GUNICORN_TIMEOUT', 'timeout', '-t', 'request_timeout'],
    values: [
      ['default', '30 s'],
      ['0', 'none'],
    ],
    elsewhere: [],
    judgedBy: ['requestTimeout'],
  },
  {
    name: 'max_connections',
    fact: 'maxConnections',
    about:
      'The server’s slots. A change takes a restart: ALTER SYSTEM and pg_reload_conf() change nothing. Each connection costs 1 to 4 MB, active ones work_mem on top. Behind a pooler it is the pooler’s limit on clients.',
    alsoCalled: ['MAX_CLIENT_CONN', 'PGBOUNCER_MAX_CLIENT_CONN', 'POOLER_MAX_CLIENT_CONN'],
    values: [
      ['default', '100 on a stock server; poolfit assumes nothing: --max-connections N or --live'],
      ['provider', 'by plan or memory: poolfit explain aws-rds, and so on'],
    ],
    elsewhere: [['PgBouncer max_client_conn', '100']],
    judgedBy: ['maxConnections'],
  },
  {
    name: 'reserved_connections',
    fact: 'reservedConnections',
    about:
      'Slots that ordinary roles cannot use: superuser_reserved_connections, reserved_connections (16+), and the provider’s own. With 100 − 3 an ordinary role gets 97.',
    alsoCalled: ['superuser_reserved_connections', 'rds.rds_superuser_reserved_connections'],
    values: [['default', '3, or the provider’s; behind a pooler 0']],
    elsewhere: [],
    judgedBy: ['reservedConnections'],
  },
  {
    name: 'other_connections',
    fact: 'otherConnections',
    about:
      'Slots kept for everyone else: admin tools, migrations, cron; the reserved ones are counted in. The guide’s overhead.',
    alsoCalled: ['overhead', 'admin headroom'],
    values: [['default', 'the larger of 10 and reserved + 7; behind a pooler 0']],
    elsewhere: [],
    judgedBy: ['otherConnections'],
  },
  {
    name: 'idle_timeout',
    fact: 'idleTimeout',
    about:
      'What ends an idle connection: the server, a proxy, or a network that forgets it. The least one counts. AWS NAT gateways and NLBs 350 s, Google’s VPC 600 s, Azure’s load balancer 240 s; Linux sends its first keepalive after 7200 s, too late for all of them.',
    alsoCalled: ['idle_session_timeout', 'IdleClientTimeout', 'client_idle_timeout'],
    values: [
      ['default', 'the provider’s; none for plain PostgreSQL, where idle_session_timeout (14+) is 0'],
      ['0, never', 'none: --idle-timeout 0'],
    ],
    elsewhere: [
      [
        'a pool’s own idle timeout',
        'another thing: node-postgres idleTimeoutMillis 10000, HikariCP idleTimeout 600000 ms close what lies idle in the pool',
      ],
    ],
    judgedBy: ['idleTimeout'],
  },
  {
    name: 'idle_in_transaction_session_timeout',
    title: 'ends transactions that were left open',
    about:
      'Not the database’s idle timeout (the guide takes it for that one): it ends sessions that sit in an open transaction, which are leaks. The idle timeout is idle_session_timeout, from 14 on.',
    alsoCalled: ['idle_in_transaction'],
    values: [['0', 'off, the default']],
    elsewhere: [],
    judgedBy: [],
  },
  {
    name: 'DATABASE_URL',
    fact: 'url',
    about:
      'Where the pool leads. poolfit takes the host (for the provider), port (for poolers), scheme and parameters from it, and never shows user or password.',
    alsoCalled: ['POSTGRES_URL', 'DB_URL', 'DATABASE_URI', 'SQLALCHEMY_DATABASE_URI', 'url', 'dsn'],
    values: [
      ['postgresql://', 'psycopg2 in SQLAlchemy 2.0, psycopg 3 in 2.1'],
      ['postgres://', 'rejected by SQLAlchemy 1.4 and later'],
    ],
    elsewhere: [],
    judgedBy: ['url', 'urlProblem', 'pooler'],
  },
];
