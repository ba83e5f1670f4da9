// What one start costs beside `node -e 0`: CPU time, because wall time of 40 ms is mostly the machine's mood, and peak memory.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bar, note } from './bars.mjs';
import { envFile } from './env-files.mjs';
import { peakMemories, ratio, rounds, seconds } from './measure.mjs';
import { installed } from './package.mjs';
import { scratchFolder } from './scratch.mjs';

const others = {
  '--help': '--help',
  '--version': '--version',
  explain: 'explain connections-over-limit',
  size: 'size --concurrency 10 --max-connections 100',
};

export async function coldBars() {
  const { bin, link } = await installed();
  const cwd = scratchFolder().path;
  writeFileSync(join(cwd, '.env'), envFile(0));
  const commands = {
    nothing: { line: 'node -e 0', cwd },
    lint: { line: `node ${bin} lint .env`, cwd, exit: 1 },
    link: { line: `${link} lint .env`, cwd, exit: 1 },
  };
  for (const [name, words] of Object.entries(others)) commands[name] = { line: `node ${bin} ${words}`, cwd };
  const runs = await rounds('cold start', commands, { count: 40, batch: 5 });
  bar('lint .env, CPU beside node -e 0', ratio(runs, 'lint', 'nothing', 'cpu'), 1.2);
  const beside = (what) => ratio(runs, 'link', 'nothing', what).toFixed(3);
  note(`wall ${ratio(runs, 'lint', 'nothing', 'wall').toFixed(3)} ×; by its link in .bin: CPU ${beside('cpu')} ×`);
  for (const name of Object.keys(others)) {
    bar(`${name}, CPU beside node -e 0`, ratio(runs, name, 'nothing', 'cpu'), 1.45);
  }
  note(`node -e 0: CPU ${(1000 * seconds(runs, 'nothing', 'cpu')).toFixed(1)} ms`);
  const [lint, nothing] = await peakMemories(
    [
      [bin, 'lint', '.env'],
      ['-e', '0'],
    ],
    40,
    cwd,
  );
  bar('lint .env, peak memory above node -e 0', lint - nothing, 6, 'MB');
}
