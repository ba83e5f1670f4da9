import { defineRule, fail, pass } from '../src/engine/rule.ts';

const isUnlimited = (count: number): boolean => count === Number.POSITIVE_INFINITY;

export default defineRule({
  id: 'pool-unbounded',
  title: 'The pool has no upper limit',
  category: 'limits',
  severity: 'error',
  on: 'pool',
  needs: ['poolSize', 'maxOverflow'],
  check({ poolSize, maxOverflow }, key) {
    if (isUnlimited(poolSize)) {
      return fail({
        at: 'poolSize',
        message: `${key('poolSize')}=0 is no limit in SQLAlchemy 2, which then ignores max_overflow; in 1.4 the limit is max_overflow, and 0 + 0 never yields a connection`,
        help: `Set ${key('poolSize')} to a number of at least 1; for no pool at all use NullPool in code`,
      });
    }
    if (!isUnlimited(maxOverflow)) return pass;
    return fail({
      at: 'maxOverflow',
      message: `${key('maxOverflow')}=-1 is no limit: SQLAlchemy opens connections until the server refuses them`,
      help: `Set ${key('maxOverflow')} to ${2 * poolSize} (2 × ${poolSize}) or less`,
    });
  },
  texts: () => ({
    why: 'Under load an unlimited pool takes every slot of the server, and every other client of the database is refused.',
    sources: ['measured on SQLAlchemy 1.4.46, 2.0.54 and 2.1.1', 'https://docs.sqlalchemy.org/en/20/core/pooling.html'],
  }),
});
