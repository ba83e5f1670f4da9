import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { budget } from '../src/model/connections.ts';
import { describeDemand, isUnbounded, smallerPools, upTo } from '../src/sizing/demand.ts';

export default defineRule({
  id: 'connections-over-limit-in-deploy',
  title: 'The pools fit, but not while a deploy runs old and new instances together',
  category: 'limits',
  severity: 'error',
  on: 'demand',
  needs: ['demand', 'surge', 'maxConnections', 'reservedConnections', 'otherConnections'],
  yieldsTo: ['connections-over-limit'],
  check({ demand, surge, ...slots }) {
    if (isUnbounded(demand)) return notApplicable;
    const limit = budget(slots);
    const total = (demand.total / demand.processes.instances) * (demand.processes.instances + surge);
    if (total <= limit) return pass;
    const smaller = smallerPools({ demand, slots, surge })?.help ?? 'Run fewer processes or put a pooler in between';
    return fail({
      at: 'demand',
      message: `${upTo(demand)}${describeDemand(demand, surge)} connections during a deploy, but ordinary roles get ${limit} of ${slots.maxConnections}`,
      help: `${smaller}, or deploy with a smaller surge`,
    });
  },
  texts: () => ({
    why: 'A rolling deploy starts new instances before the old ones let go: the release itself then causes the outage.',
    sources: [
      'facts: pains of rolling deploys; Kubernetes rounds maxSurge up',
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge',
    ],
  }),
});
