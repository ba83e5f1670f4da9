import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { budget, poolCount, type Slots } from '../src/model/connections.ts';
import type { Demand } from '../src/model/facts.ts';
import { describeDemand, isUnbounded, smallerPools, upTo } from '../src/sizing/demand.ts';
import { largestPool } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'connections-over-limit',
  title: 'The pools can open more connections than the server gives',
  category: 'limits',
  severity: 'error',
  on: 'demand',
  needs: ['demand', 'maxConnections', 'reservedConnections', 'otherConnections'],
  uses: ['surge', 'poolMax', 'poolSize', 'maxOverflow'],
  check({ demand, surge, ...slots }) {
    if (isUnbounded(demand)) return notApplicable;
    const limit = budget(slots);
    if (demand.total <= limit) return pass;
    const hardCap = largestPool(limit, poolCount(demand.processes));
    const fits = hardCap < 1 ? 'not even one per process fits' : `at most ${hardCap} per process fit`;
    return fail({
      at: 'demand',
      message: `${upTo(demand)}${describeDemand(demand)} connections, but ordinary roles get ${limit} of ${slots.maxConnections}; ${fits}`,
      ...advice(demand, slots, surge),
    });
  },
  texts: () => ({
    why: 'Once the slots are gone the server answers "FATAL: sorry, too many clients already" to everyone: other instances, migrations and whoever comes to look.',
    sources: [
      'guide: "total = (pool_size + max_overflow) * num_instances; total < database_max_connections"',
      'measured on PostgreSQL 12–18: with max_connections 100 an ordinary role gets 97',
      'https://www.postgresql.org/docs/current/runtime-config-connection.html',
    ],
  }),
});

function advice(demand: Demand, slots: Slots, surge: number | undefined) {
  const smaller = smallerPools({ demand, slots, surge });
  if (!smaller) {
    return {
      help: 'No pool fits: run fewer processes, put a pooler in between, or raise max_connections (needs a restart)',
    };
  }
  const threads = demand.threads === undefined ? '; if fewer threads than that ask, say so with --threads' : '';
  return { ...smaller, help: `${smaller.help}${threads}` };
}
