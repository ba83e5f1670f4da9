import { runCases } from './run-cases.ts';

const pool = 'DB_MAX_OVERFLOW=10\nDATABASE_URL=';

runCases('url-scheme-rejected', [
  { name: 'postgresql://', kind: 'passing', env: `${pool}postgresql://db/app` },
  { name: 'postgresql+asyncpg://', kind: 'passing', env: 'DATABASE_URL=postgresql+asyncpg://db/app' },
  {
    name: 'postgres:// with SQLAlchemy keys',
    kind: 'failing',
    expect: 'warning',
    env: `${pool}postgres://db/app`,
    says: ['postgresql://'],
    at: '2:14',
  },
  {
    name: 'postgres with a driver',
    kind: 'failing',
    expect: 'error',
    env: 'DATABASE_URL=postgres+asyncpg://db/app',
    says: ['postgresql+asyncpg://'],
  },
  {
    name: 'jdbc:',
    kind: 'failing',
    expect: 'error',
    env: `${pool}jdbc:postgresql://db/app`,
    says: ['jdbc:postgresql:'],
  },
  { name: 'prisma://', kind: 'failing', expect: 'error', env: `${pool}prisma://accelerate.prisma-data.net/` },
  { name: 'postgis://', kind: 'failing', expect: 'error', env: `${pool}postgis://db/app` },
  {
    name: 'postgres:// without SQLAlchemy',
    kind: 'not-applicable',
    env: 'DB_POOL_SIZE=5\nDATABASE_URL=postgres://db/app',
  },
  { name: 'another database', kind: 'not-applicable', env: `${pool}mysql+pymysql://db/app` },
  { name: 'no URL', kind: 'not-applicable', env: 'DB_MAX_OVERFLOW=10' },
  { name: 'a placeholder', kind: 'not-evaluated', env: `${pool}postgres://<host>/app` },
]);
