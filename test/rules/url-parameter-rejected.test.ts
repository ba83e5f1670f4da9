import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from '../../src/index.ts';
import { reportJson } from '../../src/reporters/json.ts';
import { reportSarif } from '../../src/reporters/sarif.ts';
import { runCases } from './run-cases.ts';

const asyncpg = 'DATABASE_URL=postgresql+asyncpg://db/app?';
const libpq = 'DB_POOL_PRE_PING=true\nDATABASE_URL=postgresql://db/app?';

runCases('url-parameter-rejected', [
  ...['ssl=require', 'command_timeout=5', 'prepared_statement_cache_size=0', 'target_session_attrs=any'].map((one) => ({
    name: `asyncpg takes ${one}`,
    kind: 'passing' as const,
    env: asyncpg + one,
  })),
  ...[
    'sslmode',
    'channel_binding',
    'connect_timeout',
    'application_name',
    'options',
    'pool_size',
    'pgbouncer',
    'connection_limit',
  ].map((one) => ({
    name: `asyncpg rejects ${one}`,
    kind: 'failing' as const,
    expect: 'error' as const,
    env: `${asyncpg}${one}=1`,
    says: [one, 'TypeError'],
  })),
  ...[
    'sslmode=require',
    'connect_timeout=5',
    'application_name=app',
    'options=-csearch_path%3Dx',
    'keepalives_idle=30',
    'channel_binding=require',
  ].map((one) => ({
    name: `psycopg2 takes ${one}`,
    kind: 'passing' as const,
    env: libpq + one,
  })),
  ...['ssl', 'pgbouncer', 'connection_limit', 'pool_timeout', 'schema'].map((one) => ({
    name: `psycopg2 rejects ${one}`,
    kind: 'failing' as const,
    expect: 'error' as const,
    env: `${libpq}${one}=true`,
    says: [one],
    at: '2:14',
  })),
  {
    name: 'two at once are one finding',
    kind: 'failing',
    env: `${libpq}pgbouncer=true&connection_limit=1`,
    says: ['pgbouncer, connection_limit'],
  },
  {
    name: 'an unknown parameter is not named: it may be a piece of a password',
    kind: 'failing',
    env: `${asyncpg}user=u&password=ab&Tr0ub4dorTail=x&sslmode=require`,
    says: ['has sslmode, an unknown parameter, which asyncpg rejects', 'or write & in a password as %26'],
  },
  {
    name: 'nor are two',
    kind: 'failing',
    env: `${libpq}password=ab&canary&canary=x`,
    says: ['has 2 unknown parameters'],
  },
  { name: 'no parameter', kind: 'passing', env: 'DATABASE_URL=postgresql+asyncpg://db/app' },
  {
    name: 'Prisma without SQLAlchemy',
    kind: 'not-applicable',
    env: 'DB_POOL_SIZE=5\nDATABASE_URL=postgresql://db/app?pgbouncer=true&connection_limit=1',
  },
  {
    name: 'the scheme is rejected first',
    kind: 'not-applicable',
    env: 'DB_MAX_OVERFLOW=5\nDATABASE_URL=postgres://db/app?pgbouncer=true',
  },
  {
    name: 'a driver without a table',
    kind: 'not-applicable',
    env: 'DATABASE_URL=postgresql+other://db/app?sslmode=require',
  },
  { name: 'another database', kind: 'not-applicable', env: 'DATABASE_URL=mysql+pymysql://db/app?charset=utf8' },
  { name: 'a placeholder', kind: 'not-evaluated', env: 'DATABASE_URL=postgresql+asyncpg://<host>/app?sslmode=require' },
]);

it.each([
  `${asyncpg}user=u&password=ab&Tr0ub4dorTail=x`,
  `${asyncpg}user=u&password=ab&Tr0ub4dorTail`,
  `${asyncpg}user=u&password=ab&&Tr0ub4dorTail=x&`,
  `${libpq}user=u&password=ab&sslmode=Tr0ub4dorTail`,
  `${libpq}user=u&password=ab&prepared_statement_cache_size=Tr0ub4dorTail`,
  `DB_POOL_PRE_PING=true\nDATABASE_URL=postgresql://ep-a-b-pooler.eu-central-1.aws.neon.tech/d&password=Tr0ub4dorTail`,
  `DB_POOL_PRE_PING=true\nDATABASE_URL=postgresql:///d?host=h&password=ab&host=Tr0ub4dorTail`,
])('a password given as a parameter is in no format: %s', (env) => {
  const report = lint([{ file: '.env', text: `${env}\n` }]);
  const context = { version: '1', diagnostics: [] };
  const written = [...reportJson(report, context), JSON.stringify(report), reportSarif(report, { ...context, rules })];
  expect(written.join('')).not.toContain('Tr0ub4dor');
});
