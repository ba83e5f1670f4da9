import type { SessionGroup, Snapshot } from './snapshot.ts';

/** What was seen of one application over all samples; a sample without it counts as 0. */
export interface ApplicationUse {
  readonly application: string;
  readonly peak: number;
  /** The least number of sessions that covered 95 % of the samples. */
  readonly p95: number;
  readonly mean: number;
}

export interface Observation {
  readonly samples: number;
  readonly first: string;
  readonly last: string;
  readonly applications: readonly ApplicationUse[];
  /** Sessions in all. */
  readonly total: ApplicationUse;
  /** The user's own sessions, and in how many samples each number of them was seen, ascending. */
  readonly own: ApplicationUse & { readonly seen: readonly (readonly [sessions: number, samples: number])[] };
  /** The sample with the most sessions. */
  readonly peak: Snapshot;
}

/** Applications beyond this many are counted together: names may carry a process id, and memory is bounded. */
const mostApplications = 200;
const otherApplications = '(other applications)';

/** How often each number of sessions was seen: as many entries as there are different numbers, whatever the duration. */
type Histogram = Map<number, number>;

function add(histogram: Histogram, value: number): void {
  histogram.set(value, (histogram.get(value) ?? 0) + 1);
}

function summary(application: string, histogram: Histogram, samples: number): ApplicationUse {
  const seen = [...histogram].sort(([a], [b]) => a - b);
  const sum = seen.reduce((total, [value, times]) => total + value * times, 0);
  let covered = samples - seen.reduce((total, [, times]) => total + times, 0);
  // Nearest rank: the smallest value that at least 95 % of the samples do not exceed.
  let p95 = 0;
  for (const [value, times] of seen) {
    if (covered * 20 >= samples * 19) break;
    covered += times;
    p95 = value;
  }
  return { application, peak: seen.at(-1)?.[0] ?? 0, p95, mean: samples === 0 ? 0 : sum / samples };
}

function byApplication(snapshot: Snapshot, known: ReadonlyMap<string, Histogram>): Map<string, number> {
  const totals = new Map<string, number>();
  const room = new Set(known.keys());
  for (const { application, total } of snapshot.sessions?.groups ?? []) {
    if (!room.has(application) && room.size < mostApplications) room.add(application);
    const name = room.has(application) ? application : otherApplications;
    totals.set(name, (totals.get(name) ?? 0) + total);
  }
  return totals;
}

export interface Observing {
  add(snapshot: Snapshot): void;
  result(): Observation;
}

/** Collects samples in bounded memory: one histogram per application and the snapshot of the peak. */
export function startObservation(first: Snapshot, isOurs: (group: SessionGroup) => boolean): Observing {
  const applications = new Map<string, Histogram>();
  const totals: Histogram = new Map();
  const owns: Histogram = new Map();
  let samples = 0;
  let peak = first;
  let last = first.at;
  const collect = (snapshot: Snapshot) => {
    samples += 1;
    last = snapshot.at;
    const total = snapshot.sessions?.total ?? 0;
    if (total > (peak.sessions?.total ?? 0)) peak = snapshot;
    add(totals, total);
    const ours = snapshot.sessions?.groups.filter(isOurs) ?? [];
    add(
      owns,
      ours.reduce((sum, group) => sum + group.total, 0),
    );
    for (const [name, count] of byApplication(snapshot, applications)) {
      const histogram = applications.get(name) ?? new Map<number, number>();
      add(histogram, count);
      applications.set(name, histogram);
    }
  };
  collect(first);
  return {
    add: collect,
    result: () => ({
      samples,
      first: first.at,
      last,
      applications: [...applications]
        .map(([name, histogram]) => summary(name, histogram, samples))
        .sort((a, b) => b.peak - a.peak || a.application.localeCompare(b.application, 'en')),
      total: summary('all', totals, samples),
      own: { ...summary('own', owns, samples), seen: [...owns].sort(([a], [b]) => a - b) },
      peak,
    }),
  };
}
