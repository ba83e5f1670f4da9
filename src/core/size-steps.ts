import { profiles } from './formulas.ts';
import { formatRational, toNumber } from './rational.ts';
import type { Limit, Plan, PoolSettings } from './size.ts';
import { isReduced, type Load } from './size-fit.ts';
import { poolerFor } from './size-pooler.ts';
import { formatDuration, type Millis, toSeconds } from './units.ts';

/** One step of the calculation: the formula in names, the same in numbers, what comes out, and who says so. */
export interface Step {
  readonly name: string;
  readonly formula: string;
  readonly numbers: string;
  readonly value: number | string | boolean;
  readonly source: string;
}

const math = "guide: connection math, 'connections_per_instance'";

/** Every step of a plan, in the order in which one would calculate by hand. */
export function stepsOf(plan: Plan, settings: PoolSettings | null): readonly Step[] {
  return [
    ...loadSteps(plan),
    ...(plan.limit ? limitSteps(plan, plan.limit) : []),
    ...(settings ? [...poolSteps(plan), ...totalSteps(plan), ...timeSteps(plan, settings)] : poolerSteps(plan)),
  ];
}

function loadSteps({ input, want }: Plan): Step[] {
  const C = formatRational(want.concurrency);
  const { poolSize, maxOverflow, profile } = want;
  const size = { name: 'wanted pool_size', value: poolSize };
  const overflow = { name: 'wanted max_overflow', value: maxOverflow };
  if (profile !== null) {
    const source = 'guide: tuning for your use case';
    return [
      { ...size, formula: 'pool_size of the profile', numbers: `${profile} traffic`, source },
      { ...overflow, formula: 'max_overflow of the profile', numbers: `${profile} traffic`, source },
      concurrencyStep(input.load, plan1(input), C),
    ];
  }
  return [
    concurrencyStep(input.load, plan1(input), C),
    { ...size, formula: 'ceil(1.5 × C)', numbers: `ceil(1.5 × ${C})`, source: 'guide: DB_POOL_SIZE' },
    { ...overflow, formula: '2 × wanted pool_size', numbers: `2 × ${poolSize}`, source: 'guide: DB_MAX_OVERFLOW' },
  ];
}
