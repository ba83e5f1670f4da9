import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { never, toSeconds } from '../src/model/units.ts';
import { recycleBelow } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'recycle-every-checkout',
  title: 'pool_recycle is 0: every checkout reconnects',
  category: 'time',
  severity: 'error',
  on: 'pool',
  needs: ['maxLifetime'],
  uses: ['idleTimeout', 'recommendedRecycle'],
  check({ maxLifetime, idleTimeout, recommendedRecycle }, key) {
    if (maxLifetime !== 0) return pass;
    const wanted = recycleBelow(idleTimeout ?? never, recommendedRecycle);
    return fail({
      at: 'maxLifetime',
      message: `${key('maxLifetime')} is 0: every connection is too old at every checkout, so the pool reconnects each time`,
      help: `Set ${key('maxLifetime')} to ${toSeconds(wanted)}, or to -1 for no recycling`,
      fix: { maxLifetime: wanted },
    });
  },
  texts: () => ({
    why: 'The pool is switched off: each query pays 2 to 7 round trips for a new connection.',
    sources: [
      'measured on SQLAlchemy 1.4.46, 2.0.54 and 2.1.1',
      'https://docs.sqlalchemy.org/en/20/core/pooling.html#setting-pool-recycle',
    ],
  }),
});
