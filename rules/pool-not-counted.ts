import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'pool-not-counted',
  title: 'The sum lacks pools that the file names',
  category: 'limits',
  severity: 'info',
  on: 'demand',
  needs: ['uncountedPools'],
  check({ uncountedPools }) {
    if (uncountedPools.length === 0) return pass;
    const names = uncountedPools.slice(0, 5).join(', ');
    const more = uncountedPools.length > 5 ? ` and ${uncountedPools.length - 5} more` : '';
    return fail({
      at: 'uncountedPools',
      message: `The sum of connections lacks the pools of ${names}${more}`,
      help: 'State how many pools a process has, this one counted in: --engines 2; where they belong to other processes or another server, lint those apart',
    });
  },
  texts: () => ({
    why: 'A read replica or a queue worker has a pool of its own in every process: the real sum is a multiple of the one shown.',
    sources: ['facts: second engines and Celery workers in public projects'],
  }),
});
