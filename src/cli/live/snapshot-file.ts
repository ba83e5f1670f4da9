import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Live } from '../../model/live.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isEnvName } from '../lint/discover.ts';
import { codeOf } from '../output/write.ts';
import { readFile } from '../read-file.ts';
import { shownArgument, usageError } from '../usage-error.ts';

/** The live facts of a saved snapshot. Throws a usage error where the file is none. */
export async function readSnapshotFile(file: string): Promise<Live> {
  const read = readFile(file, false);
  const shown = shownArgument(file);
  if (read.kind === 'problem') throw usageError(`--snapshot ${shown}: ${read.problem}`);
  const { parseSnapshot } = await import('../../live/snapshot-schema.ts');
  const parsed = parseSnapshot(read.text);
  if (!parsed.ok) throw usageError(`--snapshot ${shown}: ${parsed.fault.message}`);
  const snapshot = parsed.value;
  return { target: snapshot.target, snapshot, refusal: null, observation: null, applicationName: null };
}

/** Refuses, before anything is asked, a file that is not a snapshot's to overwrite. */
export function checkSave(file: string | undefined, inputs: readonly string[]): void {
  if (file === undefined) return;
  const shown = shownArgument(file);
  if (file === '') throw usageError('--save is empty; name a file for the snapshot');
  if (isEnvName(basename(file)) || inputs.includes(file)) {
    throw usageError(`--save ${shown} would overwrite settings; name a file for the snapshot`);
  }
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isFile()) throw usageError(`--save ${shown} is no plain file; name a file for the snapshot`);
  if (stats.size > 0 && !isSnapshot(file)) {
    throw usageError(`--save ${shown} is there and is no snapshot; name another file, or remove it`);
  }
}

function isSnapshot(file: string): boolean {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null && 'schemaVersion' in found && 'target' in found;
  } catch {
    // Unreadable, or no JSON: somebody else's file.
    return false;
  }
}

/** Role names are user info: whose sessions are the login's own is kept, the names are not. */
function withoutNames(snapshot: Snapshot): Snapshot {
  const { sessions, pooler } = snapshot;
  return {
    ...snapshot,
    sessions: sessions && { ...sessions, groups: sessions.groups.map((group) => ({ ...group, user: null })) },
    pooler: pooler && {
      ...pooler,
      admin: pooler.admin && { ...pooler.admin, pools: pooler.admin.pools.map((pool) => ({ ...pool, user: '' })) },
    },
  };
}

/** Writes a snapshot as a whole or not at all; returns why it could not be written. */
export function saveSnapshot(file: string, snapshot: Snapshot): string | null {
  const temporary = `${file}.poolfit-${crypto.randomUUID()}`;
  try {
    const handle = openSync(temporary, 'wx');
    try {
      writeFileSync(handle, `${JSON.stringify(withoutNames(snapshot), null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    return `--save ${shownArgument(file)} cannot be written (${codeOf(error) || 'unknown reason'}); name another file`;
  }
}
