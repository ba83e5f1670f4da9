import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const use = `
const options: LintOptions = { rules: [] };
const report = lint([{ file: '.env', text: 'DB_POOL_SIZE=20' }], options);
export const ids: readonly string[] = report.findings.map(({ ruleId }) => ruleId);
// Types that were lost would be \`any\` and take everything.
// @ts-expect-error
lint('DB_POOL_SIZE=20');
// @ts-expect-error
export const wrong: number = report.findings;
`;
const imported = `import { lint, type LintOptions } from 'poolfit';${use}`;
const required = `import poolfit = require('poolfit');
import type { LintOptions } from 'poolfit';
const { lint } = poolfit;${use}`;

/** TypeScript of each kind of module, by file. */
const consumers = {
  'esm/package.json': '{ "type": "module" }',
  'esm/by-type.ts': imported,
  'esm/by-name.mts': imported,
  'cjs/package.json': '{ "type": "commonjs" }',
  'cjs/by-type.ts': imported,
  'cjs/by-name.cts': imported,
  'cjs/required.cts': required,
};

/** The kinds of `module` that read `exports`, each with the way in which it resolves names. */
export const resolutions: readonly (readonly [string, string])[] = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['preserve', 'bundler'],
];

/** What TypeScript says about users of the package in this folder; empty: all is well. */
export function compileConsumers(folder: string, resolution: { module: string; moduleResolution: string }): string {
  for (const [name, text] of Object.entries(consumers)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const compilerOptions = {
    ...resolution,
    target: 'es2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['esm', 'cjs'] }));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
}
