import type { Snapshot } from '../../model/snapshot.ts';
import { writeAll } from '../output/write.ts';

/** How often a log, which cannot be overwritten, gets a line. */
const logEveryMs = 60_000;

export interface Progress {
  readonly sample: (samples: number, snapshot: Snapshot) => void;
  /** Leaves the line clean for what follows. */
  readonly end: () => void;
}

/** One line on standard error that a terminal overwrites; in a log the first and then one per minute. */
export async function makeProgress(quiet: boolean): Promise<Progress> {
  if (quiet) return { sample: () => {}, end: () => {} };
  const { isatty } = await import('node:tty');
  const terminal = isatty(2);
  let peak = 0;
  let written = -Infinity;
  return {
    sample: (samples, { sessions, target }) => {
      peak = Math.max(peak, sessions?.total ?? 0);
      const line = `watching ${target}: sample ${samples}, ${sessions?.total ?? '?'} sessions, peak ${peak}; Ctrl-C ends it`;
      if (terminal) writeAll(2, `\r\x1b[2K${line.slice(0, Math.max(20, (process.stderr.columns || 80) - 1))}`);
      else if (performance.now() - written >= logEveryMs) {
        writeAll(2, `poolfit: ${line}\n`);
        written = performance.now();
      }
    },
    end: () => {
      if (terminal) writeAll(2, '\r\x1b[2K');
    },
  };
}
