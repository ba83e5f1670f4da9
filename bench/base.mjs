// The program as it was at another commit, built beside the present one and with the same packages.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, scratchFolder } from './scratch.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

async function succeed(command, args, cwd) {
  const { status, stderr } = await launch(command, args, { cwd });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${stderr.trim()}`);
}

/** Builds a commit in a folder of its own; gives its program. */
export async function buildOf(revision) {
  const { path } = scratchFolder();
  const folder = join(path, 'base');
  mkdirSync(folder);
  await succeed('git', ['archive', '--output', join(path, 'base.tar'), revision], root);
  await succeed('tar', ['-xf', join(path, 'base.tar'), '-C', folder], root);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await succeed(process.execPath, ['esbuild.mjs', '--no-types'], folder);
  return join(folder, 'dist/poolfit.cjs');
}
