#!/usr/bin/env node
import type { Compiled } from './code-cache.ts';

/** Names these bundles: V8 would take a cache of others of the same length for theirs. */
declare const POOLFIT_BUILD: string;

/** A module of Node's. `require` first makes an ES module of it, with all its names; Node before 20.16 has no other way. */
const builtin: typeof process.getBuiltinModule = process.getBuiltinModule ?? require;
const { closeSync, openSync, readFileSync, readvSync } = builtin('node:fs');
const { Script } = builtin('node:vm');

/** V8 compiles what a run needs, so each command has caches of its own. */
const commands = ['lint', 'size', 'check', 'wizard', 'explain', 'init', 'completion'];
const command = commands.find((name) => name === process.argv[2]) ?? 'help';
const suffix = `${POOLFIT_BUILD}-${process.version}-${process.platform}-${process.arch}-${command}.cache`;

/** Node's own switch for its caches of this kind. */
const usesCaches = !process.env.NODE_DISABLE_COMPILE_CACHE;

/** A bundle of this folder. */
interface Bundle {
  readonly exports: object;
}

const bundles = new Map<string, Bundle>();

/** Runs a bundle once; what that requires of this folder is run likewise, when it asks for it. */
function load(name: string): unknown {
  if (name.startsWith('node:')) return builtin(name);
  if (!name.startsWith('./')) return require(name);
  const known = bundles.get(name);
  if (known) return known.exports;
  // `path.join` would be compiled for this alone, as most of Node's functions are in every process that calls them.
  const filename = __dirname + name.slice(1);
  const path = `${filename}.${suffix}`;
  // Node makes the text itself, in one call; bundles are in ASCII, of which V8 makes the smallest strings.
  const source = readFileSync(filename, 'utf8');
  const cachedData = usesCaches ? readCache(path) : undefined;
  const script = new Script(source, { filename, cachedData });
  const module = { exports: {} };
  bundles.set(name, module);
  script.runInThisContext()(module.exports, load, module);
  if (usesCaches && !cachedData) leaveCache({ script, path, exports: module.exports });
  return module.exports;
}

/** More than a cache has. Of a larger one V8 would see that it is cut off, and compile. */
const mostBytes = 1 << 20;

/** V8 itself compares its version and flags with a cache's, and compiles the text where they differ. */
function readCache(path: string): Uint8Array | undefined {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(mostBytes);
      // `readSync` looks at its arguments with five functions more, each of which would be compiled for this alone.
      return bytes.subarray(0, readvSync(descriptor, [bytes]));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // No run has left one, or this folder is no place for them.
    return undefined;
  }
}

function leaveCache(bundle: Compiled): void {
  try {
    const { writeAtExit }: typeof import('./code-cache.ts') = require(`${__dirname}/code-cache.cjs`);
    writeAtExit(bundle, command);
  } catch {
    // It is for the next run; this one has no need of it.
  }
}

load('./main.cjs');
