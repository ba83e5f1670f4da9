import { runCases } from './run-cases.ts';

const above = (ids: string): string => `# poolfit-ignore ${ids}\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=4\n`;

runCases('suppression-unknown', [
  { name: 'the rule exists', kind: 'passing', env: above('overflow-over-ratio -- x') },
  {
    name: 'a slip names the rule that was meant',
    kind: 'failing',
    env: above('overflow-over-ration -- x'),
    expect: 'warning',
    says: ['No rule is called overflow-over-ration', 'Write overflow-over-ratio'],
    at: '1:3',
  },
  {
    name: 'what does not look like an id is not repeated',
    kind: 'failing',
    env: above('hunter2 -- x'),
    says: ['a word of 7 characters', 'poolfit explain'],
  },
  { name: 'no rule at all', kind: 'failing', env: above('-- x'), says: ['names no rule'] },
  {
    name: 'one cause, one finding: without a reason nothing else is said',
    kind: 'not-applicable',
    env: above('nothing'),
  },
]);
