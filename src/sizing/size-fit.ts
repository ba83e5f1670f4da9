import { expectedConcurrency } from '../model/connections.ts';
import { compare, type Rational, rational } from '../model/rational.ts';
import type { Load } from '../model/stated.ts';
import type { Millis } from '../model/units.ts';
import { overflowFor, type ProfileName, profiles, wantedPoolSize } from './formulas.ts';

/** The load as stated, or one of the guide's profiles. */
export type SizeLoad = Load | { readonly kind: 'profile'; readonly name: ProfileName };

export interface PoolNumbers {
  readonly poolSize: number;
  readonly maxOverflow: number;
}

/** What is written for a pool. */
export interface PoolSettings extends PoolNumbers {
  readonly maxLifetime: Millis;
  readonly prePing: true;
  readonly acquireTimeout?: Millis;
}

/** What the load asks for, before any limit is looked at. */
export interface Want extends PoolNumbers {
  /** Expected concurrent queries per process, exact. */
  readonly concurrency: Rational;
  readonly profile: ProfileName | null;
}

/** The pool that a load asks of every process: the guide's formulas forwards, or its profile as it stands. */
export function wantFor(load: SizeLoad, processes: number): Want {
  if (load.kind === 'profile') {
    const { poolSize, maxOverflow } = profiles[load.name];
    // Guide, pool_size = C × 1.5, read backwards: the concurrency that a profile's pool stands for.
    return { concurrency: rational(Math.floor(poolSize / 1.5)), poolSize, maxOverflow, profile: load.name };
  }
  const concurrency = load.kind === 'concurrency' ? load.perProcess : expectedConcurrency({ ...load, processes });
  const poolSize = wantedPoolSize(concurrency);
  return { concurrency, poolSize, maxOverflow: overflowFor(poolSize), profile: null };
}

/**
 * The pool within `cap` connections per pool, or null when the cap cannot carry the load (cap < 1 or cap < C). A known load keeps
 * pool_size and gives up overflow first; a profile is split as the guide's connection math splits it.
 */
export function choosePool(want: Want, cap: number): PoolNumbers | null {
  if (cap === Number.POSITIVE_INFINITY || want.poolSize + want.maxOverflow <= cap) return want;
  if (cap < 1 || compare(rational(cap), want.concurrency) < 0) return null;
  const poolSize = Math.min(want.poolSize, want.profile === null ? cap : Math.ceil(cap / 2));
  return { poolSize, maxOverflow: Math.min(overflowFor(poolSize), cap - poolSize) };
}

/** Whether the limit left the load's own numbers as they are. */
export const isReduced = (want: Want, pool: PoolNumbers): boolean =>
  pool.poolSize < want.poolSize || pool.maxOverflow < want.maxOverflow;
