import { runCases } from './run-cases.ts';

const wait = (seconds: number, gunicorn: string): string => `DB_POOL_TIMEOUT=${seconds}\n${gunicorn}\n`;

runCases('acquire-timeout-over-request-timeout', [
  { kind: 'passing', name: '5 s below 30 s', env: wait(5, 'GUNICORN_TIMEOUT=30') },
  {
    kind: 'failing',
    name: '60 s',
    env: wait(60, 'GUNICORN_TIMEOUT=30'),
    expect: 'info',
    says: ['60 s', '30 s'],
    at: '1:17',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'the option of the command line',
    env: wait(60, 'GUNICORN_CMD_ARGS="--bind 0.0.0.0 --timeout=45"'),
    says: ['45 s'],
  },
  { kind: 'failing', name: 'the short option', env: wait(60, 'GUNICORN_CMD_ARGS="-t 45"'), says: ['45 s'] },
  { kind: 'failing', name: "gunicorn's own 30 s where it runs", env: wait(30, 'GUNICORN_WORKERS=2'), says: ['30 s'] },
  { kind: 'passing', name: '0 is no limit', env: wait(60, 'GUNICORN_TIMEOUT=0') },
  { kind: 'tie', name: 'equal', env: wait(30, 'GUNICORN_TIMEOUT=30'), expect: 'info' },
  { kind: 'tie', name: 'half a second below', env: 'DB_POOL_TIMEOUT=29.5\nGUNICORN_TIMEOUT=30\n', expect: 'none' },
  { kind: 'not-applicable', name: 'WEB_CONCURRENCY alone is not gunicorn', env: wait(60, 'WEB_CONCURRENCY=2') },
  { kind: 'not-applicable', name: 'no pool timeout in the file', env: 'DB_POOL_SIZE=5\nGUNICORN_TIMEOUT=5\n' },
  { kind: 'not-applicable', name: 'milliseconds: another finding', env: wait(30_000, 'GUNICORN_TIMEOUT=30') },
  {
    kind: 'not-evaluated',
    name: 'unreadable',
    env: 'DB_POOL_TIMEOUT=30s\nGUNICORN_TIMEOUT=30\n',
    missing: ['acquireTimeout'],
  },
]);
