import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'acquire-timeout-zero',
  title: 'A full pool fails at once',
  category: 'time',
  severity: 'warning',
  on: 'pool',
  needs: ['acquireTimeout'],
  check({ acquireTimeout }, key) {
    if (acquireTimeout !== 0) return pass;
    return fail({
      at: 'acquireTimeout',
      message: `${key('acquireTimeout')} is 0: when the pool is full, a request fails at once instead of waiting`,
      help: `Set ${key('acquireTimeout')} to the seconds that a request may wait, for example 5`,
    });
  },
  texts: () => ({
    why: 'The shortest spike turns into "QueuePool limit of size … overflow … reached" errors.',
    sources: ['measured on SQLAlchemy 1.4.46, 2.0.54 and 2.1.1: a timeout of 0 fails after 3 ms'],
  }),
});
