import { openedAtMost, surgeInstances, totalConnections } from '../model/connections.ts';
import { divide, multiply, type Rational, rational } from '../model/rational.ts';
import { seconds } from '../model/units.ts';
import { acquireTimeoutBelow, largestInstances, recycleBelow } from './formulas.ts';
import { isReduced, type PoolNumbers, type PoolSettings } from './size-fit.ts';
import { planFor, type SizeInput, type SizePlan } from './size-plan.ts';
import { type Instead, insteadOf, type PoolerPlan, poolerFor } from './size-pooler.ts';
import type { Step } from './size-step.ts';
import { stepsOf } from './size-steps.ts';

type SizeVerdict = 'fits' | 'reduced-to-fit' | 'needs-pooler';

/** How far the service can grow with these settings: `instances` fit, `next` do not. */
interface Growth {
  readonly instances: number;
  readonly next: { readonly instances: number; readonly surge: number; readonly total: number };
  readonly perInstance: number;
  readonly limit: number;
}

/** The load a reduced pool still serves, per process and (for a known throughput) of the service. */
interface Served {
  /** With the guide's margin: pool_size / 1.5. */
  readonly concurrency: Rational;
  readonly rps: Rational | null;
  /** With every connection busy: pool_size + max_overflow. */
  readonly peak: number;
}

export interface SizeResult {
  readonly result: SizeVerdict;
  readonly settings: PoolSettings | null;
  readonly concurrency: Rational;
  /** What the load asks for, whatever the limit. */
  readonly wanted: PoolNumbers;
  /** Connections per pool that the limit allows; null: no limit is known. */
  readonly cap: number | null;
  readonly usable: number | null;
  /** Connections of all pools, and while a deploy runs; null when no pool is recommended. */
  readonly total: number | null;
  readonly totalInDeploy: number | null;
  /** max_connections − total. */
  readonly headroom: number | null;
  readonly growth: Growth | null;
  readonly serves: Served | null;
  readonly pooler: PoolerPlan | null;
  readonly instead: Instead | null;
  readonly missing: readonly 'maxConnections'[];
  readonly steps: readonly Step[];
}

/** From load and limits to settings, with every step. Formulas: the guide's, see `formulas.ts`. Never throws on inputs in range. */
export function size(input: SizeInput): SizeResult {
  const plan = planFor(input);
  const { pool, limit, want, pools } = plan;
  const settings = pool && { ...pick(pool), ...timeSettings(input), prePing: true as const };
  const perProcess = pool && openedAtMost(pool.poolSize + pool.maxOverflow, input.threads);
  const total = perProcess === null ? null : pools * perProcess;
  return {
    result: pool === null ? 'needs-pooler' : isReduced(want, pool) ? 'reduced-to-fit' : 'fits',
    settings,
    concurrency: want.concurrency,
    wanted: pick(want),
    cap: limit?.cap ?? null,
    usable: limit?.usable ?? null,
    total,
    totalInDeploy: perProcess === null ? null : plan.poolsInDeploy * perProcess,
    headroom: total === null || limit === null ? null : limit.maxConnections - total,
    growth: perProcess === null || limit === null ? null : growthOf(input, perProcess, limit.usable),
    serves: pool && isReduced(want, pool) ? servedBy(plan, pool) : null,
    pooler: pool === null && limit !== null ? poolerFor(plan, limit) : null,
    instead: pool === null && limit !== null ? insteadOf(plan, limit) : null,
    missing: input.slots.maxConnections === undefined ? ['maxConnections'] : [],
    steps: stepsOf(plan, settings),
  };
}

const pick = ({ poolSize, maxOverflow }: PoolNumbers): PoolNumbers => ({ poolSize, maxOverflow });

/** The guide's 3600 s without a known limit; otherwise below it (decisions: T is at least 2 s, the caller checks). */
function timeSettings({ idleTimeout, recommendedRecycle, acquireTimeout }: SizeInput) {
  const limited = idleTimeout !== undefined && Number.isFinite(idleTimeout);
  const maxLifetime = limited ? recycleBelow(idleTimeout, recommendedRecycle) : seconds(3600);
  return acquireTimeout === undefined
    ? { maxLifetime }
    : { maxLifetime, acquireTimeout: acquireTimeoutBelow(acquireTimeout.requestTimeout) };
}

function growthOf({ processes, surge }: SizeInput, perProcess: number, limit: number): Growth {
  const perInstance = totalConnections({ ...processes, instances: 1 }, perProcess);
  const instances = largestInstances(Math.floor(limit / perInstance), surge);
  const extra = surgeInstances(instances + 1, surge);
  const next = { instances: instances + 1, surge: extra, total: (instances + 1 + extra) * perInstance };
  return { instances, next, perInstance, limit };
}

function servedBy({ input }: SizePlan, pool: PoolNumbers): Served {
  const concurrency = divide(multiply(rational(pool.poolSize), rational(2)), rational(3));
  const { load, processes } = input;
  const peak = openedAtMost(pool.poolSize + pool.maxOverflow, input.threads);
  if (load.kind !== 'rate') return { concurrency, rps: null, peak };
  const inFlight = multiply(concurrency, rational(1000 * processes.instances * processes.workers));
  return { concurrency, rps: divide(inFlight, multiply(load.queriesPerRequest, load.queryMs)), peak };
}
