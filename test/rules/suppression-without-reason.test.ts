import { runCases } from './run-cases.ts';

runCases('suppression-without-reason', [
  {
    name: 'the reason stands behind two hyphens',
    kind: 'passing',
    env: 'DB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9 # poolfit-ignore overflow-over-ratio -- nightly spikes\n',
  },
  {
    name: 'there is none',
    kind: 'failing',
    env: 'DB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9 # poolfit-ignore overflow-over-ratio\n',
    expect: 'warning',
    says: ['hides nothing', '# poolfit-ignore rule-id -- reason'],
    at: '2:21',
  },
  {
    name: 'hyphens with nothing behind them are none',
    kind: 'failing',
    env: '# poolfit-ignore overflow-over-ratio --  \nDB_MAX_OVERFLOW=9\n',
    expect: 'warning',
    at: '1:3',
  },
  { name: 'a file without such comments', kind: 'not-applicable', env: 'DB_POOL_SIZE=2 # ignore\n' },
]);
