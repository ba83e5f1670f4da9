/** Files that say the same have the same answers: their judgement is made once and moved to the places of each. */

import { makeLocator, type Span } from './document.ts';
import type { Location, Place, Subject } from './facts.ts';
import { type Judgement, namedSubjects } from './lint.ts';
import type { PlacedDemand } from './plan.ts';
import type { Evidence, Finding } from './report.ts';

/** A file with its wanted statements, each of them on a line of its own. */
export interface SaidFile {
  readonly file: string;
  readonly text: string;
  readonly spans: readonly Span[];
}

/** What came of one file. */
export interface Judged {
  readonly judgement: Judgement;
  readonly demands: readonly PlacedDemand[];
  readonly hasPools: boolean;
}

/** A judged file, for others that say the same. */
interface Original extends Judged {
  readonly file: string;
  /** By offset: which place of which statement starts there. */
  readonly places: ReadonlyMap<number, number>;
  /** By line: its statement. */
  readonly lines: ReadonlyMap<number, number>;
}

/** How many originals are kept: files that say the same are many, or there are none. */
const mostOriginals = 1000;

interface Fresh {
  /** Judges the file itself, into a judgement of its own. */
  readonly judge: () => Judged;
  /** The judgement of all files. */
  readonly into: Judgement;
}

/** Judges files that share all options; `essence` is the same for files that have the same answers. */
export function makeRepeats() {
  const originals = new Map<string, Original>();
  return {
    judge: (said: SaidFile & { readonly essence: string }, { judge, into }: Fresh): Judged => {
      const original = originals.get(said.essence);
      const judged = original ? repeat(original, said) : judge();
      if (!original && originals.size < mostOriginals) {
        const kept = keepOriginal(said, judged);
        if (kept) originals.set(said.essence, kept);
      }
      addJudgement(judged.judgement, into, { was: original?.file ?? said.file, is: said.file });
      return judged;
    },
  };
}

/** Keeps what came of a file, unless something in it can't be moved to another. */
function keepOriginal(said: SaidFile, judged: Judged): Original | undefined {
  if (judged.judgement.crashes.length > 0) return undefined;
  const places = new Map<number, number>();
  const lines = new Map<number, number>();
  const locations = locationsOf(said);
  for (const [at, { start }] of locations.entries()) places.set(start, at);
  for (const [at, { line }] of locations.entries()) lines.set(line, at);
  const original = { ...judged, file: said.file, places, lines };
  const canMove = (location: Location | null): boolean => !location || places.has(location.start);
  const all = judged.judgement.findings.flatMap(({ location, related, fix }) => [
    location,
    ...related.map((one) => one.location),
    ...(fix?.edits ?? []).map((edit) => edit.location),
  ]);
  const anchors = judged.demands.map(({ subject }) => subject.anchor?.location ?? null);
  return [...all, ...anchors].every(canMove) ? original : undefined;
}

/** Places of keys and values, in the order of the text. */
function locationsOf({ file, text, spans }: SaidFile): Location[] {
  const locate = makeLocator(file, text);
  return spans.flatMap(({ key, keyStart, start, end }) => [
    locate(keyStart, keyStart + key.length),
    locate(start, end),
  ]);
}

/** What comes of a file that says what the original says. */
function repeat(original: Original, said: SaidFile): Judged {
  let locations: readonly Location[] | undefined;
  const toFile: Moved = {
    from: original,
    file: said.file,
    location: (at) => {
      locations ??= locationsOf(said);
      return locations[at];
    },
  };
  const { judgement } = original;
  return {
    hasPools: original.hasPools,
    demands: original.demands.map((demand) => movedDemand(demand, toFile)),
    judgement:
      judgement.findings.length === 0
        ? judgement
        : { ...judgement, findings: judgement.findings.map((finding) => movedFinding(finding, toFile)) },
  };
}

interface Moved {
  readonly from: Original;
  readonly file: string;
  readonly location: (at: number) => Location | undefined;
}

/** `.env#DB` as `api/.env#DB`. */
const movedId = (id: string, from: string, to: string): string => to + id.slice(from.length);

const movedLocation = (location: Location, { from, location: at }: Moved): Location =>
  at(from.places.get(location.start) ?? -1) ?? location;

const movedPlace = (place: Place | null, to: Moved): Place | null =>
  place && { ...place, location: movedLocation(place.location, to) };

/** Most demands of most files never show their place: it is looked for when it is asked for. */
function movedDemand({ subject, host, port }: PlacedDemand, to: Moved): PlacedDemand {
  const moved: Subject = {
    ...subject,
    id: movedId(subject.id, to.from.file, to.file),
    file: to.file,
    get anchor() {
      return movedPlace(subject.anchor, to);
    },
  };
  return { subject: moved, host, port };
}

const movedFinding = (finding: Finding, to: Moved): Finding => ({
  ...finding,
  subject: movedId(finding.subject, to.from.file, to.file),
  file: to.file,
  location: finding.location && movedLocation(finding.location, to),
  evidence: finding.evidence.map((evidence) => movedEvidence(evidence, to)),
  related: finding.related.map(({ message, location }) => ({ message, location: movedLocation(location, to) })),
  fix: finding.fix && {
    ...finding.fix,
    edits: finding.fix.edits.map((edit) => ({ ...edit, location: movedLocation(edit.location, to) })),
  },
});

/** The origin of what the file says is `file:line`, with a note at times. */
function movedEvidence(evidence: Evidence, { from, file, location }: Moved): Evidence {
  const { origin } = evidence;
  if (!origin.startsWith(`${from.file}:`)) return evidence;
  const behind = origin.slice(from.file.length + 1);
  const digits = /^\d+/.exec(behind)?.[0] ?? '';
  const line = location(from.lines.get(Number(digits)) ?? -1)?.line;
  return line === undefined ? evidence : { ...evidence, origin: `${file}:${line}${behind.slice(digits.length)}` };
}

/** Adds one file's judgement to that of all files; `was` and `is` are the file's name in the one and in the other. */
function addJudgement(one: Judgement, into: Judgement, { was, is }: { was: string; is: string }): void {
  for (const outcome of ['pass', 'fail', 'not-applicable', 'not-evaluated', 'error'] as const) {
    into.outcomes[outcome] += one.outcomes[outcome];
  }
  for (const finding of one.findings) into.findings.push(finding);
  for (const crash of one.crashes) into.crashes.push(crash);
  into.limitsRestOnAssumedInstances ||= one.limitsRestOnAssumedInstances;
  for (const [id, group] of one.notEvaluated) {
    const known = into.notEvaluated.get(id);
    const first = known?.subjects.first ?? [];
    for (const subject of group.subjects.first) {
      if (first.length < namedSubjects) first.push(movedId(subject, was, is));
    }
    if (known) known.subjects.count += group.subjects.count;
    else into.notEvaluated.set(id, { ...group, subjects: { count: group.subjects.count, first } });
  }
}
