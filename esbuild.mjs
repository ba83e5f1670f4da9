// Builds dist/: the command line as CommonJS (an ES-module entry costs 1.2 × of Node's own start), one bundle for what `lint` runs and
// one for every other command, loaded when it is asked for, with V8's code caches; the library as ESM and CommonJS; its types.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { buildProgram } from './.ci/program.mjs';
import { buildTypes } from './.ci/types.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const external = Object.keys(dependencies).filter((name) => name !== 'commander');

/** commander loads node:child_process (3.7 ms) for subcommands that are programs of their own; poolfit has none. */
const lazyChildProcess = {
  name: 'lazy-child-process',
  setup({ onLoad }) {
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const eager = "const childProcess = require('node:child_process');\n";
      const source = readFileSync(path, 'utf8');
      if (!source.includes(eager))
        throw new Error('commander no longer loads node:child_process as this build expects');
      const contents = source
        .replace(eager, '')
        .replaceAll('childProcess.spawn', "require('node:child_process').spawn");
      return { contents, loader: 'js' };
    });
  },
};

const shared = { bundle: true, minify: true, target: 'node20', legalComments: 'none', logLevel: 'warning' };

const bundles = await buildProgram({
  ...shared,
  platform: 'node',
  external,
  define: { POOLFIT_VERSION: JSON.stringify(version) },
  plugins: [lazyChildProcess],
});
mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist')) if (/\.c?js$|\.cache$/.test(name)) rmSync(`dist/${name}`);
const hash = createHash('sha256');
for (const [name, text] of bundles) {
  writeFileSync(`dist/${name}`, text);
  hash.update(text);
}
const suffix = `${hash.digest('hex').slice(0, 8)}-${process.version}-${process.platform}-${process.arch}.cache`;
await build({
  ...shared,
  platform: 'node',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  entryPoints: { poolfit: 'bin/poolfit.ts' },
  banner: { js: '#!/usr/bin/env node' },
  define: { POOLFIT_CACHES: JSON.stringify(suffix) },
});
chmodSync('dist/poolfit.cjs', 0o755);
writeCodeCaches();

// The library runs wherever JavaScript does: `platform: neutral` refuses every module of Node's.
const library = { ...shared, platform: 'neutral', entryPoints: { index: 'src/index.ts' }, outdir: 'dist' };
await build({ ...library, format: 'esm' });
await build({ ...library, format: 'cjs', outExtension: { '.js': '.cjs' } });

// Tests need no types, and another's unfinished file must not keep them from running.
if (!process.argv.includes('--no-types')) buildTypes();

/** V8's code caches of what starts often, from one run of each. */
function writeCodeCaches() {
  for (const [bundle, ...words] of [
    ['main.cjs', 'lint', '.ci/code-cache.env'],
    ['lint-flags.cjs', 'lint', '.ci/code-cache.env', '--format', 'json'],
    ['explain.cjs', 'explain', 'connections-over-limit'],
    ['size.cjs', 'size', '--concurrency', '10', '--max-connections', '100'],
  ]) {
    spawnSync(process.execPath, ['.ci/code-cache.cjs', bundle, `dist/${bundle}.${suffix}`, ...words], { env: {} });
  }
}
