import { live } from './live.ts';
import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

/** Of 97 slots (100 − 3) this many are taken. */
const taken = (total: number, hidden = 0) => live({ groups: [{ total, hidden }] });
const pool = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n';

runCases('sessions-near-limit', [
  { kind: 'passing', name: 'half of it is free', env: '', options: taken(48) },
  { kind: 'tie', name: '5 free are enough without a file', env: '', options: taken(92), expect: 'none' },
  { kind: 'tie', name: '4 free are few', env: '', options: taken(93), expect: 'warning' },
  { kind: 'tie', name: '3 free are few', env: '', options: taken(94), expect: 'warning', says: ['3 of the 97'] },
  { kind: 'tie', name: '2 free are nearly none', env: '', options: taken(95), expect: 'error' },
  { kind: 'failing', name: 'none', env: '', options: taken(97), expect: 'error', says: ['0 of the 97'] },
  {
    kind: 'failing',
    name: 'superusers in the reserve: none, not less',
    env: '',
    options: taken(99),
    expect: 'error',
    says: ['0 of the 97'],
  },
  {
    kind: 'tie',
    name: "7 free are the guide's overhead less the reserve",
    env: pool,
    options: taken(90),
    expect: 'none',
  },
  { kind: 'tie', name: '6 free are not', env: pool, options: taken(91), expect: 'warning', says: ['7 should be'] },
  {
    kind: 'failing',
    name: 'an upper bound is said to be one',
    env: '',
    options: taken(94, 3),
    says: ['at least', 'pg_monitor'],
  },
  {
    kind: 'not-applicable',
    name: 'sessions that may not be seen',
    env: '',
    options: live({ snapshot: { sessions: null } }),
  },
  { kind: 'not-applicable', name: 'without a live server', env: '', options: stated({}) },
]);
