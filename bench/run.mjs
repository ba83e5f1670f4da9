// `npm run bench`, or parts of it: `npm run bench -- cold tree`. Run by hand; see RESULTS.md.
import { cpus } from 'node:os';
import { unmeasured, verdict } from './bars.mjs';
import { checkBars } from './check.mjs';
import { coldBars } from './cold.mjs';
import { packageBars } from './package.mjs';
import { comparePeers } from './peers.mjs';
import { clear } from './scratch.mjs';
import { treeBars } from './tree.mjs';

const parts = { package: packageBars, cold: coldBars, check: checkBars, tree: treeBars, peers: comparePeers };
const named = process.argv.slice(2);
const wanted = named.length > 0 ? named : Object.keys(parts);
const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`bench: no part ${unknown}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const since = (start) => `${((performance.now() - start) / 1000).toFixed(0)} s`;

async function runPart(name) {
  const start = performance.now();
  console.log(`\n${name}`);
  try {
    await parts[name]();
  } catch (error) {
    unmeasured(name, error);
  }
  console.log(`       ${since(start)}`);
}

const start = performance.now();
const day = new Date().toISOString().slice(0, 10);
console.log(`Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model}, ${day}`);
try {
  for (const name of wanted) await runPart(name);
} finally {
  await clear();
}
process.exitCode = verdict();
console.log(`${since(start)} in all`);
