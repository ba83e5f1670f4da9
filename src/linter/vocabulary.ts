import { readUrl } from '../formats/url.ts';
import { misspelledKey } from '../libraries/misspelled-key.ts';
import { poolDefaults, poolKey, sqlalchemy } from '../libraries/sqlalchemy.ts';
import { familyUrlKeys, isReplica, isUrlKey, urlKeys } from '../libraries/url-keys.ts';
import type { FactName, FactSet } from '../model/facts.ts';
import type { KeyMeaning, Vocabulary } from '../model/vocabulary.ts';
import { findProvider, poolerAt, providerAt } from '../providers/index.ts';
import { commandLineKey, deployment, gunicornKeys, gunicornTimeout, readCommandLine } from '../runners/gunicorn.ts';

/** Keys that a config gives a meaning. */
export type OwnKeys = ReadonlyMap<string, KeyMeaning>;

/** Gathers what dialects, formats and providers know; remembers keys, which repeat from file to file. */
export function makeVocabulary(own: OwnKeys = new Map()): Vocabulary {
  const meanings = new Map<string, KeyMeaning | undefined>(own);
  return {
    meaningOf: (key) => {
      if (meanings.has(key)) return meanings.get(key);
      const meaning = meaningOf(key);
      if (meanings.size < 10_000) meanings.set(key, meaning);
      return meaning;
    },
    poolDefaults:
      own.size === 0 ? poolDefaults : (defaults, family) => renamed(poolDefaults(defaults, family), family, own),
    poolRows: sqlalchemy.map((row) => ownPoolKey(own, row.fact)?.row ?? row),
    familyUrlKeys,
    readUrl,
    providerAt,
    providerWith: findProvider,
    poolerAt: (host, port) => poolerAt(host, port),
    impliedRequestTimeout,
  };
}

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
  for (const row of deployment) {
    for (const [rank, key] of row.keys.entries()) keys.set(key, { kind: 'deployment', row, rank });
  }
  keys.set(commandLineKey, { kind: 'command-line', read: readCommandLine });
  for (const [rank, key] of urlKeys.entries()) keys.set(key, { kind: 'url', rank, replica: isReplica(key) });
  return keys.set('CELERY_WORKER_CONCURRENCY', { kind: 'uncounted' });
})();

/** No key of a pool is as short as this, and no slip of one. */
const shortest = 10;

function meaningOf(key: string): KeyMeaning | undefined {
  const exact = exactKeys.get(key);
  if (exact) return exact;
  const isLong = key.length >= shortest;
  const pool = isLong ? poolKey(key) : undefined;
  if (pool) return { kind: 'pool', ...pool };
  if (isUrlKey(key)) return { kind: 'url', rank: urlKeys.length, replica: isReplica(key) };
  if (!isLong) return undefined;
  return key.endsWith('_POOL_SIZE') && isReplica(key) ? { kind: 'uncounted' } : misspelledKey(key);
}

function impliedRequestTimeout(keys: { readonly has: (key: string) => boolean }): FactSet['requestTimeout'] {
  const key = gunicornKeys.find((name) => keys.has(name));
  if (key === undefined) return undefined;
  return { value: gunicornTimeout, origin: { kind: 'default', key: 'GUNICORN_TIMEOUT', source: "gunicorn's default" } };
}
