/** What comes of a file, by itself or as one that says what another file says. */

import type { Statement, Statements } from './document.ts';
import { copyFact, type FactSet, type Place } from './facts.ts';
import type { Judgement } from './lint.ts';
import type { Movable } from './movable.ts';
import type { PlacedDemand } from './plan.ts';

/** What a plain file says to rules: files with the same numbers have the same answers. Good until the next file is read. */
export interface Essence {
  /** The numbers, of which the first `length` are this file's. */
  readonly said: Int32Array;
  readonly length: number;
  readonly hash: number;
  /** The `host:port` that a URL of the file names, by its place among the URLs. */
  readonly target: (index: number) => string | undefined;
  /** The first URL that names a `host:port`, or -1. */
  readonly indexOfTarget: (target: string) => number;
}

/** A plain file: each of its wanted statements is a line of its own. */
export interface PlainFile {
  readonly file: string;
  readonly statements: Statements;
  readonly essence: Essence;
}

/** What stays of a demand once it is judged: little, since a run may have a hundred thousand of them. */
export interface DemandSummary {
  readonly id: string;
  readonly file: string;
  /** The demand, the extra instances of a deploy, and the server's slots, as far as they are known. */
  readonly facts: FactSet;
  /** The names of the two numbers in the file. */
  readonly keys: { readonly poolSize: string; readonly maxOverflow: string };
  /** Whether limits of connections are judged here at all. */
  readonly hasLimits: boolean;
  readonly anchor: Place | null;
  /** `host:port`, or empty: unknown. */
  readonly target: string;
}

const keptFacts = ['demand', 'surge', 'maxConnections', 'reservedConnections', 'otherConnections'] as const;

/** What stays of a demand. */
export function summaryOf({ subject, target }: PlacedDemand): DemandSummary {
  const facts: FactSet = {};
  for (const name of keptFacts) copyFact(facts, subject.facts, name);
  return {
    id: subject.id,
    file: subject.file,
    facts,
    keys: { poolSize: subject.keyOf('poolSize'), maxOverflow: subject.keyOf('maxOverflow') },
    hasLimits: !subject.inapplicable.has('limits'),
    anchor: subject.anchor,
    target,
  };
}

/** What came of one file. `demands` may be those of another file that says the same: then `here` says where things stand in this one. */
export interface Judged {
  readonly judgement: Judgement;
  readonly demands: readonly DemandSummary[];
  readonly hasPools: boolean;
  readonly here?: Here;
}

/** A file that says what another one says; good until the next file is read. */
interface Here {
  readonly original: Original;
  readonly plain: PlainFile;
}

/** The server of a demand, `host:port`, by the file's own URL. */
export function targetOf({ demands, here }: Judged, index: number): string | undefined {
  if (here) return here.plain.essence.target(here.original.urls[index] ?? -1);
  return demands[index]?.target || undefined;
}

/** The statement where a demand stands in a file that repeats another one; undefined in that one itself. */
export function anchorOf({ here }: Judged, index: number): Statement | undefined {
  const anchor = here?.original.anchors[index] ?? -1;
  return anchor < 0 ? undefined : here?.plain.statements.at(anchor);
}

/** A judged file, for others that say the same. */
export interface Original extends Judged {
  readonly file: string;
  readonly said: Int32Array;
  readonly movable: Movable;
  /** By demand: which of the file's URLs names its server, and which statement it stands at. */
  readonly urls: readonly number[];
  readonly anchors: readonly number[];
  /** Files that repeated it, of which nothing is counted yet. */
  uncounted: number;
}

/** `.env#DB` as `api/.env#DB`. */
export const movedId = (id: string, from: string, to: string): string => to + id.slice(from.length);
