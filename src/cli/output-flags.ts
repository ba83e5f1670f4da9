import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { isEnvName } from './files.ts';
import { oneOf, shownArgument } from './flag-values.ts';
import { type ColorWhen, terminalWidth, usesColor } from './output.ts';
import { usageError } from './usage-error.ts';

const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
export type Format = (typeof formats)[number];

export interface OutputFlags {
  readonly format?: Format;
  readonly output?: string;
  readonly quiet?: true;
  readonly color?: ColorWhen;
}

/** Declares the flags of cli.md, "Output". */
export function addOutputFlags(command: Command): void {
  command
    .option('--format <format>', `${formats.join(', ')}; default: text`, oneOf('--format', formats))
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--quiet', 'only findings, and only errors on standard error')
    .option('--color <when>', 'auto (the default), always or never', oneOf('--color', ['auto', 'always', 'never']));
}

/** Refuses an output file that is one of the inputs, or that a slip of the shell made a `.env` file. */
export function checkOutput({ output }: OutputFlags, inputs: readonly string[]): void {
  if (output === undefined) return;
  if (output === '') throw usageError('--output is empty; name a file for the report');
  const real = realPath(output);
  if (!isEnvName(basename(output)) && !inputs.some((input) => realPath(input) === real)) return;
  throw usageError(`--output ${shownArgument(output)} would overwrite settings; name a file for the report`);
}

const realPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** Width of a line where there is no terminal: logs wrap for themselves, but not at words. */
const widthOfLogs = 100;

/** How a report for people is laid out here. */
export function pageFor({ color, output, quiet }: OutputFlags): { color: boolean; width: number; quiet: boolean } {
  const toFile = output !== undefined;
  const when = color ?? 'auto';
  return {
    color: toFile && when === 'auto' ? false : usesColor(when, process.env),
    width: toFile ? widthOfLogs : Math.min(120, Math.max(40, terminalWidth() ?? widthOfLogs)),
    quiet: quiet === true,
  };
}
