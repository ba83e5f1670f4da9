// The lines of Node that bars are set for. test/nodes/ brings a binary of each, on Linux on x64.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A line's binary: the one that runs the benchmark, or what `npm ci` brought. */
export function nodeOf(major) {
  const nested = `../test/nodes/${major}/node_modules/node-${major}/bin/node`;
  const binaries = [process.execPath, fileURLToPath(new URL(nested, import.meta.url))];
  const version = (path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout;
  const found = binaries.find((path) => version(path)?.startsWith(`v${major}.`));
  if (found === undefined) throw new Error(`Node ${major} is not installed: run \`npm ci\``);
  return found;
}
