import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Builds the command line as one file that finds the project's packages; resolves to its path. */
export function buildBinary(): string {
  const { version, dependencies }: { version: string; dependencies: object } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const folder = join(root, 'node_modules/.cache/poolfit-tests');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `poolfit-${process.pid}-${Date.now()}.cjs`);
  buildSync({
    entryPoints: [join(root, 'bin/poolfit.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    supported: { 'dynamic-import': false },
    external: Object.keys(dependencies),
    define: { POOLFIT_VERSION: JSON.stringify(version) },
    outfile,
  });
  return outfile;
}
