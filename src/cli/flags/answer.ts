import type { Command } from 'commander';
import { addOutputFlags } from './output.ts';
import { oneOf } from './values.ts';

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
