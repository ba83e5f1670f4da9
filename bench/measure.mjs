// Whole processes, timed in interleaved rounds: every round runs each command once in shuffled order, and what counts is the median of
// the per-round ratios. Timing all of A and then all of B drifts by 20 % on a shared machine.
import { spawnSync } from 'node:child_process';

/** Without these: the one makes Node load a CA bundle at start, which hides any difference; the other can hold anything. */
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...env } = process.env;

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Wall and CPU seconds of one run, by bash's own `time`; the command's output goes nowhere. */
export function run(command, cwd) {
  const script = `TIMEFORMAT='%3R %3U %3S'; time { ${command} ; } >/dev/null 2>/dev/null`;
  const { stderr } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' });
  const [wall, user, sys] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { wall, cpu: user + sys };
}

/** Peak memory of a Node command in MB, from the process itself as it exits. */
export function peakMemory(args, cwd) {
  const hook = new URL('./peak-memory.cjs', import.meta.url).pathname;
  const { stderr } = spawnSync(process.execPath, ['--require', hook, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return Number(/peak-memory (\d+)/.exec(stderr)?.[1]) / 1024;
}

/** Runs `commands` (name to command line) in interleaved rounds; gives per name the runs in the order of the rounds. */
export function rounds(commands, count, cwd) {
  const names = Object.keys(commands);
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) run(commands[name], cwd);
  for (let round = 0; round < count; round++) {
    for (const name of shuffled(names)) runs[name].push(run(commands[name], cwd));
  }
  return runs;
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
