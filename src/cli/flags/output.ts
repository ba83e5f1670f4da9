import type { Command } from 'commander';
import { type Destination, formats } from '../output-flags.ts';
import { usageError } from '../usage-error.ts';
import { oneOf } from './values.ts';

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
