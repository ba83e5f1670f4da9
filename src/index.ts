import { type Fixed, fixText } from './core/fix.ts';
import type { Finding } from './core/report.ts';
import { keepsStatements } from './formats/dotenv-edits.ts';
import { type LintOptions, lint, type Source } from './linter.ts';

export {
  type FileOptions,
  type Linter,
  type LintOptions,
  lint,
  makeLinter,
  planSource,
  type Source,
} from './linter.ts';

/** Fixes what has a fix in one text, and lints the result after every step: a fix that does not clear its finding, or brings another, is dropped. */
export function fix({ file, text }: Source, options: Omit<LintOptions, 'onOutcome'> = {}): Fixed {
  const judge = (changed: string): readonly Finding[] | null => {
    const { findings, crashes } = lint([{ file, text: changed }], options);
    return crashes.length > 0 ? null : findings;
  };
  return fixText(text, { judge, keepsStatements });
}
