#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** Names these bundles: V8 would take a cache of others of the same length for theirs. */
declare const POOLFIT_BUILD: string;

/** A bundle of this folder. */
interface Bundle {
  readonly exports: object;
  readonly filename: string;
  readonly script: Script;
  readonly isCached: boolean;
}

/** V8 compiles what a run needs, so each command has caches of its own. */
const commands = ['lint', 'size', 'check', 'wizard', 'explain', 'init', 'completion'];
const command = commands.find((name) => name === process.argv[2]) ?? 'help';
const suffix = `${POOLFIT_BUILD}-${process.version}-${process.platform}-${process.arch}-${command}.cache`;

/** Node's own switch for its caches of this kind. */
const usesCaches = !process.env.NODE_DISABLE_COMPILE_CACHE;

const bundles = new Map<string, Bundle>();

/** Runs a bundle once; what that requires of this folder is run likewise, when it asks for it. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name);
  const known = bundles.get(name);
  if (known) return known.exports;
  const filename = join(__dirname, name);
  // Node makes the text itself, in one call; bundles are in ASCII, of which V8 makes the smallest strings.
  const source = readFileSync(filename, 'utf8');
  const cachedData = usesCaches ? cacheOf(filename) : undefined;
  const script = new Script(source, { filename, cachedData });
  const module = { exports: {}, filename, script, isCached: cachedData !== undefined };
  bundles.set(name, module);
  script.runInThisContext()(module.exports, load, module);
  return module.exports;
}

/** V8 itself compares its version and flags with a cache's, and compiles the text where they differ. */
function cacheOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(`${filename}.${suffix}`);
  } catch {
    // No run has left one, or this folder is no place for them.
    return undefined;
  }
}

/** Seconds after which a run has compiled more than short ones need, and a cache of it would slow them down. */
const longRun = 0.25;

process.on('exit', (code) => {
  const uncached = [...bundles.values()].filter(({ isCached }) => !isCached);
  const isTypical = code !== 2 && process.uptime() < longRun;
  if (!usesCaches || uncached.length === 0 || !isTypical) return;
  try {
    const { writeCache }: typeof import('./code-cache.ts') = require(join(__dirname, 'code-cache.cjs'));
    // What this run had no need of, another will.
    if (command === 'lint') rehearse();
    for (const { script, filename } of uncached) writeCache(script, `${filename}.${suffix}`);
  } catch {
    // The answer is given, and what a later start may cost is no reason to change it.
  }
});

function rehearse(): void {
  for (const { exports } of bundles.values()) {
    if ('rehearse' in exports && typeof exports.rehearse === 'function') exports.rehearse();
  }
}

load('./main.cjs');
