import type { Command } from 'commander';

/** Declares `--config FILE` and `--no-config`. */
export function addConfigFlags(command: Command): void {
  command
    .optionsGroup('The config:')
    .option(
      '--config <file>',
      'facts, key names and severities from this file (default: poolfit.config.json, or poolfit in package.json, found upwards from each file)',
    )
    .option('--no-config', 'use no config');
}
