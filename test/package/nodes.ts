import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The lines of Node that poolfit promises to run on. */
export const majors = [20, 22, 24] as const;

/** The binary of a line of Node: the one that runs the tests, or what `npm ci` brought; undefined: none for this platform. */
export function nodeOf(major: number): string | undefined {
  const binaries = [process.execPath, resolve(`test/nodes/${major}/node_modules/node-${major}/bin/node`)];
  return binaries.find((path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.startsWith(`v${major}.`));
}

/** The packages of these binaries are for this platform only; in CI there a missing one is a fault. */
export const mustHaveAll = process.env.CI === 'true' && process.platform === 'linux' && process.arch === 'x64';
