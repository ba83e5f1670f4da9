import type { Command } from 'commander';
import type { ProfileName } from '../core/formulas.ts';
import { size } from '../core/size.ts';
import type { Load } from '../core/size-fit.ts';
import { makeKnowledge } from '../knowledge.ts';
import { type FactFlags, givenFrom, loadFrom } from './fact-flags.ts';
import { givenFacts, inputFrom, situationOf } from './size-facts.ts';
import type { SizeReport } from './size-report.ts';
import { usageError } from './usage-error.ts';

export interface SizeFlags extends FactFlags {
  readonly poolTimeout?: boolean;
}

/** Declares `--pool-timeout`. */
export function addPoolTimeoutFlag(command: Command): void {
  command.option('--pool-timeout', 'calculate DB_POOL_TIMEOUT too');
}

/** The report for stated facts alone. Throws a usage error without a load. */
export function sizeReport(flags: SizeFlags): SizeReport {
  const given = givenFrom(flags);
  const situation = situationOf({ file: '', text: '' }, given, makeKnowledge());
  const input = inputFrom(situation, given, { load: loadOf(flags), poolTimeout: flags.poolTimeout === true });
  return { input, sized: size(input), facts: givenFacts(situation), assumed: situation.assumed };
}

/** The load in one of its three ways. */
export function loadOf(flags: FactFlags): Load {
  const stated = loadFrom(flags);
  const profile = (name: ProfileName): Load => ({ kind: 'profile', name });
  if (stated) return stated;
  if (flags.traffic) return profile(flags.traffic);
  throw usageError(
    'the load is missing; give one of --concurrency N (queries at once per process), --rps N with --query-ms N (the whole service), or --traffic low|medium|high|very-high',
  );
}
