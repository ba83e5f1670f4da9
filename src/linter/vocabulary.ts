import { readUrl } from '../formats/url.ts';
import { libraries } from '../libraries/index.ts';
import { misspelledKey } from '../libraries/misspelled-key.ts';
import { familyUrlKeys, isReplica, isUrlKey, urlKeys } from '../libraries/url-keys.ts';
import type { FactName, FactSet } from '../model/facts.ts';
import type { Library } from '../model/lists/library.ts';
import type { KeyMeaning, Vocabulary } from '../model/lists/vocabulary.ts';
import { findProvider, poolerAt, providerAt } from '../providers/index.ts';
import { runners } from '../runners/index.ts';

/** Keys that a config gives a meaning. */
export type OwnKeys = ReadonlyMap<string, KeyMeaning>;

/** Gathers what the lists know; remembers keys, which repeat from file to file. */
export function makeVocabulary(own: OwnKeys = new Map()): Vocabulary {
  const known = libraries.map((library) => (own.size === 0 ? library : withOwnKeys(library, own)));
  const meanings = new Map<string, KeyMeaning | undefined>(
    [...own].map(([key, meaning]) => [key, meaning.kind === 'pool' ? inLibrary(meaning, known) : meaning]),
  );
  return {
    meaningOf: (key) => {
      if (meanings.has(key)) return meanings.get(key);
      const meaning = meaningOf(key, known);
      if (meanings.size < 10_000) meanings.set(key, meaning);
      return meaning;
    },
    usualLibrary: known[0] ?? libraries[0],
    familyUrlKeys,
    readUrl,
    providerAt,
    providerWith: findProvider,
    poolerAt: (host, port) => poolerAt(host, port),
    impliedRequestTimeout: (keys) => runners.map(({ implied }) => implied?.(keys)).find((fact) => fact),
  };
}

/** A library whose settings the user calls otherwise: what to add to a file is said with these names. */
const withOwnKeys = (library: Library, own: OwnKeys): Library => ({
  ...library,
  rows: library.rows.map((row) => ownPoolKey(own, row.fact)?.row ?? row),
  defaults: (defaults, family) => renamed(library.defaults(defaults, family), family, own),
});

/** A pool key of the user's own, with the library under the user's names. */
const inLibrary = (meaning: Extract<KeyMeaning, { kind: 'pool' }>, known: readonly Library[]): KeyMeaning => ({
  ...meaning,
  library: known.find(({ id }) => id === meaning.library.id) ?? meaning.library,
});

/** The config's key for a fact of a pool, the first named. */
function ownPoolKey(own: OwnKeys, fact: FactName, family?: string) {
  for (const [key, meaning] of own) {
    const isOurs = meaning.kind === 'pool' && meaning.row.fact === fact;
    if (isOurs && (family === undefined || meaning.family === family)) return { key, row: meaning.row };
  }
  return undefined;
}

/** Defaults under the user's own names: what to add to a file is said with these. */
function renamed(defaults: FactSet, family: string, own: OwnKeys): FactSet {
  const facts = { ...defaults };
  for (const name of ['poolSize', 'maxOverflow', 'maxLifetime', 'acquireTimeout', 'prePing'] as const) {
    const key = ownPoolKey(own, name, family)?.key;
    const origin = facts[name]?.origin;
    if (key !== undefined && origin?.kind === 'default')
      Object.assign(facts, { [name]: { ...facts[name], origin: { ...origin, key } } });
  }
  return facts;
}

/** Keys that are what they are: nothing has to be taken apart. */
const exactKeys = ((): ReadonlyMap<string, KeyMeaning> => {
  const keys = new Map<string, KeyMeaning>();
  for (const { rows, commandLine } of runners) {
    for (const row of rows) for (const key of row.keys) keys.set(key, { kind: 'deployment', row, rank: keys.size });
    if (commandLine) keys.set(commandLine.key, { kind: 'command-line', read: commandLine.read });
  }
  for (const [rank, key] of urlKeys.entries()) keys.set(key, { kind: 'url', rank, replica: isReplica(key) });
  return keys.set('CELERY_WORKER_CONCURRENCY', { kind: 'uncounted' });
})();

/** No key of a pool is as short as this, and no slip of one. */
const shortest = 10;

function meaningOf(key: string, known: readonly Library[]): KeyMeaning | undefined {
  const exact = exactKeys.get(key);
  if (exact) return exact;
  const isLong = key.length >= shortest;
  for (const library of isLong ? known : []) {
    const pool = library.poolKey(key);
    if (pool) return { kind: 'pool', library, ...pool };
  }
  if (isUrlKey(key)) return { kind: 'url', rank: urlKeys.length, replica: isReplica(key) };
  if (!isLong) return undefined;
  return key.endsWith('_POOL_SIZE') && isReplica(key) ? { kind: 'uncounted' } : misspelledKey(key);
}
