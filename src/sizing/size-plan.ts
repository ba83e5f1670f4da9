import { type Processes, poolCount, type Slots, surgeInstances, usable } from '../model/connections.ts';
import type { Millis } from '../model/units.ts';
import { largestPool } from './formulas.ts';
import { choosePool, type PoolNumbers, type SizeLoad, type Want, wantFor } from './size-fit.ts';

/** PostgreSQL accepts no larger max_connections (`pg_settings.max_val`): what does not fit into it fits nowhere. */
export const largestMaxConnections = 262_143;

/** Extra instances of a rolling deploy, as a number or as a percentage of the instances. */
type Surge = { readonly count: number } | { readonly percent: number };

/** What is known before any setting is chosen. Durations are `Millis`; every count is a whole number. */
export interface SizeInput {
  readonly load: SizeLoad;
  readonly processes: Processes;
  readonly threads?: number | undefined;
  readonly surge: Surge;
  /** `maxConnections` absent: unknown, and then nothing limits the pool but PostgreSQL's own ceiling. */
  readonly slots: Omit<Slots, 'maxConnections'> & { readonly maxConnections?: number | undefined };
  /** The least known idle limit, at least 2 s; absent or `never`: none is known. */
  readonly idleTimeout?: Millis | undefined;
  readonly recommendedRecycle?: Millis | undefined;
  /** Asks for DB_POOL_TIMEOUT too; `requestTimeout` is the worker's own limit, when known. */
  readonly acquireTimeout?: { readonly requestTimeout?: Millis | undefined } | undefined;
}

/** All the numbers between input and result; the steps are written from it. */
export interface SizePlan {
  readonly input: SizeInput;
  readonly want: Want;
  readonly surge: number;
  /** Pools in the steady state, and while a deploy runs. */
  readonly pools: number;
  readonly poolsInDeploy: number;
  readonly limit: Limit | null;
  readonly pool: PoolNumbers | null;
}

/** The server's limit; `ceiling`: PostgreSQL's own, because none was given and the load exceeds even that. */
export interface Limit extends Slots {
  readonly usable: number;
  readonly cap: number;
  readonly ceiling: boolean;
}

/** Everything that follows from the input before settings are written. */
export function planFor(input: SizeInput): SizePlan {
  const { instances, workers } = input.processes;
  const surge = surgeInstances(instances, input.surge);
  const pools = poolCount(input.processes);
  const poolsInDeploy = poolCount({ ...input.processes, instances: instances + surge });
  const want = wantFor(input.load, instances * workers);
  const limit = limitFor(input.slots, poolsInDeploy, want);
  const pool = choosePool(want, limit?.cap ?? Number.POSITIVE_INFINITY);
  return { input, want, surge, pools, poolsInDeploy, limit, pool };
}

/** Without a stated limit there is none, unless the load exceeds what any PostgreSQL can be given. */
function limitFor(stated: SizeInput['slots'], pools: number, want: Want): Limit | null {
  const slots = { ...stated, maxConnections: stated.maxConnections ?? largestMaxConnections };
  const cap = largestPool(usable(slots), pools);
  const ceiling = stated.maxConnections === undefined;
  if (ceiling && want.poolSize + want.maxOverflow <= cap) return null;
  return { ...slots, usable: usable(slots), cap, ceiling };
}
