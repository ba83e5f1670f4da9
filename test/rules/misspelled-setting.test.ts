import { runCases } from './run-cases.ts';

const slips: readonly [key: string, meant: string][] = [
  ['DB_POOL_REYCLE', 'DB_POOL_RECYCLE'],
  ['DB_POOL_SZIE', 'DB_POOL_SIZE'],
  ['DB_POOL_SIZ', 'DB_POOL_SIZE'],
  ['DB_POOL_SIZES', 'DB_POOL_SIZE'],
  ['DB_POOLSIZE', 'DB_POOL_SIZE'],
  ['DBPOOL_SIZE', 'DB_POOL_SIZE'],
  ['BD_POOL_SIZE', 'DB_POOL_SIZE'],
  ['DB_MAX_OVERFOLW', 'DB_MAX_OVERFLOW'],
  ['DB_MAXOVERFLOW', 'DB_MAX_OVERFLOW'],
  ['DB_POOL_PREPING', 'DB_POOL_PRE_PING'],
  ['DB_POOL_TIMOUT', 'DB_POOL_TIMEOUT'],
  ['DB_POOL_RECYLCLE', 'DB_POOL_RECYCLE'],
  ['DATABSE_POOL_SIZE', 'DATABASE_POOL_SIZE'],
  ['SQLALCHMY_POOL_SIZE', 'SQLALCHEMY_POOL_SIZE'],
  ['APP_DB_POOL_REYCLE', 'APP_DB_POOL_RECYCLE'],
];

const others =
  `DB_POOL_MIN DB_POOL_MAX DB_POOL_IDLE DB_MAX_CONNECTIONS DB_POOL_MIN_SIZE DB_POOL_MAX_SIZE DB_POOL_TIMEOUT_MS DB_POOL_IDLE_TIMEOUT
  REDIS_POOL_SIZE THREAD_POOL_SIZE TEST_DB_POOL_SZIE HTTP_POOL_SIZE MONGO_MAX_POOL_SIZE PG_POOL_SIZE PG_POOL_RECYCLE WEB_POOL_TIMEOUT LB_POOL_TIMEOUT
  DB2_POOL_SIZE DB_POOL_SIZE_2 DB_POLL_TIMEOUT DATABASE_POOL_TIME DATABASE_SSL DB_PORT DATABASE_URI POOL_SIZE DB_POOL DATABASE_POOL_MAX
  AP_POSTGRES_POOL_SIZE DB_POSTGRESDB_POOL_SIZE UV_THREADPOOL_SIZE CONNECTION_POOL_SIZE GF_DATABASE_MAX_OPEN_CONNS`.split(
    /\s+/,
  );

runCases('misspelled-setting', [
  { name: 'another name for the same thing is set', kind: 'passing', env: 'DB_MAX_OVERFLOW=5\nDB_POOL_OVERFLW=9' },
  ...slips.map(([key, meant]) => ({
    name: `${key} is ${meant}`,
    kind: 'failing' as const,
    expect: 'warning' as const,
    env: `${key}=20`,
    says: [meant],
    at: '1:1',
    fix: [meant],
  })),
  ...others.map((key) => ({ name: `${key} is a key of its own`, kind: 'not-applicable' as const, env: `${key}=20` })),
  { name: 'the right key', kind: 'passing', env: 'DB_POOL_SIZE=20' },
  { name: 'a slip beside the right key', kind: 'passing', env: 'DB_POOL_SIZES=1\nDB_POOL_SIZE=20' },
  { name: 'two letters off below 14', kind: 'tie', expect: 'none', env: 'DB_POOL_SZEI=20' },
  { name: 'two letters off from 14 on', kind: 'tie', expect: 'warning', env: 'DB_POOL_REYCEL=20' },
  {
    name: 'lower case',
    kind: 'failing',
    expect: 'warning',
    env: 'A=1\nexport db_pool_size=20',
    says: ['pydantic', 'DB_POOL_SIZE'],
    at: '2:8',
    fix: ['DB_POOL_SIZE'],
  },
  { name: 'lower case beside the right key', kind: 'passing', env: 'db_pool_size=20\nDB_POOL_SIZE=20' },
]);
