// Builds dist/: the command line, the library as ESM and CommonJS, its types.
// The command line is CommonJS: an ES-module entry costs 1.2 × of Node's own start.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { notices } from './.ci/notices.mjs';
import { buildTypes } from './.ci/types.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = Object.keys(dependencies).filter((name) => name !== 'commander' && name !== 'pg');
/** Of pg, what is needed only where poolfit does not go. */
const unneeded = ['pgpass', 'pg-cloudflare', 'pg-connection-string'];

const shared = { bundle: true, minify: true, target: 'node20', legalComments: 'none', logLevel: 'warning' };

/**
 * The command line in six files, so that a start reads little that it does not run: the entry, the argument parser with the list of
 * commands, `lint`, `check` (which brings pg), the other commands, and what reads a config (which brings zod).
 */
const command = (name) => `./src/cli/commands/${name}.ts`;
const bundles = {
  poolfit: ['./bin/poolfit.ts'],
  program: ['./src/cli/program.ts'],
  lint: [command('lint')],
  check: [command('check')],
  more: ['size', 'wizard', 'explain', 'init', 'completion'].map(command),
  'load-config': ['./src/cli/config/load-config.ts'],
};

/** Where an `import()` leads: to the bundle of that name. */
const bundleOf = (name) => (name in bundles ? name : 'more');

const bundlesApart = {
  name: 'bundles-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:program|load-config|commands\/\w+)\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${bundleOf(basename(path, '.ts'))}.cjs`, external: true } : undefined,
    );
  },
};

mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist')) if (/\.c?js$/.test(name)) rmSync(`dist/${name}`);
const program = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  external: [...installed, ...unneeded],
  // An `import()` of CommonJS is read twice by Node, once for its names.
  supported: { 'dynamic-import': false },
  // commander has it for subcommands that are programs of their own; it costs a start 4 ms.
  alias: { 'node:child_process': './.ci/nothing.cjs' },
  // pg looks whether it runs at Cloudflare by making a Response: Node then loads its whole fetch, 19 ms.
  define: { POOLFIT_VERSION: JSON.stringify(version), Response: 'undefined' },
  plugins: [bundlesApart],
  metafile: true,
};
const inputs = {};
for (const [name, [file, ...others]] of Object.entries(bundles)) {
  const contents = [file, ...others].map((one) => `export * from '${one}';`).join('\n');
  const entry = others.length === 0 ? { entryPoints: [file] } : { stdin: { contents, resolveDir: '.' } };
  const { metafile } = await build({ ...program, ...entry, outfile: `dist/${name}.cjs` });
  Object.assign(inputs, metafile.inputs);
}
chmodSync('dist/poolfit.cjs', 0o755);
writeFileSync('dist/LICENSES.txt', notices(inputs));

// The library runs wherever JavaScript does: `platform: neutral` refuses every module of Node's.
const library = { ...shared, platform: 'neutral', entryPoints: { index: 'src/index.ts' }, outdir: 'dist' };
await build({ ...library, format: 'esm' });
await build({ ...library, format: 'cjs', outExtension: { '.js': '.cjs' } });

// Tests need no types, and another's unfinished file must not keep them from running.
if (!process.argv.includes('--no-types')) buildTypes();
