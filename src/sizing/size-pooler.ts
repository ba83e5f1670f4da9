import { ceil, formatRational, multiply, type Rational, rational, toNumber } from '../model/rational.ts';
import { largestPool, wantedPoolSize } from './formulas.ts';
import { choosePool, isReduced, type PoolNumbers, wantFor } from './size-fit.ts';
import { type Limit, largestMaxConnections, type SizePlan } from './size-plan.ts';
import { connectionMath, type Step } from './size-step.ts';

/** PgBouncer's numbers are C integers. */
const largestPgbouncerNumber = 2_147_483_647;

/**
 * PgBouncer between the service and PostgreSQL, by the same formulas: to its clients it is a server with `maxClientConn` slots and
 * none reserved; to PostgreSQL it is one client with at most `maxDbConnections` connections.
 */
export interface PoolerPlan {
  readonly poolMode: 'transaction';
  /** Server connections per user and database (PgBouncer's unit). */
  readonly defaultPoolSize: number;
  readonly maxClientConn: number;
  readonly maxDbConnections: number;
  /** What every process's own pool is set to, against the pooler. */
  readonly clients: PoolNumbers;
  /** Queries in flight on the server, of all processes. */
  readonly inFlight: Rational;
  /** False: even the pooler's server connections are fewer than the queries in flight, which then wait in its queue. */
  readonly carries: boolean;
}

/** What would make the load fit without a pooler: `fits` in full, `carries` reduced; null where there is no such number. */
export interface Instead {
  readonly maxConnections: { readonly fits: number | null; readonly carries: number | null };
  readonly workers: { readonly fits: number | null; readonly carries: number | null };
}

/** The PgBouncer numbers for a load that direct connections cannot carry. 0 would mean "no limit" to PgBouncer: never below 1. */
export function poolerFor({ input, want, poolsInDeploy }: SizePlan, limit: Limit): PoolerPlan {
  const { instances, workers } = input.processes;
  const inFlight = multiply(want.concurrency, rational(instances * workers));
  const clients = poolsInDeploy * (want.poolSize + want.maxOverflow);
  const maxDbConnections = Math.max(1, limit.usable);
  return {
    poolMode: 'transaction',
    defaultPoolSize: Math.min(maxDbConnections, wantedPoolSize(inFlight)),
    maxClientConn: Math.min(clients, largestPgbouncerNumber),
    maxDbConnections,
    clients: { poolSize: want.poolSize, maxOverflow: want.maxOverflow },
    inFlight,
    carries: limit.usable >= ceil(inFlight) && clients <= largestPgbouncerNumber,
  };
}

/** The least max_connections and the most workers with which the same formulas give a result without a pooler. */
export function insteadOf(plan: SizePlan, limit: Limit): Instead {
  const { want, poolsInDeploy } = plan;
  const kept = limit.maxConnections - limit.usable;
  const connections = (perPool: number): number | null => {
    const needed = poolsInDeploy * perPool + kept;
    return needed <= largestMaxConnections ? needed : null;
  };
  return {
    maxConnections: {
      fits: connections(want.poolSize + want.maxOverflow),
      carries: connections(Math.max(1, ceil(want.concurrency))),
    },
    workers: { fits: mostWorkers(plan, limit, 'in full'), carries: mostWorkers(plan, limit, 'at all') },
  };
}

/** Not monotone in the workers (a fixed throughput makes fewer workers busier), so it tries them from the top. */
function mostWorkers({ input, surge }: SizePlan, { usable }: Limit, how: 'in full' | 'at all'): number | null {
  const { instances, workers, engines } = input.processes;
  const poolsPerWorker = (instances + surge) * engines;
  for (let count = Math.min(workers - 1, largestPool(usable, poolsPerWorker)); count >= 1; count -= 1) {
    const want = wantFor(input.load, instances * count);
    const pool = choosePool(want, largestPool(usable, poolsPerWorker * count));
    if (pool !== null && (how === 'at all' || !isReduced(want, pool))) return count;
  }
  return null;
}

/** The pooler's numbers, by the formulas of any other server and pool. */
export function poolerSteps(plan: SizePlan, limit: Limit): readonly Step[] {
  const pooler = poolerFor(plan, limit);
  const inFlight = formatRational(pooler.inFlight);
  const { poolSize, maxOverflow } = pooler.clients;
  const { instances, workers } = plan.input.processes;
  return [
    {
      name: 'queries in flight',
      formula: 'C × instances × workers',
      numbers: `${formatRational(plan.want.concurrency)} × ${instances} × ${workers}`,
      value: Number(toNumber(pooler.inFlight).toFixed(3)),
      source: "Little's law",
    },
    {
      name: 'max_db_connections',
      formula: 'usable slots, at least 1',
      numbers: `max(1, ${limit.usable})`,
      value: pooler.maxDbConnections,
      source: `${connectionMath}; PgBouncer reads 0 as no limit`,
    },
    {
      name: 'default_pool_size',
      formula: 'min(max_db_connections, ceil(1.5 × queries in flight))',
      numbers: `min(${pooler.maxDbConnections}, ceil(1.5 × ${inFlight}))`,
      value: pooler.defaultPoolSize,
      source: 'guide: DB_POOL_SIZE',
    },
    {
      name: 'max_client_conn',
      formula: 'pools × (wanted pool_size + wanted max_overflow)',
      numbers: `${plan.poolsInDeploy} × (${poolSize} + ${maxOverflow})`,
      value: pooler.maxClientConn,
      source: 'guide: calculate total connections',
    },
  ];
}
