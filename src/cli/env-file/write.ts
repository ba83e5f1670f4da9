import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../output/write.ts';
import { type EnvFile, type Outcome, reasonOf } from './read.ts';

export interface Written {
  /** Where the old text was kept, if it was asked for. */
  readonly backup: string | null;
}

/**
 * Replaces a file's text as a whole: a temporary file in the same folder, fsync, rename, fsync of the folder. Whatever ends the
 * process in between leaves the old text or the new one. Refuses when the file is not what was read.
 */
export function writeEnvFile(file: EnvFile, text: string, options: { readonly backup: boolean }): Outcome<Written> {
  const refusal = whyNot(file);
  if (refusal !== null) return { ok: false, problem: refusal };
  try {
    const outcome = replaceWhole(file, Buffer.from(text, file.encoding), options.backup);
    return outcome.ok ? syncFolder(file, outcome) : outcome;
  } catch (error) {
    return { ok: false, problem: `${file.name} cannot be written: ${reasonOf(error)}. It is as it was` };
  }
}

function whyNot({ name, path, stats }: EnvFile): string | null {
  if (stats === 'absent') return null;
  const user = process.geteuid?.();
  if (user !== undefined && user !== 0 && stats.uid !== user) {
    return `${name} belongs to another user, who would lose it: run poolfit as its owner`;
  }
  try {
    accessSync(path, constants.W_OK);
    // Root may write what is marked as not to be written.
    return (stats.mode & 0o222) === 0 ? `${name} is read-only: make it writable (chmod u+w) first` : null;
  } catch (error) {
    // A file that has gone meanwhile is told of when it is compared with what was read.
    return codeOf(error) === 'ENOENT' ? null : `${name} cannot be written: ${reasonOf(error)}`;
  }
}

function replaceWhole(file: EnvFile, bytes: Buffer, keepOld: boolean): Outcome<Written> {
  const { path, stats } = file;
  const temporary = writeTemporary(path, bytes, stats);
  try {
    const backup = keepOld && stats !== 'absent' ? keepBackup(file, stats) : null;
    const changed = whatChanged(file);
    if (changed !== null) {
      unlinkSync(temporary);
      return { ok: false, problem: `${file.name} ${changed} since poolfit read it: nothing was written, run it again` };
    }
    if (stats === 'absent') moveToFreeName(temporary, path);
    else renameSync(temporary, path);
    return { ok: true, value: { backup } };
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** A file beside the other, complete on disk, with the owner and mode of the old one; 0600 for a new one, since it holds passwords. */
function writeTemporary(path: string, bytes: Buffer, like: Stats | 'absent'): string {
  const temporary = `${path}.poolfit-${crypto.randomUUID().slice(-12)}`;
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    if (like !== 'absent') {
      if (process.geteuid?.() === 0 || like.gid !== process.getegid?.()) fchownSync(handle, like.uid, like.gid);
      fchmodSync(handle, like.mode & 0o7777);
    }
    fsyncSync(handle);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  } finally {
    closeSync(handle);
  }
  return temporary;
}

/** The old bytes under the first free name: `.env.bak`, `.env.bak.2` … */
function keepBackup({ path, bytes }: EnvFile, stats: Stats): string {
  const temporary = writeTemporary(path, bytes, stats);
  for (let count = 1; ; count++) {
    const name = count === 1 ? `${path}.bak` : `${path}.bak.${count}`;
    try {
      moveToFreeName(temporary, name);
      return name;
    } catch (error) {
      if (codeOf(error) === 'EEXIST' && count < 1000) continue;
      removeIfThere(temporary);
      throw error;
    }
  }
}

/** Like rename, but never over a file that has come into being meanwhile; some file systems have no hard links to do it with. */
function moveToFreeName(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const noLinks = codeOf(error) === 'EPERM' || codeOf(error) === 'ENOTSUP' || codeOf(error) === 'ENOSYS';
    if (!noLinks || statSync(to, { throwIfNoEntry: false }) !== undefined) throw error;
    renameSync(from, to);
    return;
  }
  unlinkSync(from);
}

function whatChanged({ path, bytes, stats }: EnvFile): string | null {
  const now = statSync(path, { throwIfNoEntry: false });
  if (stats === 'absent') return now === undefined ? null : 'has come into being';
  if (now === undefined) return 'has gone';
  return now.ino === stats.ino && readFileSync(path).equals(bytes) ? null : 'has changed';
}

function removeIfThere(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) unlinkSync(path);
}

/** A rename is on disk only when its folder is; Windows has no such call, and some file systems refuse it (EINVAL). */
function syncFolder({ name, path }: EnvFile, done: Outcome<Written>): Outcome<Written> {
  if (process.platform === 'win32') return done;
  try {
    const handle = openSync(dirname(path), 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return done;
  } catch (error) {
    if (codeOf(error) === 'EINVAL') return done;
    return { ok: false, problem: `${name} is written, but its folder could not be synced to disk: ${reasonOf(error)}` };
  }
}
