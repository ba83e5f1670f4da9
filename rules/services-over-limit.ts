import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { budget, type Slots, usable } from '../src/model/connections.ts';
import type { ServiceShare } from '../src/model/facts.ts';
import { describeDemand, isUnbounded, upTo } from '../src/sizing/demand.ts';
import { type Change, cheapestChange, peakOf } from '../src/sizing/services-fit.ts';

export default defineRule({
  id: 'services-over-limit',
  title: 'The services of one server together can open more connections than it gives',
  category: 'limits',
  severity: 'error',
  on: 'services',
  needs: ['services', 'maxConnections', 'reservedConnections', 'otherConnections'],
  check({ services: { server, shares }, ...slots }) {
    if (shares.some(({ demand }) => isUnbounded(demand))) return notApplicable;
    const total = sum(shares.map(({ demand }) => demand.total));
    const peak = sum(shares.map(peakOf));
    const limit = budget(slots);
    if (peak <= limit && total <= usable(slots)) return pass;
    const many = `${shares.length} services of ${server}: ${listed(shares)}; together ${upTogether(shares)}`;
    const gets = `but ordinary roles get ${limit} of ${slots.maxConnections}`;
    const help = advice(shares, slots);
    if (total > limit) return fail({ at: 'services', message: `${many}${total} connections, ${gets}`, help });
    if (peak > limit) {
      const message = `${many}${total} connections, and ${peak} while all of them are deployed, ${gets}`;
      return fail({ at: 'services', message, help });
    }
    const kept = slots.maxConnections - usable(slots);
    const left = `leaves ${slots.maxConnections - total}, where ${kept} should be kept`;
    const message = `${many}${total} of ${slots.maxConnections} connections: ${left}`;
    return fail({ at: 'services', severity: 'warning', message, help });
  },
  texts: () => ({
    why: 'Each service fits alone and passes its own checks; together they fill the server, and whichever scales last is refused.',
    sources: [
      'guide: "total < database_max_connections", summed over everything that connects',
      'https://www.postgresql.org/docs/current/runtime-config-connection.html',
    ],
  }),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const upTogether = (shares: readonly ServiceShare[]): string =>
  shares
    .map(({ demand }) => upTo(demand))
    .find((text) => text !== '')
    ?.toLowerCase() ?? '';

/** How many services a sentence names. */
const named = 6;

function listed(shares: readonly ServiceShare[]): string {
  const first = shares.slice(0, named).map(({ name, demand }) => `${name} ${describeDemand(demand)}`);
  const rest = shares.slice(named);
  if (rest.length > 0) first.push(`${rest.length} more ${sum(rest.map(({ demand }) => demand.total))}`);
  return first.join(', ');
}

function advice(shares: readonly ServiceShare[], slots: Slots): string {
  const changes = cheapestChange(shares, usable(slots));
  const kept = slots.maxConnections - usable(slots);
  const raise = `raise max_connections to ${sum(shares.map(peakOf)) + kept} (needs a restart)`;
  if (!changes) return `No pools fit: run fewer processes, put a pooler in between, or ${raise}`;
  const cut = changes.slice(0, named).map(described).join(', ');
  const rest = changes.length > named ? `, and the other ${changes.length - named} in proportion` : '';
  return `${cut}${rest}; or ${raise}`.replace(/^s/, 'S');
}

function described({ share: { name, demand }, cap }: Change): string {
  if (!demand.setTo) return `bring the pools of a process of ${name} down to ${cap} connections together`;
  return `set ${demand.setTo(cap)} in ${name} (${cap} per process)`;
}
