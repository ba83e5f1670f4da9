import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Format, reporters } from '../../reporters/index.ts';
import { isEnvName } from '../lint/discover.ts';
import { type ColorWhen, terminalWidth, usesColor } from '../output/write.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import { oneOf } from './values.ts';

/** In the order in which help lists them. */
const formats = Object.keys(reporters).filter((name): name is Format => Object.hasOwn(reporters, name));

/** Declares the flags of cli.md, "Output". */
export function addOutputFlags(command: Command): void {
  command
    .option(
      '--format <format>',
      `${formats.join(', ')}; default: text; sarif=FILE writes it to a file, and the flag may be given once per file`,
      repeatable(destination),
    )
    .option('--output <file>', 'write the report to a file instead of standard output')
    .option('--quiet', 'only findings, and only errors on standard error')
    .option('--color <when>', 'auto (the default), always or never', oneOf('--color', ['auto', 'always', 'never']));
}

const oneFormat = oneOf('--format', formats);

/** Reads `text`, or `sarif=out.sarif`, behind those that were given before. */
function destination(text: string, before: readonly Destination[] = []): readonly Destination[] {
  const at = text.indexOf('=');
  const format = oneFormat(at < 0 ? text : text.slice(0, at));
  const file = at < 0 ? undefined : text.slice(at + 1);
  if (file === '') throw usageError(`--format ${format}= names no file; give --format ${format}=FILE`);
  const bare = before.find((one) => one.file === undefined);
  if (file === undefined && bare) {
    throw usageError(
      `--format ${bare.format} and --format ${format} both go to standard output; write one to a file: --format ${format}=FILE`,
    );
  }
  return [...before, { format, ...(file !== undefined && { file }) }];
}

/** A flag that may be given more than once, and the words that it takes, for completion. */
const repeatable = <Parser extends object>(parser: Parser) =>
  Object.assign(parser, { repeatable: true, words: formats });

/** `--format sarif=out.sarif`: a format and the file it goes to; without one to standard output, or to `--output`. */
interface Destination {
  readonly format: Format;
  readonly file?: string;
}

export interface OutputFlags {
  readonly format?: readonly Destination[];
  readonly output?: string;
  readonly quiet?: true;
  readonly color?: ColorWhen;
}

/** What goes to standard output, or to `--output`; null: every format has a file of its own. */
export function mainFormat({ format, output }: Pick<OutputFlags, 'format' | 'output'>): Format | null {
  const bare = format?.find(({ file }) => file === undefined)?.format;
  return bare ?? (format === undefined || output !== undefined ? 'text' : null);
}

/** Refuses an output file that is one of the inputs, or that a slip of the shell made a `.env` file. */
export function checkOutput(
  { output, format = [] }: Pick<OutputFlags, 'output' | 'format'>,
  inputs: readonly string[],
): void {
  if (output === '') throw usageError('--output is empty; name a file for the report');
  const named = format.flatMap((one) =>
    one.file === undefined ? [] : [[`--format ${one.format}=`, one.file] as const],
  );
  const outputs = [...(output === undefined ? [] : [['--output ', output] as const]), ...named];
  const taken = new Set<string>();
  for (const [flag, file] of outputs) {
    const real = realPath(resolve(file));
    if (isEnvName(basename(file)) || inputs.some((input) => realPath(resolve(input)) === real)) {
      throw usageError(`${flag}${shownArgument(file)} would overwrite settings; name a file for the report`);
    }
    if (taken.has(real))
      throw usageError(`${flag}${shownArgument(file)} is written twice; give each report its own file`);
    taken.add(real);
  }
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
