import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'boolean-reads-as-false',
  title: 'A setting that seems to say yes is read as false',
  category: 'reading',
  severity: 'warning',
  on: 'setting',
  needs: ['booleanReading'],
  check({ booleanReading }, key) {
    if (booleanReading.reads !== 'misread') return pass;
    const name = key('booleanReading');
    return fail({
      at: 'booleanReading',
      message: `${name} (${booleanReading.shown}) is read as false: the guide's loader takes only the word true, in any case and with nothing around it`,
      help: `Set ${name} to true, or to false where that is meant`,
      replaceWith: 'true',
    });
  },
  texts: () => ({
    why: 'The loader compares .lower() == "true": 1, yes and on switch the test at checkout off without a word.',
    sources: ['guide: the loader\'s .lower() == "true"', 'measured with Python 3.11'],
  }),
});
