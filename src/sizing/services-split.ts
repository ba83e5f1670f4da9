/** What one service asks of a shared server, in connections per process. */
export interface ServiceNeed {
  /** Of two services the one with the larger number is served first. */
  readonly priority: number;
  /** Pools while a deploy runs: one connection more per process costs this many. */
  readonly pools: number;
  /** The queries in flight per process, rounded up: below it requests wait for connections even on average. */
  readonly concurrency: number;
  /** The guide's pool_size for it; never less than `concurrency`. */
  readonly wanted: number;
  /** pool_size + max_overflow, or the threads that can ask; never less than `wanted`. */
  readonly most: number;
}

/**
 * Splits `budget` connections among services: connections per process, in the order given. First everyone's concurrency, then everyone's
 * pool_size, then overflow; in each step by priority, and in proportion to the load among equals. The sum never exceeds the budget, and
 * nobody gets more than its concurrency while another has less.
 */
export function splitBudget(needs: readonly ServiceNeed[], budget: number): readonly number[] {
  let caps: readonly number[] = needs.map(() => 0);
  let rest = budget;
  for (const step of ['concurrency', 'wanted', 'most'] as const) {
    for (const priority of [...new Set(needs.map((need) => need.priority))].sort((a, b) => b - a)) {
      const targets = needs.map((need, at) => (need.priority === priority ? need[step] : (caps[at] ?? 0)));
      caps = raised(needs, { from: caps, to: targets, rest });
      rest = budget - costOf(needs, caps);
    }
    if (needs.some((need, at) => (caps[at] ?? 0) < need.concurrency)) return caps;
  }
  return caps;
}

const costOf = (needs: readonly ServiceNeed[], caps: readonly number[]): number =>
  needs.reduce((sum, { pools }, at) => sum + pools * (caps[at] ?? 0), 0);

interface Step {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly rest: number;
}

/** Raises all towards their targets in proportion to the way; what whole numbers leave over goes to who is furthest behind. */
function raised(needs: readonly ServiceNeed[], { from, to, rest }: Step): readonly number[] {
  // No pool is larger than the rest: cut, so that the products below stay small.
  const ways = needs.map(({ pools }, at) => Math.min((to[at] ?? 0) - (from[at] ?? 0), Math.floor(rest / pools)));
  const all = needs.reduce((sum, { pools }, at) => sum + BigInt(pools) * BigInt(ways[at] ?? 0), 0n);
  if (all <= BigInt(rest)) return from.map((cap, at) => cap + (ways[at] ?? 0));
  const handedOut = ways.map((way) => Number((BigInt(rest) * BigInt(way)) / all));
  for (let left = rest - costOf(needs, handedOut); ; ) {
    const next = furthestBehind(needs, { handedOut, ways, left });
    if (next === undefined) break;
    handedOut[next] = (handedOut[next] ?? 0) + 1;
    left -= needs[next]?.pools ?? 0;
  }
  return from.map((cap, at) => cap + (handedOut[at] ?? 0));
}

interface Behind {
  readonly handedOut: readonly number[];
  readonly ways: readonly number[];
  readonly left: number;
}

/** Of those that one connection more per process still fits, the one that has come the smallest part of its way. */
function furthestBehind(needs: readonly ServiceNeed[], { handedOut, ways, left }: Behind): number | undefined {
  const part = (at: number): number => (handedOut[at] ?? 0) / (ways[at] ?? 1);
  const open = needs.flatMap(({ pools }, at) => (pools <= left && (handedOut[at] ?? 0) < (ways[at] ?? 0) ? [at] : []));
  return open.reduce<number | undefined>(
    (best, at) => (best === undefined || part(at) < part(best) ? at : best),
    undefined,
  );
}
