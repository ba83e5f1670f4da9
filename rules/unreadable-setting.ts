import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'unreadable-setting',
  title: 'A setting is no number to the program that reads it',
  category: 'reading',
  severity: 'error',
  on: 'setting',
  needs: ['numberReading'],
  check({ numberReading }, key) {
    if (numberReading?.kind !== 'unreadable') return pass;
    const name = key('numberReading');
    const shown = numberReading.shown === 'empty' ? '' : ` (${numberReading.shown})`;
    return fail({
      at: 'numberReading',
      message: `${name}${shown} ${numberReading.why}: int() raises ValueError when the program starts`,
      help: `Set ${name} to ${numberReading.instead}`,
    });
  },
  texts: () => ({
    why: 'int(os.getenv(…)) raises ValueError: the program stops at its start, or at the first request that needs the database.',
    sources: ["guide: the loader's int(os.getenv(…))", 'measured with Python 3.11'],
  }),
});
