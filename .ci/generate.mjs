// Writes the generated parts of the README: what the code already says is not written twice.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Bundles an entry of the sources and imports it: Node 20 runs no TypeScript. */
async function load(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const { rules } = await load('rules/index.ts');

const cell = (text) => text.replaceAll('|', '\\|');
const row = ({ id, severity, title }) => `| [\`${id}\`](rules/${id}.ts) | ${severity} | ${cell(title)} |`;
const section = (category) => {
  const members = rules.filter((rule) => rule.category === category);
  const name = category[0].toUpperCase() + category.slice(1);
  return [`**${name}**`, '', '| rule | severity | fails when |', '|---|---|---|', ...members.map(row), ''].join('\n');
};
const categories = [...new Set(rules.map(({ category }) => category))];
const order = ['limits', 'size', 'time', 'reading', 'address', 'live'].filter((name) => categories.includes(name));

const readme = readFileSync('README.md', 'utf8');
const between = /(<!-- rules: npm run generate -->\n)[\s\S]*?(<!-- \/rules -->)/;
if (!between.test(readme)) throw new Error('README.md has no place for the table of rules');
writeFileSync(
  'README.md',
  readme.replace(between, (_, start, end) => `${start}\n${order.map(section).join('\n')}\n${end}`),
);

const { configJsonSchema } = await load('src/cli/config/json-schema.ts');
const schema = 'src/cli/config/config.schema.json';
writeFileSync(schema, JSON.stringify(configJsonSchema()));
execFileSync('node_modules/.bin/biome', ['format', '--write', '--log-level=error', schema], { stdio: 'inherit' });
