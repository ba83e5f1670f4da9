import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { ceil, formatRational } from '../src/model/rational.ts';
import { wantedPoolSize } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'pool-under-concurrency',
  title: 'pool_size is less than 1.5 × the expected concurrent queries',
  category: 'size',
  severity: 'warning',
  on: 'pool',
  needs: ['poolSize', 'maxOverflow', 'concurrency'],
  uses: ['instances', 'workers'],
  yieldsTo: ['pool-unbounded'],
  check({ poolSize, maxOverflow, concurrency }, key) {
    const wanted = wantedPoolSize(concurrency);
    if (poolSize >= wanted) return pass;
    const most = poolSize + maxOverflow;
    const carried = poolSize >= ceil(concurrency) && most >= wanted;
    const starved = most < ceil(concurrency);
    const expected = formatRational(concurrency);
    const consequence = carried
      ? 'the overflow carries the rest, at the price of reconnecting'
      : starved
        ? `even ${poolSize} + ${maxOverflow} = ${most} is less than ${expected}`
        : `with overflow ${most}`;
    return fail({
      at: 'poolSize',
      severity: starved ? 'error' : carried ? 'info' : 'warning',
      message: `${key('poolSize')} is ${poolSize}, but ${expected} concurrent queries per process want 1.5 × ${expected}, that is ${wanted}; ${consequence}`,
      help: `Raise ${key('poolSize')} to ${wanted}`,
    });
  },
  texts: () => ({
    why: 'Requests queue for a connection, and after pool_timeout fail with "QueuePool limit of size … overflow … reached".',
    sources: ['guide: DB_POOL_SIZE, "pool_size = (expected_concurrent_queries * 1.5)"'],
  }),
});
