import { runCases } from './run-cases.ts';

const supabase = 'u:p@aws-0-eu-central-1.pooler.supabase.com:6543/postgres';

runCases('prepared-statements-behind-transaction-pooler', [
  { name: 'asyncpg on a plain server', kind: 'passing', env: 'DATABASE_URL=postgresql+asyncpg://u:p@db/app' },
  {
    name: 'without a cache',
    kind: 'passing',
    env: `DATABASE_URL=postgresql+asyncpg://${supabase}?prepared_statement_cache_size=0`,
  },
  {
    name: 'Neon supports them',
    kind: 'passing',
    env: 'DATABASE_URL=postgresql+asyncpg://u:p@ep-a-b-123456-pooler.eu-central-1.aws.neon.tech/app',
  },
  {
    name: 'Supabase 6543',
    kind: 'failing',
    expect: 'warning',
    env: `DATABASE_URL=postgresql+asyncpg://${supabase}`,
    says: ['prepared_statement_cache_size=0'],
    at: '1:14',
  },
  {
    name: 'a cache of 100',
    kind: 'tie',
    expect: 'warning',
    env: `DATABASE_URL=postgresql+asyncpg://${supabase}?prepared_statement_cache_size=100`,
  },
  {
    name: 'Azure 6432',
    kind: 'failing',
    expect: 'warning',
    env: 'DATABASE_URL=postgresql+asyncpg://u:p@x.postgres.database.azure.com:6432/app',
  },
  { name: 'another driver', kind: 'not-applicable', env: `DATABASE_URL=postgresql+psycopg2://${supabase}` },
  { name: 'a placeholder', kind: 'not-evaluated', env: 'DATABASE_URL=postgresql+asyncpg://u:p@<host>:6543/app' },
]);
