import { existsSync, statSync } from 'node:fs';
import type { Report } from '../core/report.ts';
import { summaryText } from '../reporters/wording.ts';
import type { BaselineFlags, BaselineRun } from './baseline.ts';
import type { Fixer } from './fix.ts';
import type { OutputFlags } from './output-flags.ts';
import { usageError } from './usage-error.ts';

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

/** What fixes files, loaded only where it is asked for. */
export async function fixerFor({ fix, diff }: ChangeFlags): Promise<Fixer | undefined> {
  if (!fix && !diff) return undefined;
  const { makeFixer } = await import('./fix.ts');
  return makeFixer({ write: fix === true });
}

/** What tells known findings from new ones, loaded only where it is asked for. */
export async function baselineFor(flags: ChangeFlags): Promise<BaselineRun | undefined> {
  if (flags.baseline === undefined && flags.writeBaseline === undefined) return undefined;
  const { openBaseline } = await import('./baseline.ts');
  return openBaseline(flags);
}
