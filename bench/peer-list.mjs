// Other linters, and what each makes of a .env file: none judges pools, so what is compared is what a start and a file cost.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const preset = '@secretlint/secretlint-rule-preset-recommend';

/** For ESLint 9 and later: the rules its own documentation starts with, and the one that finds the twins' `debugger`. */
const eslintConfig = `export default [
  { rules: { 'no-debugger': 'error', 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' } },
];
`;

/**
 * `file` and `tree` are the arguments for one file and for the tree (of `count` files, where not all); `reads` is `env` for the same files
 * as poolfit and `js` for their twins. `exit` is its code where it finds something: another one means that it did not do its work.
 * `probe` is for a package that fetches its program when it first runs.
 */
export const peers = [
  {
    name: 'dotenv-linter',
    packages: ['dotenv-linter'],
    reads: 'env',
    file: '.env',
    tree: '',
    exit: 1,
    does: 'reads each `.env`: form, letter case and repetition of keys; its finding here is `export`',
  },
  {
    name: 'secretlint',
    packages: ['secretlint@>=9', `${preset}@>=9`],
    setUp: (folder) => writeFileSync(join(folder, 'rc.json'), JSON.stringify({ rules: [{ id: preset }] })),
    reads: 'env',
    file: '--secretlintrc FOLDER/rc.json --format json .env',
    tree: "--secretlintrc FOLDER/rc.json --format json 'team-0/**/.env*'",
    count: 1000,
    exit: 1,
    does: 'reads each `.env` for secrets; its finding here is the password in the URL; on 1 000 files, as 10 000 take over 200 s',
  },
  {
    name: 'shellcheck',
    packages: ['shellcheck'],
    probe: '--version',
    reads: 'env',
    file: '-s sh .env',
    exit: 1,
    does: 'reads `.env` as a shell script; takes no folders',
  },
  {
    name: 'oxlint',
    packages: ['oxlint'],
    reads: 'js',
    file: '--format json env.js',
    tree: '--format json .',
    exit: 0,
    does: 'ignores `.env`; reads the JavaScript twins, default rules, native code behind a Node start',
  },
  {
    name: 'biome',
    packages: ['@biomejs/biome'],
    reads: 'js',
    file: 'lint --reporter=json --max-diagnostics=none env.js',
    tree: 'lint --reporter=json --max-diagnostics=none .',
    exit: 1,
    does: 'ignores `.env`; reads the JavaScript twins, default rules, native code behind a Node start',
  },
  {
    name: 'eslint',
    packages: ['eslint'],
    setUp: (folder) => writeFileSync(join(folder, 'eslint.config.mjs'), eslintConfig),
    reads: 'js',
    file: '-c FOLDER/eslint.config.mjs --format json env.js',
    tree: '-c FOLDER/eslint.config.mjs --format json .',
    exit: 1,
    does: 'ignores `.env`; reads the JavaScript twins, four of its rules',
  },
];

/** The same keys and values as JavaScript, for linters that read no .env; the same files have a finding. */
export function twin(envText, hasFinding) {
  const lines = envText.trimEnd().split('\n').map(twinLine);
  return `${lines.join('\n')}\n${hasFinding ? 'debugger;\n' : ''}`;
}

function twinLine(line) {
  const setting = /^(?:export )?(\w+)=(.*?)(?: +#.*)?$/.exec(line);
  if (!setting) return line.replace(/^#/, '//');
  return `export const ${setting[1]} = ${JSON.stringify(setting[2].replace(/^(['"])(.*)\1$/, '$2'))};`;
}
