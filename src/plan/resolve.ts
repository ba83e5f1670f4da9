import type { Document } from '../model/document.ts';
import type { FactName, FactSet, Place, Setting, Subject } from '../model/facts.ts';
import { groupBy } from '../model/group-by.ts';
import type { Defaults, Library } from '../model/lists/library.ts';
import type { Row } from '../model/lists/row.ts';
import type { KeyMeaning, UrlReading, Vocabulary } from '../model/lists/vocabulary.ts';
import { shownValue } from '../model/words/shown-value.ts';
import { cutByComment, isInterpolated, mayLackUserInfo } from './readings.ts';
import {
  type Entry,
  groupBySubject,
  makeReadable,
  originOf,
  placeOf,
  type Readable,
  settingSubject,
} from './setting-subject.ts';

/** A family's pool: `DB_POOL_SIZE`, `DB_MAX_OVERFLOW` … are one. */
export interface ResolvedPool {
  readonly family: string;
  readonly library: Library;
  readonly facts: FactSet;
  readonly unreadable: Set<FactName>;
  /** The settings that were read, by fact, with the row that writes them back. */
  readonly written: Map<FactName, { readonly setting: Setting; readonly row: Row }>;
  readonly anchor: Place | null;
}

export interface ResolvedUrl {
  readonly key: string;
  readonly rank: number;
  readonly replica: boolean;
  readonly place: Place;
  readonly reading: UrlReading;
}

/** What one file says, before the stated facts and the provider are known. */
export interface ResolvedFile {
  readonly file: string;
  readonly pools: readonly ResolvedPool[];
  readonly deployment: {
    readonly facts: FactSet;
    /** What no key gives, by the key that should. */
    readonly unreadable: ReadonlyMap<FactName, string>;
  };
  readonly urls: readonly ResolvedUrl[];
  /** Keys of pools that the sum lacks. */
  readonly uncounted: readonly string[];
  /** Subjects of the Reading rules. */
  readonly settings: readonly Subject[];
}

type PoolEntry = Entry<Extract<KeyMeaning, { kind: 'pool' }>>;

/** A file's entries by the kind of their keys. */
interface Kinds {
  readonly pools: PoolEntry[];
  readonly deployment: Entry<Extract<KeyMeaning, { kind: 'deployment' }>>[];
  readonly commandLines: Entry<Extract<KeyMeaning, { kind: 'command-line' }>>[];
  readonly urls: Entry<Extract<KeyMeaning, { kind: 'url' }>>[];
  readonly uncounted: string[];
}

function byKind(entries: readonly Entry[]): Kinds {
  const kinds: Kinds = { pools: [], deployment: [], commandLines: [], urls: [], uncounted: [] };
  for (const { setting, meaning } of entries) {
    if (meaning.kind === 'pool') kinds.pools.push({ setting, meaning });
    else if (meaning.kind === 'deployment') kinds.deployment.push({ setting, meaning });
    else if (meaning.kind === 'command-line') kinds.commandLines.push({ setting, meaning });
    else if (meaning.kind === 'url') kinds.urls.push({ setting, meaning });
    else if (meaning.kind === 'uncounted') kinds.uncounted.push(setting.key);
  }
  return kinds;
}

/** Facts, problems and places from a file's settings. Of a key set twice the last wins. */
export function resolve(document: Document, vocabulary: Vocabulary, defaults: Defaults | undefined): ResolvedFile {
  const entries = entriesOf(document, vocabulary);
  const byKey = new Map<string, Entry>();
  for (const entry of entries) byKey.set(entry.setting.key, entry);
  const last = [...byKey.values()];
  const kinds = byKind(last);
  const readable = makeReadable(document.file);
  const rest = { keys: byKey, groups: groupBySubject(entries), readable };
  const urls = kinds.urls.map((entry) => resolveUrl(entry, vocabulary));
  const deployment = resolveDeployment(kinds, readable);
  const implied = vocabulary.impliedRequestTimeout(byKey);
  if (implied && !deployment.facts.requestTimeout) deployment.facts.requestTimeout = implied;
  const pools = resolvePools(kinds.pools, readable, defaults ?? 'guide');
  const hasPostgresql = urls.some(({ reading }) => reading.kind === 'url' && reading.url.database === 'postgresql');
  if (pools.length === 0 && defaults !== undefined && hasPostgresql) {
    pools.push(newPool('DB', vocabulary.usualLibrary, { defaults, anchor: urls[0]?.place ?? null }));
  }
  return {
    file: document.file,
    pools,
    deployment,
    urls,
    uncounted: kinds.uncounted,
    settings: last.map((entry) => settingSubject(entry, rest)),
  };
}

const entriesOf = ({ settings }: Document, vocabulary: Vocabulary): Entry[] =>
  settings.flatMap((setting) => {
    const meaning = vocabulary.meaningOf(setting.key);
    return meaning ? [{ setting, meaning }] : [];
  });

function resolveUrl(entry: Entry<Extract<KeyMeaning, { kind: 'url' }>>, vocabulary: Vocabulary): ResolvedUrl {
  const { setting, meaning } = entry;
  const reading = readUrl(setting, vocabulary);
  return { key: setting.key, rank: meaning.rank, replica: meaning.replica, place: placeOf(entry), reading };
}

function readUrl(setting: Setting, vocabulary: Vocabulary): UrlReading {
  const cut = cutByComment(setting);
  if (cut !== undefined) {
    return { kind: 'problem', problem: `is cut at character ${cut}: # in a user name or password is written %23` };
  }
  const isUnsure = isInterpolated(setting.value) || mayLackUserInfo(setting);
  return isUnsure ? { kind: 'unknown' } : vocabulary.readUrl(setting.value);
}

const newPool = (
  family: string,
  library: Library,
  { defaults, anchor }: { readonly defaults: Defaults; readonly anchor: Place | null },
): ResolvedPool => ({
  family,
  library,
  facts: library.defaults(defaults, family),
  unreadable: new Set(),
  written: new Map(),
  anchor,
});

/** Families with a size are pools of their own; the time keys of others belong to the only sized pool. */
function resolvePools(entries: readonly PoolEntry[], readable: Readable, defaults: Defaults): ResolvedPool[] {
  const families = [...groupBy(entries, ({ meaning }) => meaning.family).values()];
  const isSized = (family: readonly PoolEntry[]): boolean =>
    family.some(({ meaning }) => meaning.library.sizes.includes(meaning.row.fact));
  const sized = families.filter(isSized);
  const [first, ...loose] = families.filter((family) => !isSized(family)).flat();
  const [only, ...more] = sized;
  if (!only) return first ? [resolvePool([first, ...loose], readable, defaults)] : [];
  if (more.length > 0) return sized.map((family) => resolvePool(family, readable, defaults));
  return [resolvePool(first ? [...only, first, ...loose] : only, readable, defaults)];
}

/** The pool of the first entry's family. */
function resolvePool(
  entries: readonly [PoolEntry, ...PoolEntry[]],
  readable: Readable,
  defaults: Defaults,
): ResolvedPool {
  const [first] = entries;
  const { family: name, library } = first.meaning;
  const own = (entry: PoolEntry): number => (entry.meaning.family === name ? 0 : 1);
  const sorted = [...entries].sort((a, b) => own(a) - own(b) || a.meaning.rank - b.meaning.rank);
  const pool = newPool(name, library, { defaults, anchor: placeOf(first) });
  for (const entry of sorted) {
    const { setting, meaning } = entry;
    const { fact } = meaning.row;
    if (pool.written.has(fact)) continue;
    pool.written.set(fact, { setting, row: meaning.row });
    if (readable(entry) && meaning.row.read(setting.value, pool.facts, originOf(entry)).known) continue;
    delete pool.facts[fact];
    pool.unreadable.add(fact);
  }
  return pool;
}

function resolveDeployment({ commandLines, deployment }: Kinds, readable: Readable): ResolvedFile['deployment'] {
  const facts: FactSet = {};
  const unreadable = new Map<FactName, string>();
  for (const entry of commandLines) {
    const { setting, meaning } = entry;
    if (!readable(entry) || !meaning.read(setting.value, facts, originOf(entry)).known)
      unreadable.set('workers', setting.key);
  }
  const named = deployment.sort((a, b) => a.meaning.rank - b.meaning.rank);
  for (const entry of named) {
    const { setting, meaning } = entry;
    const { fact } = meaning.row;
    if (facts[fact] !== undefined || unreadable.has(fact)) noteOther(facts, fact, setting);
    else if (!readable(entry) || !meaning.row.read(setting.value, facts, originOf(entry)).known) {
      unreadable.set(fact, setting.key);
    }
  }
  return { facts, unreadable };
}

/** A further key for a fact that another key sets: shown with the evidence where it differs. */
function noteOther<K extends FactName>(facts: FactSet, name: K, setting: Setting): void {
  const fact: FactSet[K] = facts[name];
  if (!fact || shownValue(setting.value) === String(fact.value)) return;
  const message = `${setting.key} says ${shownValue(setting.value)} and is not used`;
  const related = [...(fact.related ?? []), { message, location: setting.location }];
  Object.assign(facts, { [name]: { ...fact, related } });
}
