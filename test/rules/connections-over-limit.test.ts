import { expect, it } from 'vitest';
import { lint } from '../../src/index.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const guide = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n';
const three = stated({ instances: 3, maxConnections: 100 });

runCases('connections-over-limit', [
  { kind: 'passing', name: '60 of 97', env: guide, options: stated({ instances: 1, maxConnections: 100 }) },
  {
    kind: 'failing',
    name: "the guide's 3 × 60 = 180 against 100, with the cap and the split that fits",
    env: guide,
    options: three,
    expect: 'error',
    says: ['3 instances × (20 + 40) = 180', '97 of 100', 'at most 32', 'DB_POOL_SIZE to 15', '(100 − 10) ÷ 3 = 30'],
    at: '1:14',
    fix: ['15', '15'],
  },
  {
    kind: 'failing',
    name: 'workers and engines multiply',
    env: `${guide}WEB_CONCURRENCY=4\n`,
    options: stated({ instances: 1, engines: 2, maxConnections: 400 }),
    expect: 'error',
    says: ['4 workers × 2 engines × (20 + 40) = 480'],
  },
  {
    kind: 'passing',
    name: 'threads cap what a process can open',
    env: guide,
    options: stated({ instances: 3, threads: 8, maxConnections: 100 }),
  },
  {
    kind: 'failing',
    name: 'with threads known the message is not "up to"',
    env: guide,
    options: stated({ instances: 20, threads: 8, maxConnections: 100 }),
    says: ['20 instances × 8 (8 threads) = 160'],
  },
  {
    kind: 'passing',
    name: 'a sync worker class opens one connection per process',
    env: `${guide}GUNICORN_CMD_ARGS=--workers 9 -k sync\n`,
    options: stated({ instances: 9, maxConnections: 100 }),
  },
  {
    kind: 'failing',
    name: 'an unreadable timeout on the command line hides no workers',
    env: `${guide}WEB_CONCURRENCY=4\nGUNICORN_CMD_ARGS=--timeout abc\n`,
    options: stated({ instances: 1, maxConnections: 100 }),
    says: ['4 workers × (20 + 40) = 240'],
  },
  {
    kind: 'failing',
    name: 'two pools of one file add up, and no fix is offered',
    env: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=10\nJOBS_DB_POOL_SIZE=10\nJOBS_DB_MAX_OVERFLOW=10\n',
    options: stated({ instances: 2, maxConnections: 100, otherConnections: 10 }),
    says: ['2 instances × (20 + 10 + 10 + 10) = 100', '2 pools'],
    fix: null,
  },
  {
    kind: 'failing',
    name: 'a default has no place to fix, and the line to add is named',
    env: 'DB_POOL_SIZE=20\n',
    options: three,
    says: ['add the line DB_MAX_OVERFLOW=15'],
    at: '1:14',
    fix: null,
  },
  {
    kind: 'failing',
    name: 'no pool fits: no fix, and never a pool of 0',
    env: guide,
    options: stated({ instances: 200, maxConnections: 100 }),
    says: ['not even one per process fits', 'No pool fits', 'pooler'],
    fix: null,
  },
  {
    kind: 'tie',
    name: '97 is the last that fits 100',
    env: 'DB_POOL_SIZE=97\nDB_MAX_OVERFLOW=0\n',
    options: stated({ instances: 1, maxConnections: 100 }),
    expect: 'none',
  },
  {
    kind: 'tie',
    name: '98 is the first that does not',
    env: 'DB_POOL_SIZE=98\nDB_MAX_OVERFLOW=0\n',
    options: stated({ instances: 1, maxConnections: 100 }),
    expect: 'error',
  },
  {
    kind: 'passing',
    name: 'reserved slots as stated',
    env: 'DB_POOL_SIZE=100\nDB_MAX_OVERFLOW=0\n',
    options: stated({ maxConnections: 100, reservedConnections: 0 }),
  },
  {
    kind: 'not-evaluated',
    name: 'max_connections unknown is not 100',
    env: guide,
    options: stated({ instances: 3 }),
    missing: ['maxConnections'],
  },
  {
    kind: 'not-evaluated',
    name: 'workers unreadable',
    env: `${guide}WEB_CONCURRENCY=auto\n`,
    options: three,
    missing: ['workers'],
  },
  {
    kind: 'not-evaluated',
    name: 'an unreadable pool size is unknown, not the default',
    env: 'DB_POOL_SIZE=twenty\nDB_MAX_OVERFLOW=40\n',
    options: three,
    missing: ['poolSize'],
  },
  { kind: 'not-applicable', name: 'an unlimited pool is another finding', env: 'DB_POOL_SIZE=0\n', options: three },
  {
    kind: 'not-applicable',
    name: 'the file is about MySQL',
    env: `${guide}DATABASE_URL=mysql://h/db\n`,
    options: three,
  },
  { kind: 'not-applicable', name: 'no pool setting in the file', env: 'PORT=80\n', options: three },
]);

it('names the other keys of workers that differ, and only those', () => {
  const env = `${guide}WEB_CONCURRENCY=4\nGUNICORN_WORKERS=2\nUVICORN_WORKERS=4\n`;
  const { findings } = lint([{ file: '.env', text: env }], stated({ instances: 1, maxConnections: 100 }));
  const found = findings.find(({ ruleId }) => ruleId === 'connections-over-limit');
  expect(found?.related.map(({ message, location }) => [message, location.line])).toEqual([
    ['GUNICORN_WORKERS says 2 and is not used', 4],
  ]);
});

it('names the key that hides the workers', () => {
  const { notEvaluated } = lint([{ file: '.env', text: `${guide}WEB_CONCURRENCY=auto\n` }], three);
  const group = notEvaluated.find(({ ruleId }) => ruleId === 'connections-over-limit');
  expect(group?.help).toContain('WEB_CONCURRENCY');
});
