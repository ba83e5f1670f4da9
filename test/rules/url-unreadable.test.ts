import { runCases } from './run-cases.ts';

runCases('url-unreadable', [
  { name: 'a plain URL', kind: 'passing', env: 'DATABASE_URL=postgresql://u:p@db/app' },
  { name: 'an escaped password', kind: 'passing', env: 'DATABASE_URL=postgresql://u:p%40%23@db/app' },
  { name: 'another database', kind: 'passing', env: 'DATABASE_URL=mysql://u:p@ss@db/app' },
  ...['@', '/', '#', '?', '%'].map((character) => ({
    name: `${character} in a password, in quotes`,
    kind: 'failing' as const,
    expect: 'error' as const,
    env: `DATABASE_URL="postgresql://user:ca${character}nary@db/app"`,
    says: ['DATABASE_URL is cut at character 21', encodeURIComponent(character)],
    at: '1:15',
    fix: null,
  })),
  {
    name: '# without quotes',
    kind: 'failing',
    expect: 'error',
    env: 'DATABASE_URL=postgresql://user:ca#nary@db/app',
    says: ['character 21', '%23'],
  },
  {
    name: 'no scheme',
    kind: 'failing',
    expect: 'error',
    env: 'DATABASE_URL=user:canary@db/app',
    says: ['postgresql://'],
  },
  {
    name: 'a placeholder',
    kind: 'not-evaluated',
    env: 'DATABASE_URL=postgresql://u:p@<host>/app',
    missing: ['urlProblem'],
  },
  {
    name: 'a comment may have taken the user info away: what is left is not taken for host and port',
    kind: 'not-evaluated',
    env: 'DATABASE_URL=postgresql://user:12 #x@db/app',
    missing: ['urlProblem'],
  },
  { name: 'an empty URL', kind: 'not-evaluated', env: 'DATABASE_URL=', missing: ['urlProblem'] },
  { name: 'no URL', kind: 'not-applicable', env: 'DB_POOL_SIZE=5' },
]);
