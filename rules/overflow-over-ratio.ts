import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { overflowFor } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'overflow-over-ratio',
  title: 'max_overflow is more than twice pool_size',
  category: 'size',
  severity: 'warning',
  on: 'pool',
  needs: ['poolSize', 'maxOverflow'],
  yieldsTo: ['pool-unbounded'],
  check({ poolSize, maxOverflow }, key, isDefault) {
    const most = overflowFor(poolSize);
    if (maxOverflow <= most) return pass;
    return fail({
      at: 'maxOverflow',
      severity: isDefault('poolSize') || isDefault('maxOverflow') ? 'info' : 'warning',
      message: `${key('maxOverflow')} is ${maxOverflow}, more than twice ${key('poolSize')} (2 × ${poolSize} = ${most})`,
      help: `Set ${key('maxOverflow')} to ${most}, or raise ${key('poolSize')}`,
      fix: { maxOverflow: most },
    });
  },
  texts: () => ({
    why: 'Overflow connections are closed when they come back: a pool that lives on its overflow reconnects all the time.',
    sources: ['guide: DB_MAX_OVERFLOW, "max_overflow = pool_size * 2"'],
  }),
});
