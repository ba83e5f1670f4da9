/** Files that say the same have the same answers: their judgement is made once and moved to the places of each. */

import { type Judged, movedId, type Original, type PlainFile, targetOf } from './judged.ts';
import { type Judgement, namedSubjects } from './lint.ts';
import { addMoved, movable } from './movable.ts';
import { type NotEvaluated, outcomes } from './report.ts';

/** How many originals are kept: files that say the same are many, or there are none. */
const mostOriginals = 2000;

/** After so many files in a row that repeated none, none is looked for any more: a run has many of them, or next to none. */
const mostInVain = 1000;

/** Judges files that share all options. */
export interface Repeats {
  /** Whether it is worth while to look for a file that says the same. */
  readonly areLikely: () => boolean;
  /** What comes of a file that says what another one said; undefined where none did. */
  readonly repeat: (plain: PlainFile, into: Judgement) => Judged | undefined;
  /** Adds what came of a file that was judged by itself, and keeps it for others. */
  readonly keep: (plain: PlainFile, judged: Judged, into: Judgement) => void;
  /** Counts what was repeated; to be called before the judgement is read. */
  readonly count: (into: Judgement) => void;
}

export function makeRepeats(): Repeats {
  const byHash = new Map<number, Original>();
  const originals: Original[] = [];
  let inVain = 0;
  return {
    areLikely: () => inVain < mostInVain,
    repeat: (plain, into) => {
      const original = byHash.get(plain.essence.hash);
      if (!original || !saysTheSame(original, plain)) return undefined;
      inVain = 0;
      return repeat(original, plain, into);
    },
    keep: (plain, judged, into) => {
      inVain++;
      const original = originals.length < mostOriginals ? originalOf(plain, judged) : undefined;
      if (original) {
        originals.push(original);
        byHash.set(plain.essence.hash, original);
      }
      addCounts(judged.judgement, 1, into);
      addNames(judged.judgement, { was: plain.file, is: plain.file }, into);
      for (const finding of judged.judgement.findings) into.findings.push(finding);
      for (const crash of judged.judgement.crashes) into.crashes.push(crash);
    },
    count: (into) => {
      for (const original of originals) {
        addCounts(original.judgement, original.uncounted, into);
        original.uncounted = 0;
      }
    },
  };
}

function saysTheSame({ said }: Original, { essence }: PlainFile): boolean {
  if (said.length !== essence.length) return false;
  for (let at = 0; at < said.length; at++) if (said[at] !== essence.said[at]) return false;
  return true;
}

/** Keeps what came of a file, unless something in it can't be moved to another. */
function originalOf({ file, statements, essence }: PlainFile, judged: Judged): Original | undefined {
  if (judged.judgement.crashes.length > 0) return undefined;
  const all = statements.all();
  const values = new Map(all.map(({ start }, index) => [start, index]));
  const targets = judged.demands.map((_, index) => targetOf(judged, index));
  const urls = targets.map((target) => (target === undefined ? -1 : essence.indexOfTarget(target)));
  const anchors = judged.demands.map(({ anchor }) => values.get(anchor?.location.start ?? -1) ?? -1);
  const hasServers = targets.every((target, index) => target === undefined || (urls[index] ?? -1) >= 0);
  const hasAnchors = judged.demands.every(({ anchor }, index) => !anchor || (anchors[index] ?? -1) >= 0);
  const moving = movable(judged.judgement.findings, file, statements);
  if (!hasServers || !hasAnchors || !moving) return undefined;
  return { ...judged, file, said: essence.said.slice(0, essence.length), movable: moving, urls, anchors, uncounted: 0 };
}

/** What comes of a file that says what the original says. Names are told until there are enough of them, and the rest is counted later. */
function repeat(original: Original, plain: PlainFile, into: Judgement): Judged {
  const { judgement, demands, hasPools } = original;
  if (original.uncounted++ < namedSubjects) addNames(judgement, { was: original.file, is: plain.file }, into);
  if (judgement.findings.length > 0) addMoved(original.movable, plain.file, plain.statements, into.findings);
  return { judgement, demands, hasPools, here: { original, plain } };
}

/** Adds what is counted of one file's judgement, so many times, to that of all files. */
function addCounts(judged: Judgement, times: number, into: Judgement): void {
  if (times === 0) return;
  for (const outcome of outcomes) into.outcomes[outcome] += times * judged.outcomes[outcome];
  into.limitsRestOnAssumedInstances ||= judged.limitsRestOnAssumedInstances;
  for (const [id, group] of judged.notEvaluated)
    groupIn(into, id, group).subjects.count += times * group.subjects.count;
}

/** Adds the subjects that were not evaluated, as long as they are named. */
function addNames({ notEvaluated }: Judgement, { was, is }: { was: string; is: string }, into: Judgement): void {
  for (const [id, group] of notEvaluated) {
    const { first } = groupIn(into, id, group).subjects;
    for (const subject of group.subjects.first) if (first.length < namedSubjects) first.push(movedId(subject, was, is));
  }
}

function groupIn({ notEvaluated }: Judgement, id: string, group: NotEvaluated): NotEvaluated {
  const known = notEvaluated.get(id) ?? { ...group, subjects: { count: 0, first: [] } };
  notEvaluated.set(id, known);
  return known;
}
