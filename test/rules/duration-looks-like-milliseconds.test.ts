import { runCases } from './run-cases.ts';

runCases('duration-looks-like-milliseconds', [
  { kind: 'passing', name: '30 s and an hour', env: 'DB_POOL_TIMEOUT=30\n' },
  { kind: 'passing', name: 'recycling off is no long time', env: 'DB_POOL_RECYCLE=-1\n' },
  {
    kind: 'failing',
    name: '30000 s of waiting',
    env: 'DB_POOL_TIMEOUT=30000\n',
    expect: 'error',
    says: ['8.3 hours', 'to 30'],
    at: '1:17',
    fix: null,
  },
  {
    kind: 'failing',
    name: '3600000 s of lifetime',
    env: 'DB_POOL_RECYCLE=3600000\n',
    expect: 'error',
    says: ['1000 hours', 'to 3600'],
    at: '1:17',
  },
  { kind: 'tie', name: '1000 s of waiting', env: 'DB_POOL_TIMEOUT=1000\n', expect: 'error' },
  { kind: 'tie', name: '999 s of waiting', env: 'DB_POOL_TIMEOUT=999\n', expect: 'none' },
  { kind: 'tie', name: 'a day of lifetime', env: 'DB_POOL_RECYCLE=86400\n', expect: 'none' },
  { kind: 'tie', name: 'a day and a second', env: 'DB_POOL_RECYCLE=86401\n', expect: 'error' },
  { kind: 'not-applicable', name: 'neither in the file', env: 'DB_POOL_SIZE=30000\n' },
  { kind: 'not-applicable', name: 'unreadable: another finding', env: 'DB_POOL_TIMEOUT=30s\n' },
]);
