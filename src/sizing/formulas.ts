import { ceil, multiply, type Rational } from '../model/rational.ts';
import { type Millis, seconds, toSeconds } from '../model/units.ts';

/** Guide, connection math: the largest pool_size + max_overflow per pool that stays within `limit` connections. */
export const largestPool = (limit: number, pools: number): number => Math.max(0, Math.floor(limit / pools));

/** Guide, "pool_size = expected_concurrent_queries × 1.5", rounded up, exact. */
export const wantedPoolSize = (concurrency: Rational): number => ceil(multiply(concurrency, { num: 3n, den: 2n }));

/** Guide, "max_overflow = pool_size × 2". */
export const overflowFor = (poolSize: number): number => 2 * poolSize;

/**
 * Guide, "set pool_recycle below your database's idle timeout": the provider's recommendation where it is below the limit, else
 * nine tenths of it, in whole seconds; never above the guide's 3600 s.
 */
export function recycleBelow(idleTimeout: Millis, recommended?: Millis): Millis {
  const tenths = Math.floor((9 * toSeconds(idleTimeout)) / 10);
  const below = recommended !== undefined && recommended < idleTimeout ? toSeconds(recommended) : tenths;
  return seconds(Math.min(3600, below));
}

/** The guide's traffic profiles: pool_size and max_overflow per process. */
export const profiles = {
  low: { poolSize: 5, maxOverflow: 10 },
  medium: { poolSize: 20, maxOverflow: 40 },
  high: { poolSize: 50, maxOverflow: 50 },
  'very-high': { poolSize: 100, maxOverflow: 100 },
} as const;

export type ProfileName = keyof typeof profiles;

/** The largest n whose n + surge(n) instances stay within `limit`: n + ⌈n·p/100⌉ ≤ L exactly when n ≤ 100·L / (100 + p). */
export const largestInstances = (
  limit: number,
  surge: { readonly count: number } | { readonly percent: number },
): number => Math.max(0, 'count' in surge ? limit - surge.count : Math.floor((100 * limit) / (100 + surge.percent)));

/** Guide, "pool_timeout=30"; nine tenths of the worker's own timeout where that is shorter, so that the pool's error comes first. */
export function acquireTimeoutBelow(requestTimeout?: Millis): Millis {
  const tenths = requestTimeout === undefined ? 30 : Math.floor((9 * toSeconds(requestTimeout)) / 10);
  return seconds(Math.max(1, Math.min(30, tenths)));
}
