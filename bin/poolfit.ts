#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** Names these bundles: V8 would take a cache of others of the same length for theirs. */
declare const POOLFIT_BUILD: string;

/** A bundle of this folder. */
interface Bundle {
  readonly exports: unknown;
  readonly filename: string;
  readonly script: Script;
  /** Of which kind of run its cache is; -1: there is none. */
  readonly cachedFrom: number;
}

/** V8 compiles what a run needs, so each command has caches of its own: of a run that found something (1), which needs more, and of others (0). */
const commands = ['lint', 'size', 'check', 'wizard', 'explain', 'init', 'completion'];
const command = commands.find((name) => name === process.argv[2]) ?? 'help';
const build = `${POOLFIT_BUILD}-${process.version}-${process.platform}-${process.arch}`;
const cachePath = (filename: string, from: number): string => `${filename}.${build}-${command}-${from}.cache`;

/** Node's own switch for its caches of this kind. */
const usesCaches = !process.env.NODE_DISABLE_COMPILE_CACHE;

const bundles = new Map<string, Bundle>();

/** Runs a bundle once; what that requires of this folder is run likewise, when it asks for it. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name);
  const known = bundles.get(name);
  if (known) return known.exports;
  const filename = join(__dirname, name);
  // Bundles are functions in ASCII: a string of one-byte characters, taken as it is, is the cheapest to make.
  const source = readFileSync(filename).toString('latin1');
  const { cachedFrom, cachedData } = cacheOf(filename);
  const script = new Script(source, { filename, cachedData });
  const module = { exports: {}, filename, script, cachedFrom };
  bundles.set(name, module);
  script.runInThisContext()(module.exports, load, module);
  return module.exports;
}

/** V8 itself compares its version and flags with a cache's, and compiles the text where they differ. */
function cacheOf(filename: string): { cachedFrom: number; cachedData?: Buffer } {
  for (const cachedFrom of usesCaches ? [1, 0] : []) {
    try {
      return { cachedFrom, cachedData: readFileSync(cachePath(filename, cachedFrom)) };
    } catch {
      // No run of that kind has left one, or this folder is no place for them.
    }
  }
  return { cachedFrom: -1 };
}

process.on('exit', (code) => {
  const from = code === 1 ? 1 : 0;
  const uncached = [...bundles.values()].filter(({ cachedFrom }) => cachedFrom < from);
  if (!usesCaches || uncached.length === 0) return;
  const { writeCache }: typeof import('./code-cache.ts') = require(join(__dirname, 'code-cache.cjs'));
  for (const { script, filename } of uncached) writeCache(script, cachePath(filename, from));
});

load('./main.cjs');
