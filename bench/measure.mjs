// Whole processes, timed in interleaved rounds: every round runs each command in shuffled order, and what counts is the median of the
// per-round ratios. Timing all of A and then all of B drifts by 20 % on a shared machine.
import { fileURLToPath } from 'node:url';
import { launch, scratchFolder } from './scratch.mjs';

/**
 * Left out: a CA bundle that Node loads at start, which hides any difference; options, which can hold anything; and Node's switches for
 * compile caches, which are the program's to ask for.
 */
const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE, ...inherited } = process.env;

let folder;
/** Where what a command leaves in the temporary folder, such as compile caches, goes when the benchmark ends. */
function cleanEnv() {
  folder ??= scratchFolder().path;
  return { ...inherited, TMPDIR: folder };
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
};

/**
 * Wall and CPU seconds of one run of `{ line, cwd, exit, env }`, by bash's own `time`; the output goes nowhere. Bash counts in milliseconds,
 * which is 3 % of a start: `batch` runs are timed as one and divided. A run that ends otherwise than it should measures something else.
 */
export async function time({ line, cwd, exit = 0, env }, batch) {
  const run = `${line}; code=$?; ((code == ${exit})) || exit $((code == 0 ? 255 : code))`;
  const script = `TIMEFORMAT='%3R %3U %3S'; time { for ((i = 0; i < ${batch}; i++)); do ${run}; done; } >/dev/null 2>/dev/null`;
  const { stderr, status } = await launch('bash', ['-c', script], { cwd, env: { ...cleanEnv(), ...env } });
  if (status !== 0) throw new Error(`\`${line}\` ended with ${status === 255 ? 0 : status}, not ${exit}`);
  const [wall, user, sys] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { wall: wall / batch, cpu: (user + sys) / batch };
}

/**
 * Peak memory in MB of a Node command `{ args, cwd, exit }`, told by the process as it exits. Bash stands between, because Linux counts
 * the peak from the process that forked: beneath this one, every small command would show this one's memory.
 */
export async function peakMemory({ args, cwd, exit = 0 }) {
  const hook = fileURLToPath(new URL('./peak-memory.cjs', import.meta.url));
  const words = ['-c', '"$@" >/dev/null; exit $?', 'bash', process.execPath, '--require', hook, ...args];
  const { stderr, status } = await launch('bash', words, { cwd, env: cleanEnv() });
  if (status !== exit) throw new Error(`\`${args.join(' ')}\` ended with ${status}, not ${exit}`);
  return Number(/peak-memory (\d+)/.exec(stderr)[1]) / 1024;
}

/** Runs `commands` (name to `{ line, cwd, exit, env }`) in interleaved rounds; gives per name the runs in the order of the rounds. */
export async function rounds(title, commands, { count, batch = 1 }) {
  const names = Object.keys(commands);
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await time(commands[name], 1);
  for (let round = 1; round <= count; round++) {
    progress(`${title}: round ${round} of ${count}`);
    for (const name of shuffled(names)) runs[name].push(await time(commands[name], batch));
  }
  progress('');
  return runs;
}

/** On a terminal only, and beside the report: a line that the next one overwrites. */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function shuffled(list) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

/** The median of the per-round ratios of two commands; `what` is `wall` or `cpu`. */
export const ratio = (runs, a, b, what) => median(runs[a].map((one, at) => one[what] / runs[b][at][what]));

/** The median seconds of a command. */
export const seconds = (runs, name, what = 'wall') => median(runs[name].map((one) => one[what]));
