import type { Command } from 'commander';
import { rules } from '../../rules/index.ts';
import type { Reporter } from '../core/reporter.ts';
import { reportJson } from '../reporters/json.ts';
import { reportText } from '../reporters/text.ts';
import type { FailOn } from './exit-code.ts';
import { oneOf } from './flag-values.ts';
import { addOutputFlags, type Format, type OutputFlags } from './output-flags.ts';

/** How a report is printed and what exit code it gives. */
export interface AnswerFlags extends OutputFlags {
  readonly failOn?: FailOn;
  readonly strict?: true;
}

/** Declares the flags of every command that judges. */
export function addAnswerFlags(command: Command): void {
  command
    .optionsGroup('The answer:')
    .option(
      '--fail-on <severity>',
      'exit 1 from: error (the default), warning, info or never',
      oneOf('--fail-on', ['error', 'warning', 'info', 'never']),
    )
    .option('--strict', 'exit 1 too where a limit could not be judged, or only with assumed instances');
  addOutputFlags(command);
}

/** The reporter of a format; those for CI are loaded when they are asked for. */
export async function reporterFor(format: Format): Promise<Reporter> {
  if (format === 'text') return reportText;
  if (format === 'json') return reportJson;
  const { ciReporters } = await import('./ci-reporters.ts');
  return ciReporters[format](rules);
}
