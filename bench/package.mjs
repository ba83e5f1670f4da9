// What users install: the packed tarball in a folder of its own. Every other part runs the program from there.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bar, note } from './bars.mjs';
import { launch, scratchFolder } from './scratch.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs npm; its error is the code it names, for its other lines hold paths and addresses. */
async function npm(args, cwd) {
  const { stdout, stderr, status } = await launch('npm', args, { cwd });
  if (status === 0) return stdout;
  throw new Error(`npm ${args[0]} failed: ${/npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? `status ${status}`}`);
}

/** Installs packages into a new folder inside `parent`; gives the folder and how many packages it holds. */
export async function install(packages, parent, name) {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], folder);
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
  return { folder, versions: lock.packages, count: Object.keys(lock.packages).length };
}

/** What a folder holds, as paths inside it. */
const filesIn = (folder) => readdirSync(folder, { recursive: true });

async function packAndInstall() {
  const parent = scratchFolder().path;
  // The `bench` script has built; `prepare` would build once more.
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', parent];
  const [{ filename, size }] = Object.values(JSON.parse(await npm(pack, root)));
  const { folder, count } = await install([join(parent, filename)], parent, 'installed');
  const dist = join(folder, 'node_modules/poolfit/dist');
  return { parent, folder, dist, size, count, bin: join(dist, 'poolfit.cjs'), files: new Set(filesIn(folder)) };
}

let once;
/** The installed package: packed and installed when it is first asked for. */
export const installed = () => (once ??= packAndInstall());

/** A program that leaves a cache for its next run has not been measured as its first run is. */
export async function leftoverBar() {
  const { folder, files } = await installed();
  const left = filesIn(folder).filter((file) => !files.has(file));
  bar('files that these runs left where the package is installed', left.length, 0, 'files');
}

export async function packageBars() {
  const { size, count, parent } = await installed();
  bar('packed tarball', size / 1000, 500, 'kB');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const listed = Object.entries(dependencies).map(([name, range]) => `${name}@${range}`);
  const alone = await install(listed, parent, 'dependencies');
  bar('packages beside poolfit that its listed dependencies do not bring', count - 1 - alone.count, 0, 'packages');
  note(`${count - 1} packages beside poolfit itself, from ${listed.length} listed dependencies`);
}
