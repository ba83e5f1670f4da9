import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Script } from 'node:vm';

/**
 * Writes what V8 has compiled of a script, for the next run: the whole file or none, since V8 does not look whether it is sound. Where the
 * folder cannot be written to, the next run compiles again, and nothing is said.
 */
export function writeCache(script: Script, path: string): void {
  const temporary = `${path}.${process.pid}`;
  try {
    write(script.createCachedData(), temporary);
    renameSync(temporary, path);
  } catch {
    discard(temporary);
  }
}

function write(bytes: Buffer, path: string): void {
  const descriptor = openSync(path, 'wx');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be made, and so it cannot be taken away.
  }
}
