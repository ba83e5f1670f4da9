import type { Connection } from '../../live/connection.ts';
import type { Fault } from '../../live/fault.ts';
import { readSnapshot } from '../../live/read-snapshot.ts';
import { type Observation, startObservation } from '../../model/observation.ts';
import type { SessionGroup, Snapshot } from '../../model/snapshot.ts';

export interface WatchPlan {
  readonly intervalMs: number;
  /** Infinity: until interrupted. */
  readonly forMs: number;
  readonly isOurs: (group: SessionGroup) => boolean;
  /** Told of every sample. */
  readonly progress: (samples: number, snapshot: Snapshot) => void;
}

interface Watched {
  readonly observation: Observation;
  readonly fault: Fault | null;
}

/** Ctrl-C and a polite end by others; the second one ends the process as always. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** Samples until interrupted or the time is up, each sample in a transaction of its own. */
export async function watch(connection: Connection, first: Snapshot, plan: WatchPlan): Promise<Watched> {
  const observing = startObservation(first, plan.isOurs);
  const interruption = new AbortController();
  const stop = (): void => interruption.abort();
  for (const signal of signals) process.once(signal, stop);
  plan.progress(1, first);
  try {
    const fault = await sampleOn(connection, { plan, signal: interruption.signal, add: observing.add });
    return { observation: observing.result(), fault };
  } finally {
    for (const signal of signals) process.removeListener(signal, stop);
  }
}

interface Sampling {
  readonly plan: WatchPlan;
  readonly signal: AbortSignal;
  readonly add: (snapshot: Snapshot) => void;
}

async function sampleOn(connection: Connection, { plan, signal, add }: Sampling): Promise<Fault | null> {
  const started = performance.now();
  const end = started + plan.forMs;
  for (let samples = 1, next = started; ; ) {
    // Ticks that a slow answer has missed are left out, not made up for.
    while (next <= performance.now()) next += plan.intervalMs;
    if (next > end) {
      await pause(end - performance.now(), signal);
      return null;
    }
    await pause(next - performance.now(), signal);
    if (signal.aborted) return null;
    const sample = await readSnapshot(connection);
    if (sample.ok) {
      samples += 1;
      add(sample.value);
      plan.progress(samples, sample.value);
    } else if (sample.fault.kind !== 'statement-timeout') return sample.fault;
  }
}

/** The longest that a timer of Node's can hold. */
const longestTimer = 2 ** 31 - 1;

/** Waits, or less where it is interrupted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, Math.min(ms, longestTimer)));
    signal.addEventListener('abort', done);
  });
}
