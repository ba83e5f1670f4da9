// Builds dist/: the command line, with `check` in a bundle apart; the library as ESM and CommonJS; its types.
// The command line is CommonJS: an ES-module entry costs 1.2 × of Node's own start.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { notices } from './.ci/notices.mjs';
import { buildTypes } from './.ci/types.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = Object.keys(dependencies).filter((name) => name !== 'commander' && name !== 'pg');
/** Of pg, what is needed only where poolfit does not go. */
const unneeded = ['pgpass', 'pg-cloudflare', 'pg-connection-string'];

const shared = { bundle: true, minify: true, target: 'node20', legalComments: 'none', logLevel: 'warning' };

/** `check` brings pg, which a start of the other commands has no time to read: it is loaded from a bundle of its own. */
const checkApart = {
  name: 'check-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/commands\/check\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './check.cjs', external: true } : undefined,
    );
  },
};

mkdirSync('dist', { recursive: true });
for (const name of readdirSync('dist')) if (/\.c?js$/.test(name)) rmSync(`dist/${name}`);
const { metafile } = await build({
  ...shared,
  platform: 'node',
  format: 'cjs',
  entryPoints: ['bin/poolfit.ts', 'src/cli/commands/check.ts'],
  entryNames: '[name]',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  external: [...installed, ...unneeded],
  // An `import()` of CommonJS is read twice by Node, once for its names.
  supported: { 'dynamic-import': false },
  // commander has it for subcommands that are programs of their own; it costs a start 4 ms.
  alias: { 'node:child_process': './.ci/nothing.cjs' },
  // pg looks whether it runs at Cloudflare by making a Response: Node then loads its whole fetch, 19 ms.
  define: { POOLFIT_VERSION: JSON.stringify(version), Response: 'undefined' },
  plugins: [checkApart],
  metafile: true,
});
chmodSync('dist/poolfit.cjs', 0o755);
writeFileSync('dist/LICENSES.txt', notices(metafile.inputs));

// The library runs wherever JavaScript does: `platform: neutral` refuses every module of Node's.
const library = { ...shared, platform: 'neutral', entryPoints: { index: 'src/index.ts' }, outdir: 'dist' };
await build({ ...library, format: 'esm' });
await build({ ...library, format: 'cjs', outExtension: { '.js': '.cjs' } });

// Tests need no types, and another's unfinished file must not keep them from running.
if (!process.argv.includes('--no-types')) buildTypes();
