import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { Report } from '../../model/report.ts';
import { summaryText } from '../../reporters/wording.ts';
import { type BaselineFlags, type BaselineRun, openBaseline } from '../lint/baseline.ts';
import { type Fixer, makeFixer } from '../lint/fix.ts';
import { usageError } from '../usage-error.ts';
import type { OutputFlags } from './output.ts';

/** Declares `--fix`, `--diff`, `--baseline` and `--write-baseline`. */
export function addChangeFlags(command: Command): void {
  command
    .optionsGroup('Fixes and known findings:')
    .option('--fix', 'change the values that have a fix, in the files, and report what is left')
    .option('--diff', 'print what --fix changes, in place of the report; alone it writes nothing')
    .option('--baseline <file>', 'only findings that are not in this file count; says which of its own are gone')
    .option('--write-baseline <file>', 'write the findings of now to this file, for --baseline');
}

/** Flags of `lint` that change files, or what counts as a finding. */
export interface ChangeFlags extends BaselineFlags {
  readonly fix?: true;
  readonly diff?: true;
}

/** Refuses what cannot be written to, and a diff in a format that has none. Throws a usage error. */
export function checkChanges(
  { fix, diff, format = [] }: ChangeFlags & Pick<OutputFlags, 'format'>,
  paths: readonly string[],
): void {
  if (diff && format.some((one) => one.file === undefined && one.format !== 'text')) {
    throw usageError('--diff prints text; leave it out, since --format json lists the edits of every fix');
  }
  if (!fix) return;
  const unwritable = paths.find((path) => path === '-' || isStream(path));
  if (unwritable !== undefined) {
    throw usageError(`--fix writes files, and ${unwritable} is none; name a file, or print the changes with --diff`);
  }
}

/** Standard input under another name, a pipe, a device: also where a shell put a file behind it. */
function isStream(path: string): boolean {
  if (/^\/(?:dev|proc)\//.test(path)) return true;
  if (!existsSync(path)) return false;
  const stats = statSync(path);
  return !stats.isFile() && !stats.isDirectory();
}

/** What a diff does not show. */
export const sumBeside = (report: Report): string => `${summaryText(report, 0)}; without --diff they are listed`;

/** What fixes files; undefined where nobody asked for it. */
export const fixerFor = ({ fix, diff }: ChangeFlags): Fixer | undefined =>
  fix || diff ? makeFixer({ write: fix === true }) : undefined;

/** What tells known findings from new ones; undefined where nobody asked for it. */
export const baselineFor = (flags: ChangeFlags): BaselineRun | undefined =>
  flags.baseline === undefined && flags.writeBaseline === undefined ? undefined : openBaseline(flags);
