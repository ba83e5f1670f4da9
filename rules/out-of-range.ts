import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'out-of-range',
  title: 'A setting is a number that its library cannot use',
  category: 'limits',
  severity: 'error',
  on: 'setting',
  needs: ['numberReading'],
  check({ numberReading }, key) {
    if (numberReading === null || numberReading.kind === 'unreadable') return pass;
    const name = key('numberReading');
    return fail({
      at: 'numberReading',
      ...(numberReading.kind === 'oddly-negative' ? { severity: 'warning' as const } : {}),
      message: `${name} is ${numberReading.shown}: it ${numberReading.why}`,
      help: `Set ${name} to ${numberReading.instead}`,
    });
  },
  texts: () => ({
    why: 'SQLAlchemy checks no range: a negative size or overflow gives a pool of the wrong size, or an error under load only.',
    sources: ['measured on SQLAlchemy 1.4.46, 2.0.54 and 2.1.1'],
  }),
});
