import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'duplicate-setting',
  title: 'A setting has two values in one file',
  category: 'reading',
  severity: 'warning',
  on: 'setting',
  needs: ['earlierValues'],
  check({ earlierValues }, key) {
    if (earlierValues.length === 0) return pass;
    const name = key('earlierValues');
    return fail({
      at: 'earlierValues',
      message: `${name} is set again with another value; the file also says ${earlierValues.join(', ')}`,
      help: 'Keep one line: of one key every reader takes the last, of two names for one setting a program asks for one',
    });
  },
  texts: () => ({
    why: 'Whoever edits the first line changes nothing, and another program may read the other name.',
    sources: [
      'measured: every reader of .env files takes the last',
      'facts: blocks for development and production in one file',
    ],
  }),
});
