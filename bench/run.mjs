// `npm run bench`, or parts of it: `npm run bench -- cold tree`. Run by hand; see RESULTS.md.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { printTable, unmeasured, verdict } from './bars.mjs';
import { checkBars } from './check.mjs';
import { coldBars } from './cold.mjs';
import { listImports } from './imports.mjs';
import { leftoverBar, packageBars } from './package.mjs';
import { clear } from './scratch.mjs';
import { treeBars } from './tree.mjs';

const parts = { package: packageBars, cold: coldBars, check: checkBars, tree: treeBars, imports: listImports };

/** What trees are compared with: the last commit at which files that resemble each other were judged once. */
const defaultBase = 'cc51616';

function readArguments() {
  const options = { base: { type: 'string', default: defaultBase }, markdown: { type: 'boolean', default: false } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined) throw new Error(`no part ${unknown}`);
    return { ...values, wanted: positionals.length > 0 ? positionals : Object.keys(parts) };
  } catch (error) {
    console.error(`bench: ${error.message}`);
    console.error(`npm run bench -- [${Object.keys(parts).join('] [')}] [--base REVISION] [--markdown]`);
    process.exit(2);
  }
}

const since = (start) => `${((performance.now() - start) / 1000).toFixed(0)} s`;

async function measure(name, part, options) {
  const start = performance.now();
  console.log(`\n${name}`);
  try {
    await part(options);
  } catch (error) {
    unmeasured(name, error);
  }
  console.log(`       ${since(start)}`);
}

const { wanted, markdown, ...options } = readArguments();
const start = performance.now();
const day = new Date().toISOString().slice(0, 10);
const headline = `${day}, Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model}`;
console.log(headline);
try {
  for (const name of wanted) await measure(name, parts[name], options);
  await measure('leftovers', leftoverBar);
} finally {
  await clear();
}
if (markdown) printTable(headline);
process.exitCode = verdict();
console.log(`${since(start)} in all`);
