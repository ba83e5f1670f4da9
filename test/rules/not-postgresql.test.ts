import { runCases } from './run-cases.ts';

runCases('not-postgresql', [
  { name: 'PostgreSQL', kind: 'passing', env: 'DATABASE_URL=postgresql://u:p@db/app' },
  { name: 'PostGIS', kind: 'passing', env: 'DATABASE_URL=postgis://u:p@db/app' },
  { name: 'a scheme that names no database', kind: 'passing', env: 'DATABASE_URL=https://db.example.com' },
  {
    name: 'MySQL',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL=mysql+pymysql://u:p@db/app',
    says: ['MySQL'],
    at: '1:14',
  },
  {
    name: 'MySQL in quotes, an address in the comment behind them',
    kind: 'failing',
    expect: 'info',
    env: 'DATABASE_URL="mysql://u:p@db/app"  # ask ops@example.com',
    says: ['MySQL'],
  },
  { name: 'SQLite', kind: 'failing', expect: 'info', env: 'DATABASE_URL=sqlite:///app.db', says: ['SQLite'] },
  { name: 'libSQL', kind: 'failing', expect: 'info', env: 'TURSO_DATABASE_URL=libsql://x.turso.io', says: ['libSQL'] },
  { name: 'a placeholder', kind: 'not-evaluated', env: 'DATABASE_URL=mysql://u:p@db/$NAME', missing: ['url'] },
  { name: 'no URL', kind: 'not-applicable', env: 'DB_POOL_SIZE=5' },
]);
