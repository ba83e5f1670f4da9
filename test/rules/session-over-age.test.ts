import { live, pgbouncer } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const old = (oldestSeconds: number, own = true) => live({ groups: [{ oldestSeconds, own, total: 3 }] });
const recycle = (seconds: number) => `DB_POOL_SIZE=5\nDB_POOL_RECYCLE=${seconds}\n`;

runCases('session-over-age', [
  { kind: 'passing', name: 'young', env: '', options: old(10) },
  { kind: 'tie', name: 'an hour', env: '', options: old(3600), expect: 'none' },
  { kind: 'tie', name: 'over an hour', env: '', options: old(3601), expect: 'info', says: ['the oldest of 3 for 1 h'] },
  {
    kind: 'failing',
    name: 'over the recycle time',
    env: recycle(600),
    options: old(700),
    expect: 'info',
    says: ['DB_POOL_RECYCLE is 600 s'],
  },
  {
    kind: 'passing',
    name: "others' sessions are not recycled by this file",
    env: recycle(600),
    options: old(700, false),
  },
  { kind: 'passing', name: 'a longer recycle time', env: recycle(7200), options: old(4000) },
  {
    kind: 'passing',
    name: 'ours are never recycled: recycle-disabled speaks of it',
    env: recycle(-1),
    options: old(9999),
  },
  {
    kind: 'not-applicable',
    name: "behind a pooler the sessions are the pooler's",
    env: '',
    options: live({ groups: [{ oldestSeconds: 9999 }], snapshot: { pooler: pgbouncer } }),
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
