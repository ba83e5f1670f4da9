import type { Processes } from './connections.ts';
import type { Rational } from './rational.ts';
import type { Refusal } from './refusal.ts';
import type { Keepalives } from './snapshot.ts';
import type { Millis } from './units.ts';

/** A place in a file: 1-based lines and columns in UTF-16 units after a BOM, ends exclusive; `text.slice(start, end)` is the place. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
}

/** One assignment of a file. The only type that holds raw text: a `.env` is a file of passwords. */
export interface Setting {
  readonly key: string;
  /** The text between the quotes, as written. */
  readonly raw: string;
  /** What the format's reference reader makes of it (for `.env`: node's dotenv). */
  readonly value: string;
  /** Where `raw` stands. */
  readonly location: Location;
  readonly keyLocation: Location;
  /** What stands behind `raw` on its line: the quote that closes it, a comment. */
  readonly behind: string;
  /** What other readers of the same bytes make of it. */
  readonly readings: readonly Reading[];
}

/** What one reader of the format makes of a setting; `value` undefined: it does not see the setting, `failure` says how it fails. */
export interface Reading {
  readonly reader: 'node dotenv' | 'python-dotenv' | 'Docker Compose' | 'docker --env-file';
  readonly value: string | undefined;
  readonly failure?: string;
}

/** What ends idle connections: a server or proxy, the guide's policy, a network that forgets, a compute that sleeps. */
export type IdleTimeoutKind = 'closes' | 'policy' | 'drops' | 'conditional';

/** How large a pool is. All of them count connections of one process. */
export interface PoolSize {
  /** The most that it opens; `Infinity`: without a limit. */
  readonly poolMax: number;
  /** The numbers that make the most, as the library has them: pool_size and max_overflow of SQLAlchemy. */
  readonly parts: readonly number[];
  /** What it keeps open when it is idle. */
  readonly kept: number;
}

/** The peak of all pools of one service on one server. */
export interface Demand {
  readonly processes: Processes;
  /** Each pool's size, and the most that one process opens through it: fewer where fewer threads ask. */
  readonly pools: readonly (PoolSize & { readonly max: number })[];
  readonly threads: number | undefined;
  /** Σ of the pools' maxima: connections per process and engine. */
  readonly perProcess: number;
  /** Connections in all. */
  readonly total: number;
  /** How its pool is brought to so many connections, in the user's names: `DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15`; null: several add up. */
  readonly setTo: ((poolMax: number) => string) | null;
}

/** What one service takes of a server that several share, at its peak. */
export interface ServiceShare {
  /** The service's name in the config, else its folder. */
  readonly name: string;
  readonly file: string;
  /** The id of the demand that counts: of the variants of a service, the largest. */
  readonly subject: string;
  readonly demand: Demand;
  /** Extra instances alive during a deploy. */
  readonly surge: number;
}

/** The services of one server: `host:port`, or the name that the config gives it. */
export interface SharedServer {
  readonly server: string;
  /** The largest first. */
  readonly shares: readonly ServiceShare[];
}

/** Why a number setting has no usable number; `shown` is safe to print. */
export interface NumberProblem {
  readonly kind: 'unreadable' | 'out-of-range' | 'oddly-negative';
  readonly shown: string;
  readonly why: string;
  readonly instead: string;
}

/** How the guide's loader (`.lower() == "true"`) reads a boolean; `shown` is safe to print. */
export interface BooleanReading {
  readonly reads: 'true' | 'false' | 'misread';
  readonly shown: string;
}

/** Readers of the same line that disagree. */
export interface Disagreement {
  /** `shown`: what they do with it (`reads 20`), safe to print. */
  readonly groups: readonly { readonly readers: readonly string[]; readonly shown: string }[];
  /** Only `docker --env-file` stands apart. */
  readonly onlyDocker: boolean;
  /** The guide's loader behind python-dotenv raises where node reads a number. */
  readonly pythonRaises: boolean;
  /** The value holds `${`, `$NAME` or `$(`. */
  readonly interpolated: boolean;
  readonly isUrl: boolean;
}

/** A database URL without its secrets. */
export interface UrlFacts {
  /** The scheme as written, lower case: `postgresql+asyncpg`. */
  readonly scheme: string;
  readonly database: 'postgresql' | 'other' | 'unknown';
  /** For people: `MySQL`, `SQLite`. */
  readonly databaseName: string;
  readonly driver: string | undefined;
  /** `host:port/database`. */
  readonly target: string;
  readonly host: string | undefined;
  readonly port: number;
  /** Those whose names are known (src/model/url-parameters.ts); values only where a rule needs them: the rest may be secrets. */
  readonly parameters: readonly { readonly name: string; readonly value: string | undefined }[];
  /** How many more there are: what they are called may be the rest of a password. */
  readonly unknownParameters: number;
}

/** A transaction (or session) pooler in front of the server, told by host or port. */
export interface Pooler {
  readonly name: string;
  readonly mode: 'transaction' | 'session' | 'unknown';
  /** Protocol-level prepared statements work behind it. */
  readonly preparedStatements: boolean;
}

/** Slots of a live server that ordinary roles can still take; never more than that where other roles' rows are hidden. */
interface FreeSlots {
  readonly free: number;
  /** max_connections less the reserves. */
  readonly budget: number;
  readonly exact: boolean;
}

/** Sessions of one application that have lasted long; `seconds` is the longest. */
export interface LongSessions {
  readonly application: string;
  readonly count: number;
  readonly seconds: number;
  /** The user's own, as far as role, database and application name tell. */
  readonly ours: boolean;
}

/** What became of a `poolfit-ignore` comment; every `shown` is safe to print. */
export interface SuppressionReading {
  readonly hasReason: boolean;
  readonly namesRules: boolean;
  /** Whether a setting stands on its line or the next. */
  readonly hasSetting: boolean;
  /** Words that are no rule's id, with the nearest that is; the first few. */
  readonly unknown: readonly { readonly shown: string; readonly nearest: string | undefined }[];
  /** Rules that were judged and found nothing at the setting; `failsAt` is a line where they did. */
  readonly unused: readonly { readonly ruleId: string; readonly failsAt: number | undefined }[];
}

/** The vocabulary: every fact that a rule can name, with its type. What is absent is unknown: not zero, not the default, not fine. */
export interface FactValues {
  /** The most connections that one process opens through one pool. */
  poolMax: number;
  poolSize: number;
  maxOverflow: number;
  maxLifetime: Millis;
  acquireTimeout: Millis;
  prePing: boolean;
  instances: number;
  workers: number;
  threads: number;
  engines: number;
  surge: number;
  concurrency: Rational;
  requestTimeout: Millis;
  maxConnections: number;
  reservedConnections: number;
  otherConnections: number;
  idleTimeout: Millis;
  idleTimeoutKind: IdleTimeoutKind;
  recommendedRecycle: Millis;
  demand: Demand;
  numberReading: NumberProblem | null;
  booleanReading: BooleanReading;
  earlierValues: readonly string[];
  knownKey: { readonly meant: string; readonly because: 'letters' | 'case' } | null;
  disagreement: Disagreement | null;
  url: UrlFacts;
  urlProblem: string | null;
  usesSqlalchemy: boolean;
  pooler: Pooler | null;
  uncountedPools: readonly string[];
  services: SharedServer;
  suppression: SuppressionReading;
  /** Of a live server from here on; null or empty where it was looked for and is not there. */
  refusal: Refusal | null;
  freeSlots: FreeSlots;
  ownSessions: number;
  idleInTransaction: readonly LongSessions[];
  sessionAges: readonly LongSessions[];
  /** CONNECTION LIMIT of the role and of the database, for a login that they bind; null is none. */
  loginLimits: { readonly role: number | null; readonly database: number | null };
  restartPending: readonly string[];
  liveLimit: number;
  declaredLimit: number;
  keepalives: Keepalives;
}

export type FactName = keyof FactValues;

/** The name by which the user knows a fact in this file: `DB_POOL_SIZE`, or the flag that states it. */
export type KeyOf = (fact: FactName) => string;

/** Where a value comes from. Never raw text. */
export type Origin =
  /** `note`: what was made of the written value: `20 per instance ÷ 4 workers`. */
  | { readonly kind: 'setting'; readonly key: string; readonly place: Place; readonly note?: string }
  | { readonly kind: 'default'; readonly key: string; readonly source: string }
  | { readonly kind: 'provider'; readonly id: string; readonly source: string; readonly asOf: string }
  | { readonly kind: 'live'; readonly query: string; readonly at: string }
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'config'; readonly file: string; readonly path: string }
  | { readonly kind: 'assumption'; readonly flag: string }
  | { readonly kind: 'derived'; readonly formula: string; readonly from: readonly FactName[] };

/** A value with its origin; `related` are further places that belong to it (the earlier of two values). */
export interface Fact<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/** Facts by name; an absent one is unknown. */
export type FactSet = { [K in FactName]?: Fact<FactValues[K]> };

/** Copies one fact of a set into another, keeping name and type together. */
export function copyFact<K extends FactName>(to: FactSet, from: FactSet, name: K): void {
  const fact: FactSet[K] = from[name];
  if (fact !== undefined) to[name] = fact;
}

/** The facts of several sets, of the same name the last. `Object.assign` is a twentieth of the time of `{ ...a, ...b }` here (measured). */
export const allFacts = (...sets: readonly Readonly<FactSet>[]): FactSet => Object.assign({}, ...sets);

/** The empty set, shared by subjects: every fact of theirs can be read, or every category of rules applies to them. */
export const noNames: ReadonlySet<never> = new Set();

export type SubjectKind = 'setting' | 'url' | 'pool' | 'demand' | 'services' | 'server' | 'suppression';

/** What a rule judges: one setting, one URL, one pool, the sum of a file's pools on one server, of several services', a live server, or a `poolfit-ignore` comment. */
export interface Subject {
  readonly kind: SubjectKind;
  /** `.env#DB`. */
  readonly id: string;
  readonly file: string;
  readonly facts: FactSet;
  /** Facts whose setting is there but cannot be read: rules that need them are not evaluated, never given a default. */
  readonly unreadable: ReadonlySet<FactName>;
  /** Facts that the library of the pool does not have: rules that need them do not apply. */
  readonly lacks?: ReadonlySet<FactName>;
  /** Rule categories that do not apply here (the file's database is MySQL). */
  readonly inapplicable: ReadonlySet<string>;
  /** The name a user knows a fact by in this file: `DB_POOL_SIZE`, `--max-connections`. */
  readonly keyOf: (fact: FactName) => string;
  /** The library's edits that give the facts these values; null where one has no place to edit. */
  readonly editsFor: (wanted: Partial<FactValues>) => readonly Edit[] | null;
  /** The lines to add for wanted values of facts that only have a default: `DB_POOL_SIZE=15`. */
  readonly linesFor: (wanted: Partial<FactValues>) => readonly string[];
  /** Where a finding without a place of its own sits: the pool's first key. */
  readonly anchor: Place | null;
}

/** Of a subject that no fix writes to: it has no place for an edit. */
export const noEdits: Subject['editsFor'] = () => null;
/** Of such a subject, too: nothing is to be added for it. */
export const noLines: Subject['linesFor'] = () => [];

/** New text for a place of a file. */
export interface Edit {
  readonly key: string;
  readonly location: Location;
  readonly text: string;
}

/** A place with what may be shown of its line: the key and a harmless value, never the rest of the line. */
export interface Place {
  readonly location: Location;
  readonly frame: { readonly before: string; readonly marked: string } | null;
}
