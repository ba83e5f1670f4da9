// What one start costs beside `node -e 0`: CPU time, because wall time of 40 ms is mostly the machine's mood.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bar, note, unmeasured } from './bars.mjs';
import { exportedFile, plainFile } from './cold-files.mjs';
import { ratio, rounds, seconds } from './measure.mjs';
import { nodeOf } from './nodes.mjs';
import { installed } from './package.mjs';
import { scratchFolder } from './scratch.mjs';

/** The most times `node -e 0`; `line` and `exit` are poolfit's. `warm` is for a second run on a Node that has a compile cache. */
const lints = {
  'lint .env, plain': { text: plainFile, line: 'lint .env', exit: 0, most: 1.7, warm: 1.6 },
  'lint .env, RDS host and export': { text: exportedFile, line: 'lint .env', exit: 0, most: 1.8, warm: 1.6 },
  'lint .env --format github, with flags and findings': {
    text: exportedFile,
    line: 'lint .env --format github --max-connections 100 --instances 20 --workers 4',
    exit: 1,
    most: 2,
    warm: 1.6,
  },
};
const others = {
  '--help': { line: '--help', most: 2 },
  size: { line: 'size --concurrency 10 --max-connections 100', most: 2 },
  explain: { line: 'explain connections-over-limit', most: 2 },
};

const repeats = { count: 20, batch: 5 };

/** A folder for a command to run in, and one for what it caches for its next run: no other command has filled it. */
function placesOf(text = '') {
  const { path } = scratchFolder();
  writeFileSync(join(path, '.env'), text);
  mkdirSync(join(path, 'tmp'));
  return { cwd: path, env: { TMPDIR: join(path, 'tmp') } };
}

const nothing = 'node -e 0';
const commandsOf = (node, bin, parts) =>
  Object.fromEntries([
    [nothing, { line: `${node} -e 0`, cwd: placesOf().cwd }],
    ...Object.entries(parts).map(([name, { line, exit, text }]) => [
      name,
      { line: `${node} ${bin} ${line}`, exit, ...placesOf(text) },
    ]),
  ]);

const noteNode = (runs, node) =>
  note(`${node}: \`node -e 0\` takes ${(1000 * seconds(runs, nothing, 'cpu')).toFixed(1)} ms`);

/** Node 20 keeps no compile cache: its first run after an install is like any other. */
async function firstRunBars(bin) {
  const parts = { ...lints, ...others };
  const runs = await rounds('cold start, Node 20', commandsOf(nodeOf(20), bin, parts), repeats);
  for (const [name, { most }] of Object.entries(parts)) {
    bar(`Node 20, ${name}`, ratio(runs, name, nothing, 'cpu'), most);
  }
  noteNode(runs, 'Node 20');
}

const first = (name) => `${name}, first run`;

/** Node 24 has a compile cache: second runs have bars, and first ones, each with an empty temporary folder, are noted. */
async function secondRunBars(bin) {
  const node = nodeOf(24);
  const commands = commandsOf(node, bin, lints);
  for (const name of Object.keys(lints)) {
    const { line, ...command } = commands[name];
    commands[first(name)] = { ...command, line: `TMPDIR=$TMPDIR/$RANDOM$RANDOM$RANDOM ${line}` };
  }
  const runs = await rounds('cold start, Node 24', commands, repeats);
  for (const [name, { warm }] of Object.entries(lints)) {
    bar(`Node 24, ${name}, second run`, ratio(runs, name, nothing, 'cpu'), warm);
    note(`its first run: ${ratio(runs, first(name), nothing, 'cpu').toFixed(3)} ×`);
  }
  noteNode(runs, 'Node 24');
}

export async function coldBars() {
  const { bin } = await installed();
  for (const [name, measure] of [
    ['Node 20', firstRunBars],
    ['Node 24', secondRunBars],
  ]) {
    await measure(bin).catch((error) => unmeasured(name, error));
  }
}
