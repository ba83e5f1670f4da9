import type { Result } from '../command.ts';
import { writeEnvFile } from '../env-file/write.ts';
import type { Asker } from './asker.ts';
import type { Proposal } from './proposal.ts';
import type { Session } from './session.ts';

interface Wishes {
  readonly dryRun?: true;
  readonly backup?: true;
  /** Absent: `--yes` was given. */
  readonly asker: Asker | undefined;
}

const left = (out: string, code = 0): Result => ({ out, err: '', code });

/** Writes what was proposed, after a yes; says what it did. */
export async function save(
  { file }: Session,
  { edited }: Proposal,
  { dryRun, backup, asker }: Wishes,
): Promise<Result> {
  if (edited === null) return left('Nothing was written: no pool fits.\n', 1);
  if (edited.text === file.text) return left(`Nothing to write: ${file.name} has these settings.\n`);
  if (dryRun) return left('Dry run: nothing was written.\n');
  if (asker && !(await asker.confirm(`Write these changes to ${file.name}?`, false))) {
    return left('Nothing was written.\n');
  }
  const written = writeEnvFile(file, edited.text, { backup: backup === true });
  if (!written.ok) return { out: '', err: `poolfit: ${written.problem}\n`, code: 2 };
  const kept = written.value.backup === null ? '' : `; the old text is in ${written.value.backup}`;
  return left(`Wrote ${file.name}${kept}.\n`);
}
