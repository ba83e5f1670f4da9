import { live, pgbouncer } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const idle = (idleSeconds: number) => ({
  snapshot: { keepalives: { idleSeconds, intervalSeconds: 75, count: 9, userTimeoutMs: 0 } },
});

runCases('dead-clients-hold-slots', [
  { kind: 'passing', name: 'a minute', env: '', options: live() },
  { kind: 'tie', name: '600 s', env: '', options: live(idle(600)), expect: 'none' },
  { kind: 'tie', name: '601 s', env: '', options: live(idle(601)), expect: 'info' },
  {
    kind: 'failing',
    name: "Linux's two hours",
    env: '',
    options: live(idle(7200)),
    expect: 'info',
    says: ['7200 s and 9 × 75 s'],
  },
  {
    kind: 'failing',
    name: "0 is the operating system's",
    env: '',
    options: live(idle(0)),
    says: ["operating system's"],
  },
  {
    kind: 'not-applicable',
    name: 'a Unix socket',
    env: '',
    options: live({ snapshot: { keepalives: null, transport: 'unix' } }),
  },
  {
    kind: 'not-applicable',
    name: 'behind a pooler',
    env: '',
    options: live({ snapshot: { ...idle(7200).snapshot, pooler: pgbouncer } }),
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
