import { live } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const leak = (seconds: number, application = 'web') => ({
  application,
  idleInTransaction: 1,
  longestIdleInTransactionSeconds: seconds,
});

runCases('session-idle-in-transaction', [
  { kind: 'passing', name: 'nobody', env: '', options: live({ groups: [{ total: 4 }] }) },
  { kind: 'tie', name: '60 s is not over 60 s', env: '', options: live({ groups: [leak(60)] }), expect: 'none' },
  {
    kind: 'tie',
    name: '61 s is',
    env: '',
    options: live({ groups: [leak(61)] }),
    expect: 'warning',
    says: ['web 1 session for 1 min 1 s'],
  },
  {
    kind: 'failing',
    name: 'the longest first, of any application, roles of one name together',
    env: '',
    options: live({ groups: [leak(90), leak(7200, 'cron'), { ...leak(100), own: true, database: 'other' }] }),
    says: ['cron 1 session for 2 h, web 2 sessions, the longest for 1 min 40 s'],
  },
  {
    kind: 'failing',
    name: 'an application without a name',
    env: '',
    options: live({ groups: [leak(90, '')] }),
    says: ['(no name)'],
  },
  {
    kind: 'failing',
    name: 'many are counted',
    env: '',
    options: live({ groups: ['a', 'b', 'c', 'd', 'e'].map((name) => leak(99, name)) }),
    says: ['2 more'],
  },
  {
    kind: 'passing',
    name: 'what is hidden is not claimed',
    env: '',
    options: live({ groups: [{ own: false, hidden: 1, idleInTransaction: 0 }] }),
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
