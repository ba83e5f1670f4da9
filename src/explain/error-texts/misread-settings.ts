import type { ErrorText } from '../error-text.ts';

/** A setting or a URL that the application cannot use. */
export const misreadSettings: readonly ErrorText[] = [
  {
    id: 'invalid-int',
    texts: ["ValueError: invalid literal for int() with base 10: '…'", 'invalid literal for int() with base 10'],
    from: 'Python: int(os.getenv(…))',
    sqlstates: [],
    meaning: 'A setting that should be a whole number is something else, so that the application does not start.',
    causes: [
      'The variable is set but empty: os.getenv("KEY", "20") then gives "", not the default.',
      'A unit or a fraction: 30s, 20.0, 1e3.',
      'A comment or quotes that the reader of the file keeps: docker --env-file reads 20 # connections as the whole text, and "20" with its quotes.',
    ],
    todo: [
      'Write digits only: DB_POOL_SIZE=20, with comments on a line of their own.',
      'Find the line: poolfit lint .env names the key and what each reader makes of it.',
      'In compose files write ${DB_POOL_SIZE:-20}, not ${DB_POOL_SIZE:-}.',
    ],
    rules: ['unreadable-setting', 'reader-dependent-value', 'out-of-range'],
    sources: ['measured: Python 3.11', 'guide: the loader of "Implementation"'],
  },
  {
    id: 'dialect-not-found',
    texts: [
      "NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres",
      "Can't load plugin: sqlalchemy.dialects:…",
      "Can't load plugin: sqlalchemy.dialects",
      'NoSuchModuleError',
    ],
    from: 'SQLAlchemy 1.4 and later',
    sqlstates: [],
    meaning:
      'SQLAlchemy does not know the URL’s scheme: postgres:// was removed in 1.4, jdbc: and libsql: need others or a plug-in.',
    causes: [
      'The provider hands out postgres://… (Heroku and others still do).',
      'A URL meant for another language: jdbc:postgresql://.',
    ],
    todo: [
      'Write postgresql://, or with a driver: postgresql+psycopg://, postgresql+psycopg2://, postgresql+asyncpg://.',
      'If the platform sets the variable, rewrite it in the code: url.replace("postgres://", "postgresql://", 1).',
      'SQLAlchemy 2.1 takes psycopg 3 for postgresql://; name the driver that is installed.',
    ],
    rules: ['url-scheme-rejected'],
    sources: ['measured: SQLAlchemy 1.4 to 2.1'],
  },
  {
    id: 'unexpected-url-parameter',
    texts: [
      "TypeError: connect() got an unexpected keyword argument 'sslmode'",
      "unexpected keyword argument '…'",
      'unexpected keyword argument',
      'invalid URI query parameter: "…"',
      'unrecognized configuration parameter "pgbouncer"',
    ],
    from: 'asyncpg through SQLAlchemy (TypeError at the first connect), libpq and psycopg, or the server behind postgres.js',
    sqlstates: [],
    meaning: 'The URL carries a parameter that this driver does not know; each driver has its own.',
    causes: [
      'sslmode, channel_binding, connect_timeout, application_name or options with postgresql+asyncpg://.',
      'pgbouncer=true and connection_limit= are Prisma’s (to version 6) and nobody else’s.',
    ],
    todo: [
      'asyncpg: write ssl=require instead of sslmode=require; drop channel_binding; move the others to connect_args.',
      'psycopg2 and psycopg: sslmode is right, ssl is not.',
      'Take pgbouncer=true and connection_limit= out of URLs that are not Prisma’s.',
      'Find it: poolfit lint .env.',
    ],
    rules: ['url-parameter-rejected'],
    sources: ['measured: SQLAlchemy 2.1 with asyncpg, psycopg and psycopg2'],
  },
];
