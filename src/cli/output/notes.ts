import type { Report } from '../../model/report.ts';
import type { Diagnostic } from '../../model/reporter.ts';
import { printable } from '../../model/words/printable.ts';

/** How many files are named before they are only counted. */
const namedFiles = 3;

function withoutPools({ filesWithoutPools }: Report): string[] {
  const named = filesWithoutPools.slice(0, namedFiles);
  const lines = named.map((file) => `${file}: no pool settings (such as DB_POOL_SIZE); nothing to compare with limits`);
  const more = filesWithoutPools.length - named.length;
  return more > 0 ? [...lines, `${more} more ${more === 1 ? 'file has' : 'files have'} no pool settings`] : lines;
}

const crashes = ({ crashes }: Report): string[] =>
  crashes.map(
    ({ ruleId, subject, error }) => `the rule ${ruleId} failed on ${subject} (${error}); please report this as a bug`,
  );

/** What goes to standard error beside a report. `faults` are always said, `notes` (no fault of anybody) not where it is quiet. */
export interface Aside {
  readonly diagnostics: readonly Diagnostic[];
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  readonly quiet: boolean;
}

/** One line each, safe on a terminal. */
export function asideText(report: Report, { diagnostics, faults, notes, quiet }: Aside): string {
  const said = [...diagnostics.map(({ file, message }) => `${file}: ${message}`), ...faults, ...crashes(report)];
  if (!quiet) said.push(...notes, ...withoutPools(report));
  return said.map((line) => `poolfit: ${printable(line)}\n`).join('');
}
