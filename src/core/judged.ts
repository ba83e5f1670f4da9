/** What comes of a file, by itself or as one that says what another file says. */

import type { Statement } from './document.ts';
import type { Judgement } from './lint.ts';
import type { PlacedDemand } from './plan.ts';

/** A server by its literal host; `target` is `host:port`. */
export interface KnownServer {
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/** What a plain file says to rules: files with the same numbers have the same answers. `servers`: by URL, the one that it names. */
export interface Essence {
  readonly said: readonly number[];
  readonly hash: number;
  readonly servers: readonly (KnownServer | undefined)[];
}

/** A plain file: each of its wanted statements is a line of its own. */
export interface PlainFile {
  readonly file: string;
  readonly statements: readonly Statement[];
  readonly essence: Essence;
}

/** What came of one file. `demands` may be those of another file that says the same: then `here` says where things stand in this one. */
export interface Judged {
  readonly judgement: Judgement;
  readonly demands: readonly PlacedDemand[];
  readonly hasPools: boolean;
  readonly here?: Here;
}

/** A file that says what another one says. */
interface Here {
  readonly original: Original;
  readonly plain: PlainFile;
}

/** The server of a demand, `host:port`, by the file's own URL. */
export function targetOf({ demands, here }: Judged, index: number): string | undefined {
  const demand = demands[index];
  if (demand?.host === undefined) return undefined;
  if (here) return here.plain.essence.servers[here.original.urls[index] ?? -1]?.target;
  return `${demand.host}:${demand.port}`;
}

/** The statement where a demand stands in a file that repeats another one; undefined in that one itself. */
export const anchorOf = ({ here }: Judged, index: number): Statement | undefined =>
  here?.plain.statements[here.original.anchors[index] ?? -1];

/** A judged file, for others that say the same. */
export interface Original extends Judged {
  readonly file: string;
  readonly said: readonly number[];
  /** By offset: the statement that has its key, or its value, there. */
  readonly keys: ReadonlyMap<number, number>;
  readonly values: ReadonlyMap<number, number>;
  /** By line: its statement. */
  readonly lines: ReadonlyMap<number, number>;
  /** By demand: which of the file's URLs names its server, and which statement it stands at. */
  readonly urls: readonly number[];
  readonly anchors: readonly number[];
  /** Files that repeated it, of which nothing is counted yet. */
  uncounted: number;
}

/** `.env#DB` as `api/.env#DB`. */
export const movedId = (id: string, from: string, to: string): string => to + id.slice(from.length);
