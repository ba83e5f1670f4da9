import { defineRule, fail, pass } from '../src/engine/rule.ts';

/** Whatever is kept for others, this few free slots are worth a word. */
const fewest = 5;
/** The next deploy or migration takes these. */
const nearlyNone = 2;

export default defineRule({
  id: 'sessions-near-limit',
  title: 'Few connection slots are free right now',
  category: 'live',
  severity: 'warning',
  on: 'server',
  needs: ['freeSlots'],
  uses: ['otherConnections', 'liveLimit'],
  check({ freeSlots, otherConnections, liveLimit }) {
    const { free, budget, exact } = freeSlots;
    const reserved = liveLimit === undefined ? 0 : liveLimit - budget;
    const wanted = Math.max(fewest, (otherConnections ?? 0) - reserved);
    if (free >= wanted) return pass;
    const bound = exact ? '' : ' at least (the rows of other roles hide what they are: GRANT pg_monitor tells exactly)';
    return fail({
      at: 'freeSlots',
      severity: free <= nearlyNone ? 'error' : 'warning',
      message: `${free} of the ${budget} slots that ordinary roles can use are free${bound}; ${wanted} should be`,
      help: 'Shrink the pool that holds the most (the table by application shows it), close sessions that nobody uses, or put a pooler in between',
    });
  },
  texts: () => ({
    why: 'The next deploy, migration or traffic peak gets "too many clients already".',
    sources: [
      'guide: overhead (admin tools) = 10, of which a stock server reserves 3',
      'measured on PostgreSQL 12–18: an ordinary role gets max_connections less the reserves less all sessions',
    ],
  }),
});
