// `npm run bench`: what poolfit costs beside doing nothing, and beside reading the same files. Run by hand; see RESULTS.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, peakMemory, ratio, rounds } from './measure.mjs';
import { envFile, makeTree } from './tree.mjs';

const bin = resolve('dist/poolfit.cjs');
const bars = [];
const bar = (name, value, most, unit = '×') => {
  bars.push(value <= most);
  console.log(`${value <= most ? 'ok    ' : 'MISSED'} ${name}: ${value.toFixed(2)} ${unit} (at most ${most})`);
};

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString().slice(0, 10)}\n`,
);

const folder = mkdtempSync(join(tmpdir(), 'poolfit-bench-'));
writeFileSync(join(folder, '.env'), envFile(0));
const cold = {
  nothing: 'node -e 0',
  lint: `node ${bin} lint .env`,
  help: `node ${bin} --help`,
  version: `node ${bin} --version`,
  explain: `node ${bin} explain connections-over-limit`,
  size: `node ${bin} size --concurrency 10 --max-connections 100`,
};
const coldRuns = rounds(cold, 40, folder);
bar('lint .env, CPU beside node -e 0', ratio(coldRuns, 'lint', 'nothing', 'cpu'), 1.2);
for (const name of ['help', 'version', 'explain', 'size']) {
  bar(`${name}, CPU beside node -e 0`, ratio(coldRuns, name, 'nothing', 'cpu'), 1.45);
}
const memory = (args) => median(Array.from({ length: 9 }, () => peakMemory(args, folder)));
bar('lint .env, peak memory above node -e 0', memory([bin, 'lint', '.env']) - memory(['-e', '0']), 6, 'MB');
rmSync(folder, { recursive: true });

const perFile = [];
for (const [count, most, times] of [
  [10_000, 1.2, 11],
  [100_000, 1.0, 5],
]) {
  const tree = makeTree(count);
  const commands = {
    cat: `find . -type f -print0 | xargs -0 cat`,
    lint: `node ${bin} lint . --format json`,
  };
  const runs = rounds(commands, times, tree);
  const seconds = median(runs.lint.map(({ wall }) => wall));
  perFile.push(seconds / count);
  bar(`${count} files, wall beside find | xargs cat`, ratio(runs, 'lint', 'cat', 'wall'), most);
  console.log(`       ${Math.round(count / seconds)} files per second`);
  bar(`${count} files, peak memory`, peakMemory([bin, 'lint', '.', '--format', 'json'], tree), 200, 'MB');
  rmSync(tree, { recursive: true });
}
bar('time per file, 100 000 files beside 10 000', perFile[1] / perFile[0], 1.1);
process.exitCode = bars.every(Boolean) ? 0 : 1;
