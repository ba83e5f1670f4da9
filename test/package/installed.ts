import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startRegistry } from './registry.ts';

const run = promisify(execFile);

export interface Installed {
  /** The folder of a user's project, with the package in its node_modules. */
  readonly folder: string;
  /** The packed files, as `npm pack` lists them. */
  readonly files: readonly string[];
  /** The size of the tarball. */
  readonly bytes: number;
  readonly remove: () => void;
}

/** Builds and packs the project as it stands and installs the tarball as `npm install poolfit` would, without the network. */
export async function installPacked(): Promise<Installed> {
  const temp = mkdtempSync(join(tmpdir(), 'poolfit-package-'));
  const remove = () => rmSync(temp, { recursive: true, force: true });
  try {
    const { tarball, files, bytes } = await pack(temp);
    const folder = join(temp, 'user');
    mkdirSync(folder);
    const registry = await startRegistry(tarball, JSON.parse(readFileSync('package.json', 'utf8')));
    const flags = ['--registry', registry.url, '--cache', join(temp, 'cache'), '--no-audit', '--no-fund'];
    await npm(['install', 'poolfit', ...flags], folder).finally(registry.close);
    return { folder, files, bytes, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Other tests run the program in dist/, so the package is built from a copy of the sources. */
async function pack(temp: string): Promise<{ tarball: string; files: readonly string[]; bytes: number }> {
  const copy = join(temp, 'copy');
  const left = ['.git', '.servers', 'bench', 'coverage', 'dist', 'node_modules', 'test'];
  for (const name of readdirSync('.').filter((one) => !left.includes(one)))
    cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const said = await npm(['pack', '--json', '--pack-destination', temp], copy);
  const [packed]: { filename: string; size: number; files: { path: string }[] }[] = JSON.parse(
    said.slice(said.search(/^\[/m)),
  );
  if (!packed) throw new Error(`npm pack said: ${said}`);
  return { tarball: join(temp, packed.filename), files: packed.files.map(({ path }) => path), bytes: packed.size };
}

/** npm with nobody's settings: of the environment it gets the path alone. */
async function npm(words: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('npm', [...words], { cwd, env: { PATH: process.env.PATH, HOME: cwd } });
  return stdout;
}
