import type { Command } from 'commander';
import type { ProfileName } from '../core/formulas.ts';
import { type Given, nothingGiven } from '../core/given.ts';
import { size } from '../core/size.ts';
import type { Load } from '../core/size-fit.ts';
import type { FileOptions } from '../index.ts';
import { makeKnowledge } from '../knowledge.ts';
import { overConfig } from './config/file-options.ts';
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

/** The report for stated facts alone, those of flags over those of a config. Throws a usage error without a load. */
export function sizeReport(flags: SizeFlags, config: FileOptions = {}): SizeReport {
  const stated = overConfig({ given: givenFrom(flags) }, config).given;
  const given = stated ?? nothingGiven;
  const situation = situationOf({ file: '', text: '' }, given, makeKnowledge());
  const input = inputFrom(situation, given, { load: loadOf(flags, given), poolTimeout: flags.poolTimeout === true });
  return { input, sized: size(input), facts: givenFacts(situation), assumed: situation.assumed };
}

/** The load in one of its three ways, or as a config states it. */
export function loadOf(flags: FactFlags, { load }: Pick<Given, 'load'> = {}): Load {
  const stated = loadFrom(flags);
  const profile = (name: ProfileName): Load => ({ kind: 'profile', name });
  if (stated) return stated;
  if (flags.traffic) return profile(flags.traffic);
  if (load) return load.value;
  throw usageError(
    'the load is missing; give one of --concurrency N (queries at once per process), --rps N with --query-ms N (the whole service), or --traffic low|medium|high|very-high',
  );
}
