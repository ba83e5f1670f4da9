// Whole processes, timed in interleaved rounds: every round runs each command in shuffled order, and what counts is the median of the
// per-round ratios. Timing all of A and then all of B drifts by 20 % on a shared machine.
import { launch } from './scratch.mjs';

/** Without these: the one makes Node load a CA bundle at start, which hides any difference; the other can hold anything. */
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
};

/**
 * Wall and CPU seconds of one run of `{ line, cwd, exit }`, by bash's own `time`; the output goes nowhere. Bash counts in milliseconds,
 * which is 3 % of a start: `batch` runs are timed as one and divided. A run that ends otherwise than it should measures something else.
 */
export async function time({ line, cwd, exit = 0 }, batch) {
  const loop = `for ((i = 0; i < ${batch}; i++)); do ${line} ; done`;
  const script = `TIMEFORMAT='%3R %3U %3S'; time { ${loop} ; } >/dev/null 2>/dev/null`;
  const { stderr, status } = await launch('bash', ['-c', script], { cwd, env });
  if (status !== exit) throw new Error(`\`${line}\` ended with ${status}, not ${exit}`);
  const [wall, user, sys] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { wall: wall / batch, cpu: (user + sys) / batch };
}

/**
 * Peak memory of a Node command in MB, told by the process as it exits. Bash stands between, because Linux counts the peak from the
 * process that forked: beneath this one, every small command would show this one's memory.
 */
export async function peakMemory(args, cwd) {
  const hook = new URL('./peak-memory.cjs', import.meta.url).pathname;
  const words = ['-c', '"$@" >/dev/null; exit 0', 'bash', process.execPath, '--require', hook, ...args];
  const { stderr } = await launch('bash', words, { cwd, env });
  return Number(/peak-memory (\d+)/.exec(stderr)?.[1]) / 1024;
}

/** Peak memory of several Node commands, each the median of `count` runs in turn. */
export async function peakMemories(commands, count, cwd) {
  const peaks = commands.map(() => []);
  for (let round = 0; round < count; round++) {
    for (const [at, args] of commands.entries()) peaks[at].push(await peakMemory(args, cwd));
  }
  return peaks.map(median);
}

/** Runs `commands` (name to `{ line, cwd, exit }`) in interleaved rounds; gives per name the runs in the order of the rounds. */
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
