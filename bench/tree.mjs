// Whole trees of .env files: beside a build of the base commit, and beside dotenv-linter, which reads the same files and no meaning.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bar, note, unmeasured } from './bars.mjs';
import { buildOf } from './base.mjs';
import { makeTree } from './env-files.mjs';
import { median, peakMemory, ratio, rounds, seconds } from './measure.mjs';
import { install, installed } from './package.mjs';
import { launch, scratchFolder } from './scratch.mjs';

/** How many files, in how many rounds, and how much slower than the base each format may be: JSON has more to say than it had then. */
const sizes = [
  { count: 100, times: 30, most: { github: 1.05, json: 1.15 } },
  { count: 1000, times: 15, most: { github: 1.05, json: 1.15 } },
  { count: 10_000, times: 9, most: { github: 1.15, json: 1.15 } },
];
const formats = ['github', 'json'];

const node = process.execPath;

const mostBesidePeer = 1.5;
const mostGrowth = 1.1;
const mostMemory = 300;

const words = (format) => ['lint', '.', '--format', format];

/** Every tree has errors in it, hence the exit code. */
const lints = (cwd, bin, prefix = '') =>
  Object.fromEntries(
    formats.map((format) => [
      `${prefix}${format}`,
      { line: `${node} ${bin} ${words(format).join(' ')}`, cwd, exit: 1 },
    ]),
  );

const figure = (value) => value.toFixed(3);

function sizeBars(runs, { count, most }) {
  const files = `${count} files`;
  for (const format of formats) {
    bar(`${files}, ${format}, wall beside the base`, ratio(runs, format, `base ${format}`, 'wall'), most[format]);
    const wall = seconds(runs, format);
    note(
      `CPU ${figure(ratio(runs, format, `base ${format}`, 'cpu'))} ×; wall ${Math.round(1000 * wall)} ms, ` +
        `CPU ${Math.round(1000 * seconds(runs, format, 'cpu'))} ms; ${Math.round((1e6 * wall) / count)} µs a file`,
    );
  }
  if (!runs.peer) return;
  bar(`${files}, json, wall beside dotenv-linter`, ratio(runs, 'json', 'peer', 'wall'), mostBesidePeer);
  note(
    `github ${figure(ratio(runs, 'github', 'peer', 'wall'))} ×; CPU of json ${figure(ratio(runs, 'json', 'peer', 'cpu'))} ×; ` +
      `dotenv-linter: wall ${Math.round(1000 * seconds(runs, 'peer'))} ms`,
  );
}

/** Time per file, between runs of both trees in the same rounds. */
function growthBars(runs, count, smallCount) {
  for (const format of formats) {
    const growth = median(
      runs[format].map(({ wall }, at) => wall / count / (runs[`small ${format}`][at].wall / smallCount)),
    );
    bar(`${format}, time per file, ${count} files beside ${smallCount}`, growth, mostGrowth);
  }
}

async function memoryBars(bin, { path: cwd }, count) {
  for (const format of formats) {
    const peaks = [];
    for (let run = 0; run < 3; run++) peaks.push(await peakMemory({ args: [bin, ...words(format)], cwd, exit: 1 }));
    bar(`${count} files, ${format}, peak memory`, median(peaks), mostMemory, 'MB');
  }
}

/** What the rules find in a tree is theirs to change. */
async function noteFindings(bin, { path: cwd }) {
  const { stdout } = await launch(node, [bin, ...words('json')], { cwd });
  const { summary, findings } = JSON.parse(stdout);
  note(`${findings.length} findings, in ${new Set(findings.map(({ file }) => file)).size} of ${summary.files} files`);
}

/**
 * A build may keep a cache for later runs and write it after a short one only, on a busy machine not at once: without it, it would be
 * slower than its users know it.
 */
async function warmUp(bin) {
  const { path: cwd, remove } = makeTree(1);
  const count = () => readdirSync(dirname(bin)).length;
  const before = count();
  for (let run = 0; run < 30 && count() === before; run++) await launch(node, [bin, ...words('github')], { cwd });
  await remove();
}

/** The npm package, or undefined: it comes from the registry, which may not be reached. */
async function installPeer() {
  try {
    const { folder } = await install(['dotenv-linter@0.2.0'], scratchFolder().path, 'peer');
    return join(folder, 'node_modules/dotenv-linter/src/bin.js');
  } catch (error) {
    unmeasured('wall beside dotenv-linter', error);
    return undefined;
  }
}

/** `base` is the commit to compare with. */
export async function treeBars({ base }) {
  const { bin } = await installed();
  const baseBin = await buildOf(base);
  for (const one of [bin, baseBin]) await warmUp(one);
  const peer = await installPeer();
  const trees = new Map(sizes.map(({ count }) => [count, makeTree(count)]));
  const [, small, large] = sizes;
  for (const size of sizes) {
    const { path: cwd } = trees.get(size.count);
    const commands = { ...lints(cwd, bin), ...lints(cwd, baseBin, 'base ') };
    if (peer) commands.peer = { line: `${node} ${peer}`, cwd, exit: 1 };
    if (size === large) Object.assign(commands, lints(trees.get(small.count).path, bin, 'small '));
    const runs = await rounds(`${size.count} files`, commands, { count: size.times });
    sizeBars(runs, size);
    if (size === large) growthBars(runs, large.count, small.count);
  }
  await memoryBars(bin, trees.get(large.count), large.count);
  await noteFindings(bin, trees.get(large.count));
}
