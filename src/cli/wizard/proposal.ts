import { size } from '../../sizing/size.ts';
import { type EditedText, editDotenv } from '../env-file/edit.ts';
import { factsOfInput, inputFrom } from '../size/facts.ts';
import { keysOf, namedSettings, type PoolKeys, type SizeReport } from '../size/report.ts';
import { summary } from '../size/text.ts';
import { usageError } from '../usage-error.ts';
import { type Session, situation, statedIn } from './session.ts';

/** What the wizard would write, with everything it says about it. */
export interface Proposal {
  readonly report: SizeReport;
  readonly keys: PoolKeys;
  /** Null where no pool fits, and there is nothing to write. */
  readonly edited: EditedText | null;
}

/** From what is known to the edited text. Throws a usage error where a fact or the file cannot be used. */
export function propose(session: Session, poolTimeout: boolean): Proposal {
  const { load, file } = session;
  const known = situation(session);
  if (!load) throw usageError('the load is missing');
  if (known.isForeign)
    throw usageError(`the database of ${file.name} is not PostgreSQL, so there is no pool of it to size`);
  const input = inputFrom(known, statedIn(session), { load, poolTimeout });
  const report = { input, sized: size(input), facts: factsOfInput(known), assumed: known.assumed };
  const keys = keysOf(known.resolved, known.family);
  const { settings } = report.sized;
  if (!settings) return { report, keys, edited: null };
  const wanted = namedSettings(settings, keys).map(([key, value]) => [key, String(value)] as const);
  const edited = editDotenv(file.text, wanted, `Sized by poolfit: ${comment(report)}`);
  if (!edited.ok) throw usageError(`${file.name}: ${edited.problem}`);
  return { report, keys, edited: edited.value };
}

/** `3 x 2 x 15 = 90 connections of 100`: in a comment, ASCII alone is safe in every encoding. */
const comment = ({ sized, input }: SizeReport): string =>
  (summary(sized, input)[0] ?? '').replaceAll('×', 'x').replace(/[.;].*$/, '');
