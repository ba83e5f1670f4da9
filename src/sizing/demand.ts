import { poolCount, type Slots, usable } from '../model/connections.ts';
import type { Demand } from '../model/facts.ts';
import { largestPool } from './formulas.ts';

/** `3 instances × (20 + 40) = 180`: the multiplication nobody did. */
export function describeDemand(demand: Demand, extraInstances = 0): string {
  const { instances, workers, engines } = demand.processes;
  const all = instances + extraInstances;
  const who = extraInstances > 0 ? `(${instances} + ${extraInstances}) instances` : `${all} instances`;
  const factors = [
    ...(all > 1 ? [who] : []),
    ...(workers > 1 ? [`${workers} workers`] : []),
    ...(engines > 1 ? [`${engines} engines`] : []),
  ];
  const pools = describePools(demand);
  const capped = demand.pools.some(({ poolMax, max }) => max < poolMax);
  const inBrackets = factors.length > 0 && pools.includes(' ') ? `(${pools})` : pools;
  const each = capped ? `${demand.perProcess} (${demand.threads} threads)` : inBrackets;
  const total = (demand.total / instances) * all;
  return factors.length === 0 && capped ? each : `${[...factors, each].join(' × ')} = ${total}`;
}

/** Each pool's part, as long as a reader can take them in: `20 + 40 + 5 + 10`, `1200 of 80 pools`. */
function describePools({ pools, perProcess }: Demand): string {
  if (pools.length > 5) return `${perProcess} of ${pools.length} pools`;
  return pools.flatMap(({ parts }) => parts).join(' + ');
}

/** A pool without a limit makes the sum meaningless; `pool-unbounded` speaks of it. */
export const isUnbounded = ({ pools }: Demand): boolean => pools.some(({ poolMax }) => !Number.isFinite(poolMax));

/** The pools' sum can only be "up to" a number as long as nobody says how many threads there are to ask for connections. */
export const upTo = ({ threads }: Demand): string => (threads === undefined ? 'Up to ' : '');

/** What each process may open, with the arithmetic. */
function fittingPool(demand: Demand, slots: Slots, extraInstances = 0) {
  const { workers, engines, instances } = demand.processes;
  const pools = poolCount({ instances: instances + extraInstances, workers, engines });
  const kept = Math.max(slots.reservedConnections, slots.otherConnections);
  const cap = largestPool(usable(slots), pools);
  const arithmetic = `(${slots.maxConnections} − ${kept}) ÷ ${pools} = ${cap}`;
  return {
    cap,
    arithmetic: pools === 1 ? `${slots.maxConnections} − ${kept} = ${cap}` : arithmetic,
  };
}

/** What to set so that the pools fit, in the user's own names; undefined where no pool fits. */
export function smallerPools({
  demand,
  slots,
  surge = 0,
}: {
  readonly demand: Demand;
  readonly slots: Slots;
  readonly surge?: number | undefined;
}) {
  const { cap, arithmetic } = fittingPool(demand, slots, surge);
  if (cap < 1) return undefined;
  if (!demand.setTo) {
    const pools = demand.pools.length;
    return { help: `Bring the ${pools} pools of a process down to ${cap} connections together: ${arithmetic}` };
  }
  return { help: `Set ${demand.setTo(cap)} (${cap} per process: ${arithmetic})`, fix: { poolMax: cap } };
}
