import type { FactName } from '../../model/facts.ts';
import type { Assumption } from '../../model/report.ts';
import { toSeconds } from '../../model/units.ts';
import type { ResolvedFile } from '../../plan/resolve.ts';
import type { SizeResult } from '../../sizing/size.ts';
import type { PoolSettings } from '../../sizing/size-fit.ts';
import type { SizeInput } from '../../sizing/size-plan.ts';

/** The keys that settings are written to: the guide's, or those of the family that a file uses. */
export interface PoolKeys {
  readonly poolSize: string;
  readonly maxOverflow: string;
  readonly maxLifetime: string;
  readonly prePing: string;
  readonly acquireTimeout: string;
}

export const guideKeys: PoolKeys = {
  poolSize: 'DB_POOL_SIZE',
  maxOverflow: 'DB_MAX_OVERFLOW',
  maxLifetime: 'DB_POOL_RECYCLE',
  prePing: 'DB_POOL_PRE_PING',
  acquireTimeout: 'DB_POOL_TIMEOUT',
};

/** The keys that a file's pool is written with, the guide's endings for those that it lacks. */
export function keysOf({ pools }: ResolvedFile, family: string): PoolKeys {
  const written = pools.find((pool) => pool.family === family)?.written;
  const key = (fact: FactName, ending: string): string => written?.get(fact)?.setting.key ?? `${family}_${ending}`;
  return {
    poolSize: key('poolSize', 'POOL_SIZE'),
    maxOverflow: key('maxOverflow', 'MAX_OVERFLOW'),
    maxLifetime: key('maxLifetime', 'POOL_RECYCLE'),
    prePing: key('prePing', 'POOL_PRE_PING'),
    acquireTimeout: key('acquireTimeout', 'POOL_TIMEOUT'),
  };
}

/** A number that went in, and where it comes from. */
export interface InputFact {
  readonly fact: string;
  readonly value: number | string | boolean;
  readonly unit: string | null;
  readonly origin: string;
}

/** Everything that the output formats of `size` print. */
export interface SizeReport {
  readonly input: SizeInput;
  readonly sized: SizeResult;
  readonly facts: readonly InputFact[];
  readonly assumed: readonly Assumption[];
}

/** The settings under their keys, durations in seconds, in the order of the guide. */
export function namedSettings(
  settings: PoolSettings,
  keys: PoolKeys,
): readonly (readonly [string, number | boolean])[] {
  const named: [string, number | boolean][] = [
    [keys.poolSize, settings.poolSize],
    [keys.maxOverflow, settings.maxOverflow],
    [keys.maxLifetime, toSeconds(settings.maxLifetime)],
    [keys.prePing, settings.prePing],
  ];
  if (settings.acquireTimeout !== undefined) named.push([keys.acquireTimeout, toSeconds(settings.acquireTimeout)]);
  return named;
}

/** Lines to paste into a `.env`, nothing else; empty when no pool fits. */
export const formatSizeEnv = ({ sized: { settings } }: SizeReport): string =>
  settings
    ? `${namedSettings(settings, guideKeys)
        .map(([key, value]) => `${key}=${value}`)
        .join('\n')}\n`
    : '';
