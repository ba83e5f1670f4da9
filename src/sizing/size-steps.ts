import { openedAtMost } from '../model/connections.ts';
import { formatRational } from '../model/rational.ts';
import { formatDuration, toSeconds } from '../model/units.ts';
import { isReduced, type PoolNumbers, type PoolSettings } from './size-fit.ts';
import type { Limit, SizePlan } from './size-plan.ts';
import { poolerSteps } from './size-pooler.ts';
import { connectionMath, type Step } from './size-step.ts';

/** Every step of a plan, in the order in which one would calculate by hand. */
export function stepsOf(plan: SizePlan, settings: PoolSettings | null): readonly Step[] {
  const { limit, pool } = plan;
  return [
    ...loadSteps(plan),
    ...(limit ? limitSteps(plan, limit) : []),
    ...(pool ? [...poolSteps(plan, pool), ...totalSteps(plan, pool)] : []),
    ...(settings ? timeSteps(plan, settings) : []),
    ...(limit && !pool ? poolerSteps(plan, limit) : []),
  ];
}

function loadSteps(plan: SizePlan): readonly Step[] {
  const { poolSize, maxOverflow, profile, concurrency } = plan.want;
  const size = { name: 'wanted pool_size', value: poolSize };
  const overflow = { name: 'wanted max_overflow', value: maxOverflow };
  if (profile !== null) {
    const source = 'guide: tuning for your use case';
    return [
      { ...size, formula: `pool_size of ${profile} traffic`, numbers: String(poolSize), source },
      { ...overflow, formula: `max_overflow of ${profile} traffic`, numbers: String(maxOverflow), source },
      concurrencyStep(plan),
    ];
  }
  const C = formatRational(concurrency);
  return [
    concurrencyStep(plan),
    { ...size, formula: 'ceil(1.5 × C)', numbers: `ceil(1.5 × ${C})`, source: 'guide: DB_POOL_SIZE' },
    { ...overflow, formula: '2 × wanted pool_size', numbers: `2 × ${poolSize}`, source: 'guide: DB_MAX_OVERFLOW' },
  ];
}

/** C, the expected concurrent queries per process. */
function concurrencyStep({ input: { load, processes }, want }: SizePlan): Step {
  const rounded = formatRational(want.concurrency);
  const step = { name: 'concurrency C', value: Number(rounded) };
  if (load.kind === 'concurrency') {
    return { ...step, formula: 'queries at once per process', numbers: rounded, source: 'as stated' };
  }
  if (load.kind === 'profile') {
    const numbers = `floor(${want.poolSize} / 1.5)`;
    return { ...step, formula: 'floor(pool_size of the profile / 1.5)', numbers, source: 'guide: DB_POOL_SIZE' };
  }
  const { instances, workers } = processes;
  const [rps, queries, ms] = [load.rps, load.queriesPerRequest, load.queryMs].map(formatRational);
  return {
    ...step,
    formula: 'rps × queries × ms / (1000 × instances × workers)',
    numbers: `${rps} × ${queries} × ${ms} / (1000 × ${instances} × ${workers})`,
    source: "Little's law",
  };
}

function limitSteps({ input, surge, poolsInDeploy }: SizePlan, limit: Limit): readonly Step[] {
  const { maxConnections: M, reservedConnections: R, otherConnections: X } = limit;
  const { instances, workers, engines } = input.processes;
  const replicas = surge > 0 ? `(${instances} + ${surge})` : String(instances);
  return [
    {
      name: 'usable slots',
      formula: 'max_connections − max(reserved, other)',
      numbers: `${M} − max(${R}, ${X})`,
      value: limit.usable,
      source: limit.ceiling ? 'PostgreSQL: max_connections is at most 262143' : `${connectionMath}, overhead`,
    },
    {
      name: 'pools',
      formula: `${surge > 0 ? '(instances + surge)' : 'instances'} × workers × engines`,
      numbers: `${replicas} × ${workers} × ${engines}`,
      value: poolsInDeploy,
      source: connectionMath,
    },
    {
      name: 'cap per pool',
      formula: 'floor(usable slots / pools)',
      numbers: `floor(${limit.usable} / ${poolsInDeploy})`,
      value: limit.cap,
      source: connectionMath,
    },
  ];
}

/** pool_size and max_overflow as `choosePool` chooses them. */
function poolSteps({ want, limit }: SizePlan, pool: PoolNumbers): readonly Step[] {
  const size = { name: 'pool_size', value: pool.poolSize };
  const overflow = { name: 'max_overflow', value: pool.maxOverflow };
  const byLoad = want.profile === null;
  if (!limit || !isReduced(want, pool)) {
    const source = limit ? `${want.poolSize + want.maxOverflow} is within the cap` : 'no limit is known';
    return [
      { ...size, formula: 'wanted pool_size', numbers: String(want.poolSize), source },
      { ...overflow, formula: 'wanted max_overflow', numbers: String(want.maxOverflow), source },
    ];
  }
  const { cap } = limit;
  return [
    {
      ...size,
      formula: byLoad ? 'min(wanted pool_size, cap)' : 'min(wanted pool_size, ceil(cap / 2))',
      numbers: byLoad ? `min(${want.poolSize}, ${cap})` : `min(${want.poolSize}, ceil(${cap} / 2))`,
      source: byLoad ? connectionMath : `${connectionMath}, 30 is set as 15 + 15`,
    },
    {
      ...overflow,
      formula: 'min(2 × pool_size, cap − pool_size)',
      numbers: `min(2 × ${pool.poolSize}, ${cap} − ${pool.poolSize})`,
      source: 'guide: DB_MAX_OVERFLOW',
    },
  ];
}

/** What one pool opens at most, in names and in numbers. */
function eachPool({ poolSize, maxOverflow }: PoolNumbers, threads: number | undefined): [string, string] {
  if (threads === undefined) return ['(pool_size + max_overflow)', `(${poolSize} + ${maxOverflow})`];
  return ['min(threads, pool_size + max_overflow)', `min(${threads}, ${poolSize + maxOverflow})`];
}

function totalSteps({ input, surge, pools, poolsInDeploy, limit }: SizePlan, pool: PoolNumbers): readonly Step[] {
  const { instances, workers, engines } = input.processes;
  const [formula, numbers] = eachPool(pool, input.threads);
  const each = openedAtMost(pool.poolSize + pool.maxOverflow, input.threads);
  const step = (name: string, replicas: readonly [string, string], value: number): Step => ({
    name,
    formula: `${replicas[0]} × workers × engines × ${formula}`,
    numbers: `${replicas[1]} × ${workers} × ${engines} × ${numbers}`,
    value,
    source: 'guide: calculate total connections',
  });
  const steps = [step('total', ['instances', String(instances)], pools * each)];
  if (surge > 0) {
    const replicas = ['(instances + surge)', `(${instances} + ${surge})`] as const;
    steps.push(step('total in a deploy', replicas, poolsInDeploy * each));
  }
  if (limit) steps.push(headroomStep(limit, pools * each));
  return steps;
}

const headroomStep = ({ maxConnections }: Limit, total: number): Step => ({
  name: 'headroom',
  formula: 'max_connections − total',
  numbers: `${maxConnections} − ${total}`,
  value: maxConnections - total,
  source: 'guide: calculate total connections',
});

function timeSteps({ input }: SizePlan, settings: PoolSettings): readonly Step[] {
  const steps: Step[] = [
    { name: 'pool_recycle', ...recycleFormula(input), value: toSeconds(settings.maxLifetime) },
    { name: 'pre_ping', formula: 'on', numbers: 'true', value: true, source: 'guide: DB_POOL_PRE_PING, keep enabled' },
  ];
  if (settings.acquireTimeout !== undefined) {
    const limit = input.acquireTimeout?.requestTimeout;
    steps.push({
      name: 'pool_timeout',
      formula: limit === undefined ? '30 s' : 'min(30 s, floor(0.9 × request timeout))',
      numbers: limit === undefined ? '30' : `min(30, floor(0.9 × ${formatDuration(limit)}))`,
      value: toSeconds(settings.acquireTimeout),
      source: 'guide: pool_timeout=30',
    });
  }
  return steps;
}

function recycleFormula({ idleTimeout, recommendedRecycle }: SizePlan['input']): Omit<Step, 'name' | 'value'> {
  if (idleTimeout === undefined || !Number.isFinite(idleTimeout)) {
    return { formula: '3600 s: no idle timeout is known', numbers: '3600', source: 'guide: DB_POOL_RECYCLE' };
  }
  const source = 'guide: DB_POOL_RECYCLE';
  const T = toSeconds(idleTimeout);
  if (recommendedRecycle !== undefined && recommendedRecycle < idleTimeout) {
    const numbers = `min(3600, ${toSeconds(recommendedRecycle)})`;
    return { formula: `min(3600, the provider's, which is below the idle timeout of ${T} s)`, numbers, source };
  }
  return { formula: 'min(3600, floor(0.9 × idle timeout))', numbers: `min(3600, floor(0.9 × ${T}))`, source };
}
