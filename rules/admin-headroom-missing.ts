import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { usable } from '../src/model/connections.ts';
import { describeDemand, isUnbounded, smallerPools, upTo } from '../src/sizing/demand.ts';

export default defineRule({
  id: 'admin-headroom-missing',
  title: 'The pools fit, but leave too little for everyone else',
  category: 'limits',
  severity: 'warning',
  on: 'demand',
  needs: ['demand', 'maxConnections', 'reservedConnections', 'otherConnections'],
  uses: ['surge', 'poolSize', 'maxOverflow'],
  yieldsTo: ['connections-over-limit'],
  check({ demand, surge, ...slots }) {
    if (isUnbounded(demand)) return notApplicable;
    if (demand.total <= usable(slots)) return pass;
    const { maxConnections, reservedConnections, otherConnections } = slots;
    const kept = Math.max(reservedConnections, otherConnections);
    const smaller = smallerPools({ demand, slots, surge })?.help ?? 'Run fewer processes or raise max_connections';
    return fail({
      at: 'demand',
      message: `${upTo(demand)}${describeDemand(demand)} of ${maxConnections} connections: leaves ${maxConnections - demand.total}, where ${kept} should be kept`,
      help: `${smaller}, or say with --other-connections how many others need`,
    });
  },
  texts: () => ({
    why: 'Migrations, cron jobs, a psql session in an incident: they need slots exactly when the pools are full.',
    sources: ['guide: connection math, "overhead (admin tools) = 10"; the reserved slots are counted in'],
  }),
});
