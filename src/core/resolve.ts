import { setFact, type Vocable } from './dialect.ts';
import type { Document } from './document.ts';
import { factInfo } from './fact-info.ts';
import type { FactName, FactSet, Origin, Place, Setting, Subject } from './facts.ts';
import type { Defaults, KeyMeaning, Knowledge, UrlReading } from './knowledge.ts';
import { readInteger, shownValue } from './python.ts';
import { disagreementOf, isInterpolated } from './readings.ts';

/** A family's pool: `DB_POOL_SIZE`, `DB_MAX_OVERFLOW` … are one. */
export interface ResolvedPool {
  readonly family: string;
  readonly facts: FactSet;
  readonly unreadable: Set<FactName>;
  /** The settings that were read, by fact, with the row that writes them back. */
  readonly written: Map<FactName, { readonly setting: Setting; readonly row: Vocable }>;
  readonly anchor: Place | null;
  /** Has a size or overflow key of its own. */
  readonly sized: boolean;
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
  readonly deployment: { readonly facts: FactSet; readonly unreadable: Set<FactName> };
  readonly urls: readonly ResolvedUrl[];
  /** Keys of pools that the sum lacks. */
  readonly uncounted: readonly string[];
  /** Subjects of the Reading rules. */
  readonly settings: readonly Subject[];
}

/** A setting with what its key means. */
interface Entry<Meaning extends KeyMeaning = KeyMeaning> {
  readonly setting: Setting;
  readonly meaning: Meaning;
}

type PoolEntry = Entry<Extract<KeyMeaning, { kind: 'pool' }>>;

/** The entries of one kind of key. */
function ofKind<Kind extends KeyMeaning['kind']>(
  entries: readonly Entry[],
  kind: Kind,
): Entry<Extract<KeyMeaning, { kind: Kind }>>[] {
  const isKind = (meaning: KeyMeaning): meaning is Extract<KeyMeaning, { kind: Kind }> => meaning.kind === kind;
  return entries.flatMap(({ setting, meaning }) => (isKind(meaning) ? [{ setting, meaning }] : []));
}

/** Facts, problems and places from a file's settings. Of a key set twice the last wins. */
export function resolve(document: Document, knowledge: Knowledge, defaults: Defaults | undefined): ResolvedFile {
  const entries = document.settings.flatMap((setting) => {
    const meaning = knowledge.meaningOf(setting.key);
    return meaning ? [{ setting, meaning }] : [];
  });
  const last = [...new Map(entries.map((entry) => [entry.setting.key, entry])).values()];
  const readable = makeReadable(document.file);
  const urls = ofKind(last, 'url').map((entry) => resolveUrl(entry, knowledge));
  const keys = new Set(last.map(({ setting }) => setting.key));
  const deployment = resolveDeployment(last, readable);
  const implied = knowledge.impliedRequestTimeout(keys);
  if (implied && !deployment.facts.requestTimeout) deployment.facts.requestTimeout = implied;
  const pools = resolvePools(ofKind(last, 'pool'), readable, (family) =>
    knowledge.poolDefaults(defaults ?? 'guide', family),
  );
  const hasPostgresql = urls.some(({ reading }) => reading.kind === 'url' && reading.url.database === 'postgresql');
  if (pools.length === 0 && defaults !== undefined && hasPostgresql) {
    pools.push({ ...emptyPool('DB'), facts: knowledge.poolDefaults(defaults, 'DB'), anchor: urls[0]?.place ?? null });
  }
  return {
    file: document.file,
    pools,
    deployment,
    urls,
    uncounted: ofKind(last, 'uncounted').map(({ setting }) => setting.key),
    settings: last.map((entry) => settingSubject(entry, entries, readable)),
  };
}

/** The place of a setting's value, with what may be shown of its line. */
export function placeOf(setting: Setting): Place {
  const shown = shownValue(setting.raw);
  const isShort = shown === setting.raw;
  return { location: setting.location, frame: isShort ? { before: `${setting.key}=`, marked: shown } : null };
}

const originOf = (setting: Setting): Origin => ({ kind: 'setting', key: setting.key, place: placeOf(setting) });

/** Whether a value can be judged: not where it is put together elsewhere, and not a template's placeholder. */
type Readable = (setting: Setting) => boolean;

const placeholder = /^(?:|<.*>|\[.*\]|\{\{.*\}\}|x{3,}|\.{3}|change[-_]?me|your[-_].*|todo)$/is;

function makeReadable(file: string): Readable {
  const isTemplate = /\.(?:example|sample|template|dist)$/i.test(file);
  return (setting) => !isInterpolated(setting.value) && !(isTemplate && placeholder.test(setting.value.trim()));
}

function resolveUrl(
  { setting, meaning }: Entry<Extract<KeyMeaning, { kind: 'url' }>>,
  knowledge: Knowledge,
): ResolvedUrl {
  const reading: UrlReading = isInterpolated(setting.value) ? { kind: 'unknown' } : knowledge.readUrl(setting.value);
  return { key: setting.key, rank: meaning.rank, replica: meaning.replica, place: placeOf(setting), reading };
}

const emptyPool = (family: string): ResolvedPool => ({
  family,
  facts: {},
  unreadable: new Set(),
  written: new Map(),
  anchor: null,
  sized: false,
});

/** Families with a size or overflow are pools of their own; the time keys of others belong to the only sized pool. */
function resolvePools(
  entries: readonly PoolEntry[],
  readable: Readable,
  defaultsOf: (family: string) => FactSet,
): ResolvedPool[] {
  const families = groupByFamily(entries);
  const isSized = (family: readonly PoolEntry[]): boolean =>
    family.some(({ meaning }) => meaning.row.fact === 'poolSize' || meaning.row.fact === 'maxOverflow');
  const sized = [...families].filter(([, family]) => isSized(family));
  const loose = [...families].filter(([, family]) => !isSized(family)).flatMap(([, family]) => family);
  const only = sized.length === 1 ? sized[0] : undefined;
  if (only) return [resolvePool(only[0], [...only[1], ...loose], readable, defaultsOf)];
  if (sized.length > 1) return sized.map(([name, family]) => resolvePool(name, family, readable, defaultsOf));
  const first = loose[0];
  return first ? [resolvePool(first.meaning.family, loose, readable, defaultsOf)] : [];
}

function groupByFamily(entries: readonly PoolEntry[]): Map<string, PoolEntry[]> {
  const families = new Map<string, PoolEntry[]>();
  for (const entry of entries) {
    const family = families.get(entry.meaning.family);
    if (family) family.push(entry);
    else families.set(entry.meaning.family, [entry]);
  }
  return families;
}

function resolvePool(
  name: string,
  entries: readonly PoolEntry[],
  readable: Readable,
  defaultsOf: (family: string) => FactSet,
): ResolvedPool {
  const own = (entry: PoolEntry): number => (entry.meaning.family === name ? 0 : 1);
  const sorted = [...entries].sort((a, b) => own(a) - own(b) || a.meaning.rank - b.meaning.rank);
  const first = entries[0];
  const pool = {
    ...emptyPool(name),
    facts: defaultsOf(name),
    anchor: first ? placeOf(first.setting) : null,
    sized: true,
  };
  for (const { setting, meaning } of sorted) {
    const { fact } = meaning.row;
    if (pool.written.has(fact)) continue;
    pool.written.set(fact, { setting, row: meaning.row });
    delete pool.facts[fact];
    const known = readable(setting) && meaning.row.read(setting.value, pool.facts, originOf(setting)).known;
    if (!known) pool.unreadable.add(fact);
  }
  return pool;
}

function resolveDeployment(entries: readonly Entry[], readable: Readable): ResolvedFile['deployment'] {
  const facts: FactSet = {};
  const unreadable = new Set<FactName>();
  for (const { setting, meaning } of ofKind(entries, 'command-line')) {
    if (!readable(setting) || !meaning.read(setting.value, facts, originOf(setting)).known) unreadable.add('workers');
  }
  const named = ofKind(entries, 'deployment').sort((a, b) => a.meaning.rank - b.meaning.rank);
  for (const { setting, meaning } of named) {
    const { fact } = meaning.row;
    if (facts[fact] !== undefined || unreadable.has(fact)) noteOther(facts, fact, setting);
    else if (!readable(setting) || !meaning.row.read(setting.value, facts, originOf(setting)).known)
      unreadable.add(fact);
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

/** The subject of the Reading rules for one setting. */
function settingSubject(entry: Entry, all: readonly Entry[], readable: Readable): Subject {
  const { setting, meaning } = entry;
  const place = placeOf(setting);
  const keyPlace = { location: setting.keyLocation, frame: { before: '', marked: setting.key } };
  const facts: FactSet = {};
  const unreadable = new Set<FactName>();
  const origin = originOf(setting);
  const keyOrigin: Origin = { kind: 'setting', key: setting.key, place: keyPlace };
  setFact(facts, 'knownKey', meaning.kind === 'misspelled' ? meaning.meant : null, keyOrigin);
  if (meaning.kind !== 'misspelled') {
    facts.earlierValues = { ...earlierValues(entry, all), origin };
    const number = 'row' in meaning ? readsNumber(meaning.row) : meaning.kind === 'command-line';
    setFact(facts, 'disagreement', disagreementOf(setting, number), origin);
    readText(setting, meaning, { readable, facts, unreadable, origin });
  }
  return {
    kind: 'setting',
    id: `${setting.location.file}#${setting.key}`,
    file: setting.location.file,
    facts,
    unreadable,
    inapplicable: new Set(),
    keyOf: () => setting.key,
    editsFor: () => null,
    linesFor: () => [],
    anchor: place,
  };
}

const readsNumber = (row: Vocable): boolean => factInfo[row.fact].plain !== null && row.fact !== 'prePing';

interface Reader {
  readonly readable: Readable;
  readonly facts: FactSet;
  readonly unreadable: Set<FactName>;
  readonly origin: Origin;
}

/** What the setting's text is to the library that reads it: the facts of the Reading rules. */
function readText(setting: Setting, meaning: KeyMeaning, { readable, facts, unreadable, origin }: Reader): void {
  const read = meaning.kind === 'command-line' ? meaning.read : 'row' in meaning ? meaning.row.read : undefined;
  if (!read) return;
  const isBoolean = 'row' in meaning && meaning.row.fact === 'prePing';
  if (!readable(setting)) {
    unreadable.add(isBoolean ? 'booleanReading' : 'numberReading');
    return;
  }
  const { number, boolean } = read(setting.value, facts, origin);
  if (number !== undefined) setFact(facts, 'numberReading', number, origin);
  if (boolean !== undefined) setFact(facts, 'booleanReading', boolean, origin);
}

/** Other values that the file gives to the same thing before this, the last, place. */
function earlierValues(
  entry: Entry,
  all: readonly Entry[],
): Pick<NonNullable<FactSet['earlierValues']>, 'value' | 'related'> {
  const group = all.filter((other) => groupOf(other) === groupOf(entry));
  if (group.length < 2 || group.at(-1)?.setting !== entry.setting) return { value: [] };
  const others = group.filter(({ setting }) => meant(setting.value) !== meant(entry.setting.value));
  const shown = (setting: Setting): string =>
    entry.meaning.kind === 'url' ? 'another URL' : shownValue(setting.value);
  return {
    value: others.map(({ setting }) => shown(setting)),
    related: others.map(({ setting }) => ({
      message: `${setting.key} is ${shown(setting)} here`,
      location: setting.location,
    })),
  };
}

const groupOf = ({ setting, meaning }: Entry): string =>
  meaning.kind === 'pool' ? `${meaning.family} ${meaning.row.fact}` : setting.key;

/** `020` and `20` are the same number. */
const meant = (value: string): string => String(readInteger(value).value ?? value);
