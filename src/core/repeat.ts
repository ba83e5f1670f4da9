/** Files that say the same have the same answers: their judgement is made once and moved to the places of each. */

import { keyLocation, type Statement, valueLocation } from './document.ts';
import type { Location, Place } from './facts.ts';
import { type Judgement, namedSubjects } from './lint.ts';
import type { PlacedDemand } from './plan.ts';
import type { Evidence, Finding } from './report.ts';

/** A server by its literal host; `target` is `host:port`. */
export interface KnownServer {
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/** What a plain file says to rules: files with the same numbers have the same answers. By statement, the server that its URL names. */
export interface Essence {
  readonly said: readonly number[];
  readonly servers: readonly (KnownServer | undefined)[];
}

/** A plain file: each of its wanted statements is a line of its own. */
export interface PlainFile {
  readonly file: string;
  readonly statements: readonly Statement[];
  readonly essence: Essence;
}

/** A demand of one file; its subject may be that of another file that says the same. */
export interface FileDemand {
  readonly demand: PlacedDemand;
  /** The literal server, in this file. */
  readonly target: string | undefined;
  /** The anchor, in this file. */
  readonly anchor: () => Place | null;
}

/** What came of one file. */
export interface Judged {
  readonly judgement: Judgement;
  readonly demands: readonly FileDemand[];
  readonly hasPools: boolean;
}

/** The demands of a file that was judged by itself. */
export const ownDemands = (demands: readonly PlacedDemand[]): FileDemand[] =>
  demands.map((demand) => ({ demand, target: targetOf(demand), anchor: () => demand.subject.anchor }));

const targetOf = ({ host, port }: PlacedDemand): string | undefined =>
  host === undefined ? undefined : `${host}:${port}`;

/** A judged file, for others that say the same. */
interface Original extends Judged {
  readonly file: string;
  readonly notEvaluated: readonly Parameters<Judgement['notEvaluated']['set']>[];
  /** By offset: the statement that has its key, or its value, there. */
  readonly keys: ReadonlyMap<number, number>;
  readonly values: ReadonlyMap<number, number>;
  /** By line: its statement. */
  readonly lines: ReadonlyMap<number, number>;
  /** By demand: the statement whose URL names its server. */
  readonly urls: readonly number[];
}

/** Files by what they say, a number a step. */
interface Step {
  readonly next: Map<number, Step>;
  original?: Original | undefined;
}

/** How many originals are kept: files that say the same are many, or there are none. */
const mostOriginals = 2000;

interface Fresh {
  /** Judges the file itself, into a judgement of its own. */
  readonly judge: () => Judged;
  /** The judgement of all files. */
  readonly into: Judgement;
}

/** Judges files that share all options. */
export function makeRepeats() {
  const root: Step = { next: new Map() };
  let kept = 0;
  return {
    judge: (plain: PlainFile, { judge, into }: Fresh): Judged => {
      const found = find(root, plain.essence.said);
      if (found?.original) return repeat(found.original, plain, into);
      const judged = judge();
      const original = kept < mostOriginals ? originalOf(plain, judged) : undefined;
      if (original) {
        kept++;
        findOrMake(root, plain.essence.said).original = original;
      }
      addJudgement({ ...judged, file: plain.file, notEvaluated: [...judged.judgement.notEvaluated] }, plain.file, into);
      for (const finding of judged.judgement.findings) into.findings.push(finding);
      for (const crash of judged.judgement.crashes) into.crashes.push(crash);
      return judged;
    },
  };
}

function find(root: Step, said: readonly number[]): Step | undefined {
  let step: Step | undefined = root;
  for (let at = 0; at < said.length && step !== undefined; at++) step = step.next.get(said[at] ?? 0);
  return step;
}

function findOrMake(root: Step, said: readonly number[]): Step {
  let step = root;
  for (const number of said) {
    const next: Step = step.next.get(number) ?? { next: new Map() };
    step.next.set(number, next);
    step = next;
  }
  return step;
}

/** Keeps what came of a file, unless something in it can't be moved to another. */
function originalOf({ file, statements, essence }: PlainFile, judged: Judged): Original | undefined {
  if (judged.judgement.crashes.length > 0) return undefined;
  const keys = new Map(statements.map(({ keyStart }, index) => [keyStart, index]));
  const values = new Map(statements.map(({ start }, index) => [start, index]));
  const lines = new Map(statements.map(({ line }, index) => [line, index]));
  const urls = judged.demands.map(({ target }) => essence.servers.findIndex((server) => server?.target === target));
  const canMove = (location: Location | null | undefined): boolean =>
    !location || keys.has(location.start) || values.has(location.start);
  const all = judged.judgement.findings.flatMap(({ location, related, fix }) => [
    location,
    ...related.map((one) => one.location),
    ...(fix?.edits ?? []).map((edit) => edit.location),
  ]);
  const anchors = judged.demands.map(({ anchor }) => anchor()?.location);
  const hasServers = judged.demands.every(({ target }, index) => target === undefined || (urls[index] ?? -1) >= 0);
  if (!hasServers || ![...all, ...anchors].every(canMove)) return undefined;
  return { ...judged, file, notEvaluated: [...judged.judgement.notEvaluated], keys, values, lines, urls };
}

/** What comes of a file that says what the original says. */
function repeat(original: Original, plain: PlainFile, into: Judgement): Judged {
  const { judgement, hasPools, urls } = original;
  addJudgement(original, plain.file, into);
  for (const finding of judgement.findings) into.findings.push(movedFinding(finding, original, plain));
  const demands = original.demands.map(({ demand, target, anchor }, index) => ({
    demand,
    target: target === undefined ? undefined : plain.essence.servers[urls[index] ?? -1]?.target,
    anchor: () => movedPlace(anchor(), original, plain),
  }));
  return { judgement, hasPools, demands };
}

/** `.env#DB` as `api/.env#DB`. */
export const movedId = (id: string, from: string, to: string): string => to + id.slice(from.length);

function movedLocation(location: Location, { keys, values }: Original, { file, statements }: PlainFile): Location {
  const value = statements[values.get(location.start) ?? -1];
  // An empty value starts where nothing else does; a key has a length.
  if (value) return valueLocation(file, value);
  const key = statements[keys.get(location.start) ?? -1];
  return key ? keyLocation(file, key) : location;
}

const movedPlace = (place: Place | null, from: Original, to: PlainFile): Place | null =>
  place && { ...place, location: movedLocation(place.location, from, to) };

function movedFinding(finding: Finding, from: Original, to: PlainFile): Finding {
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
    evidence: finding.evidence.map((evidence) => movedEvidence(evidence, from, to)),
    related: related.map(({ message, location: at }) => ({ message, location: movedLocation(at, from, to) })),
    fix: fix && {
      description: fix.description,
      edits: fix.edits.map((edit) => ({ ...edit, location: movedLocation(edit.location, from, to) })),
    },
  };
}

/** The origin of what the file says is `file:line`, with a note at times. */
function movedEvidence(evidence: Evidence, from: Original, { file, statements }: PlainFile): Evidence {
  const { origin } = evidence;
  if (!origin.startsWith(from.file) || origin[from.file.length] !== ':') return evidence;
  const behind = origin.slice(from.file.length + 1);
  const digits = /^\d+/.exec(behind)?.[0] ?? '';
  const line = statements[from.lines.get(Number(digits)) ?? -1]?.line;
  if (line === undefined) return evidence;
  return { ...evidence, origin: `${file}:${line}${behind.slice(digits.length)}` };
}

/** Adds what is counted of one file's judgement to that of all files; `file` is its name here. */
function addJudgement(one: Pick<Original, 'judgement' | 'file' | 'notEvaluated'>, file: string, into: Judgement): void {
  const { judgement } = one;
  for (const outcome of ['pass', 'fail', 'not-applicable', 'not-evaluated', 'error'] as const) {
    into.outcomes[outcome] += judgement.outcomes[outcome];
  }
  into.limitsRestOnAssumedInstances ||= judgement.limitsRestOnAssumedInstances;
  for (const [id, group] of one.notEvaluated) {
    const known = into.notEvaluated.get(id);
    const first = known?.subjects.first ?? [];
    if (first.length < namedSubjects) {
      for (const subject of group.subjects.first) {
        if (first.length < namedSubjects) first.push(movedId(subject, one.file, file));
      }
    }
    if (known) known.subjects.count += group.subjects.count;
    else into.notEvaluated.set(id, { ...group, subjects: { count: group.subjects.count, first } });
  }
}
