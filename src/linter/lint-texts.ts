import { type Fixed, fixText } from '../engine/fix.ts';
import { keepsStatements } from '../formats/dotenv-edits.ts';
import type { Finding, Report } from '../model/report.ts';
import { type LintOptions, makeLinter, type Source } from './linter.ts';

/** Lints texts of `.env` files: whether their pools fit their database. Reads no file and opens no connection. */
export function lint(sources: readonly Source[], options: LintOptions = {}): Report {
  const linter = makeLinter(options);
  for (const source of sources) linter.add(source);
  return linter.report();
}

/** Fixes what has a fix in one text, and lints the result after every step: a fix that does not clear its finding, or brings another, is dropped. */
export function fix({ file, text }: Source, options: Omit<LintOptions, 'onOutcome'> = {}): Fixed {
  const judge = (changed: string): readonly Finding[] | null => {
    const { findings, crashes } = lint([{ file, text: changed }], options);
    return crashes.length > 0 ? null : findings;
  };
  return fixText(text, { judge, keepsStatements });
}
