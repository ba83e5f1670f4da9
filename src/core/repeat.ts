/** Files that say the same have the same answers: their judgement is made once and moved to the places of each. */

import { keyLocation, type Statement, valueLocation } from './document.ts';
import type { Location } from './facts.ts';
import { type Judged, movedId, type Original, type PlainFile, type SourceLine, type Spot, targetOf } from './judged.ts';
import { type Judgement, namedSubjects } from './lint.ts';
import { type Evidence, type Finding, type NotEvaluated, outcomes } from './report.ts';

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
  const places = placesIn(judged.judgement.findings, all, values);
  if (!hasServers || !hasAnchors || !places) return undefined;
  const origins = originsIn(judged.judgement.findings, file, all);
  return { ...judged, file, said: essence.said.slice(0, essence.length), places, origins, urls, anchors, uncounted: 0 };
}

/** At which statements findings point; undefined: one points elsewhere. */
function placesIn(findings: readonly Finding[], statements: readonly Statement[], values: ReadonlyMap<number, number>) {
  const keys = new Map(statements.map(({ keyStart }, index) => [keyStart, index]));
  const places = new Map<Location, Spot>();
  for (const { location, related, fix } of findings) {
    for (const { location: place } of [...(location ? [{ location }] : []), ...related, ...(fix?.edits ?? [])]) {
      // An empty value starts where nothing else does; a key has a length.
      const value = values.get(place.start);
      const index = value ?? keys.get(place.start);
      if (index === undefined) return undefined;
      places.set(place, { index, isKey: value === undefined });
    }
  }
  return places;
}

/** Which evidence stems from statements: the origin of what the file says is `file:line`, with a note at times. */
function originsIn(findings: readonly Finding[], file: string, statements: readonly Statement[]) {
  const origins = new Map<Evidence, SourceLine>();
  for (const evidence of findings.flatMap((finding) => finding.evidence)) {
    if (!evidence.origin.startsWith(`${file}:`)) continue;
    const [, line, note = ''] = /^(\d+)(.*)$/s.exec(evidence.origin.slice(file.length + 1)) ?? [];
    const index = statements.findIndex((statement) => statement.line === Number(line));
    if (index >= 0) origins.set(evidence, { index, note });
  }
  return origins;
}

/** What comes of a file that says what the original says. Names are told until there are enough of them, and the rest is counted later. */
function repeat(original: Original, plain: PlainFile, into: Judgement): Judged {
  const { judgement, demands, hasPools } = original;
  if (original.uncounted++ < namedSubjects) addNames(judgement, { was: original.file, is: plain.file }, into);
  if (judgement.findings.length > 0) addFindings(original, plain, into);
  return { judgement, demands, hasPools, here: { original, plain } };
}

function addFindings(from: Original, { file, statements }: PlainFile, into: Judgement): void {
  const to = { file, statements: statements.all() };
  for (const finding of from.judgement.findings) into.findings.push(movedFinding(finding, from, to));
}

/**
 * Without callbacks, and without a loop over what is empty: V8 compiles them once more wherever it inlines them, which took longer than all
 * the moving.
 */
function movedFinding(finding: Finding, from: Original, to: Moved): Finding {
  const { location, related, fix } = finding;
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: finding.message,
    help: finding.help,
    subject: movedId(finding.subject, from.file, to.file),
    file: to.file,
    location: location && movedLocation(location, from, to),
    frame: finding.frame,
    evidence: movedEvidence(finding.evidence, from, to),
    related: related.length === 0 ? related : movedAll(related, from, to),
    fix: fix && { description: fix.description, edits: movedAll(fix.edits, from, to) },
  };
}

/** Where findings are moved to. */
interface Moved {
  readonly file: string;
  readonly statements: readonly Statement[];
}

function movedAll<Placed extends { readonly location: Location }>(
  all: readonly Placed[],
  from: Original,
  to: Moved,
): readonly Placed[] {
  const moved: Placed[] = [];
  for (let at = 0; at < all.length; at++) {
    const placed = all[at];
    if (placed) moved.push({ ...placed, location: movedLocation(placed.location, from, to) });
  }
  return moved;
}

function movedLocation(location: Location, { places }: Original, { file, statements }: Moved): Location {
  const spot = places.get(location);
  const statement = spot && statements[spot.index];
  if (!statement) return location;
  return spot.isKey ? keyLocation(file, statement) : valueLocation(file, statement);
}

function movedEvidence(
  all: readonly Evidence[],
  { origins }: Original,
  { file, statements }: Moved,
): readonly Evidence[] {
  const moved: Evidence[] = [];
  for (let at = 0; at < all.length; at++) {
    const evidence = all[at];
    if (!evidence) continue;
    const origin = origins.get(evidence);
    const statement = origin && statements[origin.index];
    if (!statement) moved.push(evidence);
    else {
      const { fact, value, unit } = evidence;
      moved.push({ fact, value, unit, origin: `${file}:${statement.line}${origin.note}` });
    }
  }
  return moved;
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
