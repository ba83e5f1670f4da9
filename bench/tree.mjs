// A whole tree of .env files beside reading the same files, on two trees: few different files, and every file different.
import { bar, note } from './bars.mjs';
import { differentFile } from './different-files.mjs';
import { envFile, makeTree } from './env-files.mjs';
import { median, peakMemories, ratio, rounds, seconds } from './measure.mjs';
import { installed } from './package.mjs';
import { launch } from './scratch.mjs';

const kinds = { 'few different': envFile, 'all different': differentFile };

/** Two medians of the same command differ by so much by chance. */
const mostGrowth = 1.1;

const words = ['lint', '.', '--format', 'json'];

const commandsOn = (cwd, bin) => ({
  cat: { line: 'find . -type f -print0 | xargs -0 cat', cwd },
  lint: { line: `node ${bin} ${words.join(' ')}`, cwd, exit: 1 },
});

function timeBars(name, runs, count, most) {
  bar(`${name}, wall beside find | xargs cat`, ratio(runs, 'lint', 'cat', 'wall'), most);
  const wall = seconds(runs, 'lint');
  const ms = (one, what) => `${Math.round(1000 * seconds(runs, one, what))} ms`;
  note(
    `CPU beside it ${ratio(runs, 'lint', 'cat', 'cpu').toFixed(3)} ×; lint: wall ${ms('lint')}, CPU ${ms('lint', 'cpu')}; cat: wall ` +
      `${ms('cat')}, CPU ${ms('cat', 'cpu')}; ${Math.round(count / wall)} files per second, ${Math.round((1e6 * wall) / count)} µs per file`,
  );
}

async function memoryBar(name, bin, tree, times) {
  const [peak] = await peakMemories([[bin, ...words]], times, tree);
  bar(`${name}, peak memory`, peak, 200, 'MB');
}

/** That every tenth file has findings is a matter of the rules, which change. */
async function noteFindings(bin, tree) {
  const { stdout } = await launch('node', [bin, ...words], { cwd: tree });
  const { summary, findings } = JSON.parse(stdout);
  note(`findings in ${new Set(findings.map(({ file }) => file)).size} of ${summary.files} files`);
}

async function kindBars(kind, textOf, bin) {
  const small = makeTree(10_000, textOf);
  const smallName = `10 000 files, ${kind}`;
  const smallCommands = commandsOn(small.path, bin);
  timeBars(smallName, await rounds(smallName, smallCommands, { count: 40 }), 10_000, 1.2);
  await memoryBar(smallName, bin, small.path, 3);
  await noteFindings(bin, small.path);

  const big = makeTree(100_000, textOf);
  const bigName = `100 000 files, ${kind}`;
  // The small tree once more in the same rounds: time per file is compared between runs beside each other.
  const commands = { ...commandsOn(big.path, bin), small: smallCommands.lint };
  const runs = await rounds(bigName, commands, { count: 11 });
  timeBars(bigName, runs, 100_000, 1);
  const growth = median(runs.lint.map(({ wall }, at) => wall / 10 / runs.small[at].wall));
  bar(`time per file, 100 000 beside 10 000, ${kind}`, growth, mostGrowth);
  await memoryBar(bigName, bin, big.path, 3);
  await Promise.all([small.remove(), big.remove()]);
}

export async function treeBars() {
  const { bin } = await installed();
  for (const [kind, textOf] of Object.entries(kinds)) await kindBars(kind, textOf, bin);
}
