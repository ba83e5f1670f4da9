import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Script } from 'node:vm';

/** A bundle that was compiled for want of a cache. */
export interface Compiled {
  readonly script: Script;
  readonly exports: object;
  /** Where its cache belongs. */
  readonly path: string;
}

const compiled: Compiled[] = [];

/** Seconds after which a run has compiled more than short ones need, and a cache of it would slow them down. */
const longRun = 0.25;

/** Writes the cache of a bundle when the process ends: by then, V8 has compiled what a run needs. */
export function writeAtExit(bundle: Compiled, command: string): void {
  if (compiled.push(bundle) > 1) return;
  process.on('exit', (code) => {
    if (code === 2 || process.uptime() > longRun) return;
    // What this run of `lint` had no need of, another will.
    if (command === 'lint') for (const { exports } of compiled) rehearse(exports);
    for (const { script, path } of compiled) writeCache(script, path);
  });
}

function rehearse(exports: object): void {
  if (!('rehearse' in exports) || typeof exports.rehearse !== 'function') return;
  try {
    exports.rehearse();
  } catch {
    // The answer is given, and what a later start may cost is no reason to change it.
  }
}

/**
 * Writes what V8 has compiled of a script, for the next run: the whole file or none, since V8 looks at its length and not at what it
 * holds. Where the folder cannot be written to, the next run compiles again, and nothing is said.
 */
function writeCache(script: Script, path: string): void {
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
