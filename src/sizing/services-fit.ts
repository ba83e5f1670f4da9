import { poolCount } from '../model/connections.ts';
import type { ServiceShare } from '../model/facts.ts';
import { largestPool } from './formulas.ts';

/** A service's new pool: the most that one process opens. */
export interface Change {
  readonly share: ServiceShare;
  readonly cap: number;
}

/** Pools of a service while a deploy runs its old and new instances together. */
export const poolsAtPeak = ({ demand: { processes }, surge }: ServiceShare): number =>
  poolCount({ ...processes, instances: processes.instances + surge });

export const peakOf = (share: ServiceShare): number => poolsAtPeak(share) * share.demand.perProcess;

/** A pool cut to less than this part of itself is no cheap change any more. */
const leastKept = 0.5;

/**
 * The fewest and smallest changes with which the services' peaks fit into `limit` connections: one service's pool, the one that keeps
 * most of itself; where that would cost it more than half, every pool in proportion. Null: not even one connection per process fits.
 */
export function cheapestChange(shares: readonly ServiceShare[], limit: number): readonly Change[] | null {
  const total = shares.reduce((sum, share) => sum + peakOf(share), 0);
  const alone = shares
    .map((share) => changeTo(share, largestPool(limit - total + peakOf(share), poolsAtPeak(share))))
    .filter(({ cap }) => cap >= 1)
    .sort((a, b) => kept(b) - kept(a))[0];
  if (alone && kept(alone) >= leastKept) return [alone];
  const all = shares.map((share) =>
    changeTo(share, Math.max(1, Math.floor((share.demand.perProcess * limit) / total))),
  );
  const fits = all.reduce((sum, { share, cap }) => sum + poolsAtPeak(share) * cap, 0) <= limit;
  return fits ? all : alone ? [alone] : null;
}

const kept = ({ share, cap }: Change): number => cap / share.demand.perProcess;

const changeTo = (share: ServiceShare, cap: number): Change => ({ share, cap });
