import type { PoolNumbers } from './size-fit.ts';

/** One step of the calculation: the formula in names, the same in numbers, what comes out, and who says so. */
export interface Step {
  readonly name: string;
  readonly formula: string;
  readonly numbers: string;
  readonly value: number | string | boolean;
  readonly source: string;
}

export const connectionMath = 'guide: connection math';

/** What one pool opens at most, in names and in numbers. */
export function eachPool({ poolSize, maxOverflow }: PoolNumbers, threads: number | undefined): [string, string] {
  if (threads === undefined) return ['(pool_size + max_overflow)', `(${poolSize} + ${maxOverflow})`];
  return ['min(threads, pool_size + max_overflow)', `min(${threads}, ${poolSize + maxOverflow})`];
}
