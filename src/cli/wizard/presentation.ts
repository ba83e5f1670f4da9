import { lint } from '../../index.ts';
import { reportText } from '../../reporters/text.ts';
import { poolDiff } from '../env-file/diff.ts';
import { formatSizeText, styleFor } from '../size/text.ts';
import { version } from '../version.ts';
import type { Proposal } from './proposal.ts';
import { type Session, statedIn } from './session.ts';

/** The explanation, the lint of the result, and the diff. */
export function presentation(session: Session, proposal: Proposal, page: { color: boolean }): string {
  const { width, file } = session;
  const { report, keys, edited } = proposal;
  const explained = formatSizeText(report, { width, style: styleFor(page.color), keys });
  if (edited === null) return explained;
  const judged = lint([{ file: file.name, text: edited.text }], { stated: statedIn(session) });
  const context = { version, diagnostics: [], color: page.color, width, quiet: false };
  const diff = poolDiff(file.name, file.text, edited);
  const changes = diff.length === 0 ? ['(nothing to change: the file says so already)'] : diff;
  const rest = [
    'The result, linted',
    reportText(judged, context),
    'Changes (only pool settings are shown)',
    ...changes,
  ];
  return `${explained}\n${rest.join('\n')}\n`;
}
