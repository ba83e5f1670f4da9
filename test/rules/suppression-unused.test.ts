import { runCases } from './run-cases.ts';
import { stated } from './stated.ts';

const above = (id: string, overflow: number): string =>
  `DB_POOL_SIZE=2\n# poolfit-ignore ${id} -- x\nDB_MAX_OVERFLOW=${overflow}\n`;

runCases('suppression-unused', [
  { name: 'it hides a finding', kind: 'passing', env: above('overflow-over-ratio', 9) },
  {
    name: 'its rule passes',
    kind: 'failing',
    env: above('overflow-over-ratio', 4),
    expect: 'warning',
    says: ['overflow-over-ratio finds nothing at this setting', 'Remove overflow-over-ratio'],
    at: '2:3',
  },
  {
    name: 'its rule fails elsewhere: the line is named',
    kind: 'failing',
    env: '# poolfit-ignore overflow-over-ratio -- x\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9\n',
    says: ['Move it to line 3'],
  },
  {
    name: 'no setting on its line or the next',
    kind: 'failing',
    env: '# poolfit-ignore overflow-over-ratio -- x\n\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=4\n',
    says: ['No setting stands'],
  },
  {
    name: 'a rule that lacks a fact today may find something with it',
    kind: 'passing',
    env: above('connections-over-limit', 4),
  },
  {
    name: 'with the fact it is judged',
    kind: 'failing',
    env: above('connections-over-limit', 4),
    options: stated({ maxConnections: 100 }),
  },
  {
    name: 'a comment without a reason is told of that first',
    kind: 'not-applicable',
    env: '# poolfit-ignore out-of-range\n',
  },
]);
