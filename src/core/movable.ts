/** Findings of a file that says what another one says: the other's, made to stand at this one's places once somebody asks. */

import { keyLocation, type Statement, type Statements, valueLocation } from './document.ts';
import type { Location } from './facts.ts';
import type { Evidence, Finding, MovedFinding } from './report.ts';

/** Findings of one file, and the spots that they speak of. */
export interface Movable {
  readonly spots: readonly Spot[];
  readonly findings: readonly Original[];
}

/** The key of a statement, or its value. */
interface Spot {
  readonly index: number;
  readonly isKey: boolean;
}

/** A finding, and the spots at which its parts stand: their indexes, -1 for what stands at none. */
interface Original {
  readonly finding: Finding;
  /** Its subject without the file before it. */
  readonly subject: string;
  readonly at: number;
  readonly origins: readonly Origin[];
  readonly related: readonly number[];
  readonly edits: readonly number[];
}

/** The origin of what the file says is `file:line`, with a note at times. */
interface Origin {
  readonly at: number;
  readonly note: string;
}

/** Makes the findings of a file movable; undefined: one of them points at something else than a statement. */
export function movable(findings: readonly Finding[], file: string, statements: Statements): Movable | undefined {
  const spots = new Spots(statements.all());
  const originals = findings.map((finding) => ({
    finding,
    subject: finding.subject.slice(file.length),
    at: finding.location ? spots.of(finding.location) : -1,
    origins: finding.evidence.map(({ origin }) => spots.ofOrigin(origin, file)),
    related: finding.related.map(({ location }) => spots.of(location)),
    edits: finding.fix?.edits.map(({ location }) => spots.of(location)) ?? [],
  }));
  return spots.areAll ? { spots: spots.found, findings: originals } : undefined;
}

/** The spots that findings speak of. */
class Spots {
  readonly found: Spot[] = [];
  /** Whether all that was asked for was one. */
  areAll = true;
  private readonly statements: readonly Statement[];

  constructor(statements: readonly Statement[]) {
    this.statements = statements;
  }

  of({ start }: Location): number {
    // An empty value starts where nothing else does; a key has a length.
    const value = this.statements.findIndex((statement) => statement.start === start);
    const index = value >= 0 ? value : this.statements.findIndex(({ keyStart }) => keyStart === start);
    if (index < 0) this.areAll = false;
    return this.indexOf({ index, isKey: value < 0 });
  }

  ofOrigin(origin: string, file: string): Origin {
    const behind = origin.startsWith(`${file}:`) ? origin.slice(file.length + 1) : '';
    const [, line, note = ''] = /^(\d+)(.*)$/s.exec(behind) ?? [];
    const index = this.statements.findIndex((statement) => statement.line === Number(line));
    return { at: index < 0 ? -1 : this.indexOf({ index, isKey: false }), note };
  }

  private indexOf(spot: Spot): number {
    const known = this.found.findIndex(({ index, isKey }) => index === spot.index && isKey === spot.isKey);
    return known < 0 ? this.found.push(spot) - 1 : known;
  }
}

/** Adds the findings as those of another file that says the same. */
export function addMoved({ spots, findings }: Movable, file: string, statements: Statements, into: Finding[]): void {
  const all = statements.all();
  const places: Location[] = [];
  for (let at = 0; at < spots.length; at++) {
    const spot = spots[at];
    const statement = spot && all[spot.index];
    if (statement) places.push(spot.isKey ? keyLocation(file, statement) : valueLocation(file, statement));
  }
  for (let at = 0; at < findings.length; at++) {
    const original = findings[at];
    if (original) into.push(new Moved(original, file, places));
  }
}

class Moved implements MovedFinding {
  readonly original: Original;
  readonly file: string;
  readonly places: readonly Location[];

  constructor(original: Original, file: string, places: readonly Location[]) {
    this.original = original;
    this.file = file;
    this.places = places;
  }

  movedTo(file: string, places: readonly Location[]): MovedFinding {
    return new Moved(this.original, file, places);
  }

  get ruleId() {
    return this.original.finding.ruleId;
  }

  get severity() {
    return this.original.finding.severity;
  }

  get message() {
    return this.original.finding.message;
  }

  get help() {
    return this.original.finding.help;
  }

  get subject() {
    return this.file + this.original.subject;
  }

  get location() {
    return this.places[this.original.at] ?? null;
  }

  get frame() {
    return this.original.finding.frame;
  }

  get evidence() {
    const { finding, origins } = this.original;
    return finding.evidence.map((evidence, index) => this.evidenceAt(origins[index], evidence));
  }

  get related() {
    return this.moved(this.original.finding.related, this.original.related);
  }

  get fix() {
    const { finding, edits } = this.original;
    return finding.fix && { description: finding.fix.description, edits: this.moved(finding.fix.edits, edits) };
  }

  private evidenceAt(origin: Origin | undefined, evidence: Evidence): Evidence {
    const place = origin && this.places[origin.at];
    return place ? { ...evidence, origin: `${this.file}:${place.line}${origin.note}` } : evidence;
  }

  private moved<Placed extends { readonly location: Location }>(all: readonly Placed[], spots: readonly number[]) {
    return all.map((one, index) => ({ ...one, location: this.places[spots[index] ?? -1] ?? one.location }));
  }
}
