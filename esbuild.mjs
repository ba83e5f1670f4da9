// Builds dist/: the command line as CommonJS (an ES-module entry costs 1.2 × of Node's own start), one bundle for what `lint` runs and
// one for every other command, loaded when it is asked for, the library as ESM and CommonJS; its types.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { notices, packages, unbundled } from './.ci/packages.mjs';
import { buildProgram } from './.ci/program.mjs';
import { buildTypes } from './.ci/types.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = Object.keys(dependencies).filter((name) => name !== 'commander' && name !== 'pg');

const shared = { bundle: true, minify: true, target: 'node20', legalComments: 'none', logLevel: 'warning' };

const bundles = await buildProgram({
  ...shared,
  platform: 'node',
  external: [...installed, ...unbundled],
  // pg looks whether it runs at Cloudflare by making a Response: Node then loads its whole fetch, 19 ms.
  define: { POOLFIT_VERSION: JSON.stringify(version), Response: 'undefined' },
  plugins: [packages],
});
mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist')) if (/\.c?js$|\.cache$/.test(name)) rmSync(`dist/${name}`);
const hash = createHash('sha256');
for (const [name, text] of bundles) {
  // esbuild writes strings with escapes, and regular expressions as they stand.
  const other = /[^\x00-\x7f]+/.exec(text);
  if (other)
    throw new Error(`${name}: ${other[0]} is no ASCII; write it with an escape, in a regular expression perhaps`);
  writeFileSync(`dist/${name}`, text);
  hash.update(text);
}
writeFileSync('dist/LICENSES.txt', notices());
await build({
  ...shared,
  platform: 'node',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  entryPoints: { poolfit: 'bin/poolfit.ts', 'code-cache': 'bin/code-cache.ts' },
  define: { POOLFIT_BUILD: JSON.stringify(hash.digest('hex').slice(0, 8)) },
});
chmodSync('dist/poolfit.cjs', 0o755);

// The library runs wherever JavaScript does: `platform: neutral` refuses every module of Node's.
const library = { ...shared, platform: 'neutral', entryPoints: { index: 'src/index.ts' }, outdir: 'dist' };
await build({ ...library, format: 'esm' });
await build({ ...library, format: 'cjs', outExtension: { '.js': '.cjs' } });

// Tests need no types, and another's unfinished file must not keep them from running.
if (!process.argv.includes('--no-types')) buildTypes();
