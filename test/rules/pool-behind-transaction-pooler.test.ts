import { runCases } from './run-cases.ts';

runCases('pool-behind-transaction-pooler', [
  { name: 'a plain server', kind: 'passing', env: 'DATABASE_URL=postgresql://u:p@db/app' },
  {
    name: 'Supabase’s session pooler',
    kind: 'tie',
    expect: 'none',
    env: 'DATABASE_URL=postgresql://u:p@aws-0-eu-central-1.pooler.supabase.com:5432/postgres',
  },
  {
    name: 'Supabase 6543',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL=postgresql://u:p@aws-0-eu-central-1.pooler.supabase.com:6543/postgres',
    says: ['6543/postgres', '--max-connections'],
    at: '1:14',
  },
  {
    name: 'Neon -pooler',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL=postgresql://u:p@ep-a-b-123456-pooler.eu-central-1.aws.neon.tech/app',
  },
  {
    name: 'Azure 6432',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL=postgresql://u:p@x.postgres.database.azure.com:6432/app',
  },
  {
    name: 'a host named pgbouncer',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL=postgresql://u:p@pgbouncer/app',
  },
  { name: 'another database', kind: 'not-applicable', env: 'DATABASE_URL=mysql://u:p@db:6432/app' },
  { name: 'no URL', kind: 'not-applicable', env: 'DB_POOL_SIZE=5' },
  { name: 'a placeholder', kind: 'not-evaluated', env: 'DATABASE_URL=postgresql://u:p@<host>:6543/app' },
]);
