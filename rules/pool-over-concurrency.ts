import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { formatRational } from '../src/model/rational.ts';
import { wantedPoolSize } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'pool-over-concurrency',
  title: 'pool_size is more than twice what the expected load wants',
  category: 'size',
  severity: 'info',
  on: 'pool',
  needs: ['poolSize', 'concurrency'],
  uses: ['instances', 'workers'],
  yieldsTo: ['pool-unbounded'],
  check({ poolSize, concurrency }, key) {
    const wanted = wantedPoolSize(concurrency);
    if (poolSize <= 2 * wanted) return pass;
    return fail({
      at: 'poolSize',
      message: `${key('poolSize')} is ${poolSize}, more than twice the ${wanted} that ${formatRational(concurrency)} concurrent queries per process want`,
      help: `Lower ${key('poolSize')} to ${wanted}: others could use the idle connections`,
    });
  },
  texts: () => ({
    why: 'Idle connections hold slots and 1–4 MB of the server each, and nobody else can use them.',
    sources: ['guide: "When to decrease"', 'measured: memory per backend, PostgreSQL 13–18'],
  }),
});
