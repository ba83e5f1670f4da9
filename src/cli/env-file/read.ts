import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../output/write.ts';
import { binaryProbe, mostBytes } from '../read-file.ts';

/** A `.env` as it was when it was read; `absent`: there is none yet. */
export interface EnvFile {
  /** As the user named it. */
  readonly name: string;
  /** Where the bytes are, links followed. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly stats: Stats | 'absent';
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const problem = (text: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem: text });

/** Why the file system refuses: `permission denied`, else its code. Throws what is no error of the system's on. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === '') throw error;
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left',
    EBUSY: 'it is a mount point: edit it where it is mounted from',
    ENOENT: 'there is no such folder',
    ENOTDIR: 'there is no such folder',
    ELOOP: 'its links go in a circle',
  };
  return words[code] ?? code;
}

/** Reads a `.env` for editing, or says in one line why it cannot be. A file that is not there is no problem: it will be made. */
export function readEnvFile(name: string): Outcome<EnvFile> {
  try {
    const link = lstatSync(name, { throwIfNoEntry: false });
    if (link === undefined) return { ok: true, value: absent(name) };
    const path = realpathSync(name);
    const stats = statSync(path);
    if (!stats.isFile()) return problem(`${name} is not a regular file: name a .env file`);
    if (stats.size > mostBytes) return problem(`${name} is larger than 64 MiB: that is no .env file`);
    const bytes = readFileSync(path);
    if (bytes.subarray(0, binaryProbe).includes(0))
      return problem(`${name} is binary (or UTF-16): save it as UTF-8 text`);
    return { ok: true, value: { name, path, bytes, ...decode(bytes), stats } };
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      return problem(`${name} is a link to a file that is not there: make that file, or name another`);
    return problem(`${name} cannot be read: ${reasonOf(error)}`);
  }
}

const absent = (name: string): EnvFile => ({
  name,
  path: resolve(name),
  bytes: Buffer.alloc(0),
  text: '',
  encoding: 'utf8',
  stats: 'absent',
});

/** Bytes that are not UTF-8 are taken one by one, so that they are written back as they were. The BOM stays in the text. */
function decode(bytes: Buffer): Pick<EnvFile, 'text' | 'encoding'> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf8' };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: bytes.toString('latin1'), encoding: 'latin1' };
  }
}
