import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The ending of the code caches that the build wrote: these bundles on its own Node and kind of machine. */
declare const POOLFIT_CACHES: string;

const isBuilder = POOLFIT_CACHES.endsWith(`-${process.version}-${process.platform}-${process.arch}.cache`);

const loaded = new Map<string, { exports: unknown }>();

/** Runs a bundle of this folder once; what that requires of the folder is run likewise, when it asks for it. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name);
  const known = loaded.get(name);
  if (known) return known.exports;
  const filename = join(__dirname, name);
  // Bundles are functions in ASCII: a string of one-byte characters, taken as it is, is the cheapest to make.
  const source = readFileSync(filename).toString('latin1');
  const script = new Script(source, { filename, cachedData: isBuilder ? cacheOf(filename) : undefined });
  const module = { exports: {} };
  loaded.set(name, module);
  script.runInThisContext()(module.exports, load, module);
  return module.exports;
}

/** V8 itself compares its version and flags with a cache's, and compiles the text where they differ. */
function cacheOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(`${filename}.${POOLFIT_CACHES}`);
  } catch {
    // Bundles that start seldom have none.
    return undefined;
  }
}

load('./main.cjs');
