import type { Command } from 'commander';
import type { FileOptions } from '../../index.ts';
import { makeVocabulary } from '../../linter/vocabulary.ts';
import { nothingStated, type Stated } from '../../model/stated.ts';
import type { ProfileName } from '../../sizing/formulas.ts';
import { size } from '../../sizing/size.ts';
import type { SizeLoad } from '../../sizing/size-fit.ts';
import { overConfig } from '../config/file-options.ts';
import { type FactFlags, loadFrom, statedFrom } from '../flags/facts.ts';
import { usageError } from '../usage-error.ts';
import { factsOfInput, inputFrom, situationOf } from './facts.ts';
import type { SizeReport } from './report.ts';

export interface SizeFlags extends FactFlags {
  readonly poolTimeout?: boolean;
}

/** Declares `--pool-timeout`. */
export function addPoolTimeoutFlag(command: Command): void {
  command.option('--pool-timeout', 'calculate DB_POOL_TIMEOUT too');
}

/** The report for stated facts alone, those of flags over those of a config. Throws a usage error without a load. */
export function sizeReport(flags: SizeFlags, config: FileOptions = {}): SizeReport {
  const { stated = nothingStated } = overConfig({ stated: statedFrom(flags) }, config);
  const situation = situationOf({ file: '', text: '' }, stated, makeVocabulary());
  const input = inputFrom(situation, stated, { load: loadOf(flags, stated), poolTimeout: flags.poolTimeout === true });
  return { input, sized: size(input), facts: factsOfInput(situation), assumed: situation.assumed };
}

/** The load in one of its three ways, or as a config states it. */
export function loadOf(flags: FactFlags, { load }: Pick<Stated, 'load'> = {}): SizeLoad {
  const ofFlags = loadFrom(flags);
  const profile = (name: ProfileName): SizeLoad => ({ kind: 'profile', name });
  if (ofFlags) return ofFlags;
  if (flags.traffic) return profile(flags.traffic);
  if (load) return load.value;
  throw usageError(
    'the load is missing; give one of --concurrency N (queries at once per process), --rps N with --query-ms N (the whole service), or --traffic low|medium|high|very-high',
  );
}
