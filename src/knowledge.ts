import type { FactSet } from './core/facts.ts';
import type { KeyMeaning, Knowledge } from './core/knowledge.ts';
import { nearest } from './core/misspelling.ts';
import { commandLineKey, deployment, gunicornKeys, gunicornTimeout, readCommandLine } from './dialects/deployment.ts';
import { familyUrlKeys, isReplica, isUrlKey, urlKeys } from './dialects/postgresql.ts';
import { commonFamilies, poolDefaults, poolEndings, poolKey, sqlalchemy } from './dialects/sqlalchemy.ts';
import { readUrl } from './formats/url.ts';
import { poolerAt, providerAt } from './providers/index.ts';

/** Gathers what dialects, formats and providers know; remembers keys, which repeat from file to file. */
export function makeKnowledge(): Knowledge {
  const meanings = new Map<string, KeyMeaning | undefined>();
  return {
    meaningOf: (key) => {
      if (meanings.has(key)) return meanings.get(key);
      const meaning = meaningOf(key);
      if (meanings.size > 10_000) meanings.clear();
      meanings.set(key, meaning);
      return meaning;
    },
    poolDefaults,
    poolRows: sqlalchemy,
    familyUrlKeys,
    readUrl,
    providerAt,
    poolerAt,
    impliedRequestTimeout,
  };
}

function meaningOf(key: string): KeyMeaning | undefined {
  const pool = poolKey(key);
  if (pool) return { kind: 'pool', ...pool };
  for (const row of deployment) {
    const rank = row.keys.indexOf(key);
    if (rank >= 0) return { kind: 'deployment', row, rank };
  }
  if (key === commandLineKey) return { kind: 'command-line', read: readCommandLine };
  if (isUrlKey(key)) {
    const rank = urlKeys.findIndex((known) => known === key);
    return { kind: 'url', rank: rank < 0 ? urlKeys.length : rank, replica: isReplica(key) };
  }
  if (key === 'CELERY_WORKER_CONCURRENCY' || (isReplica(key) && /_POOL_SIZE$/.test(key))) return { kind: 'uncounted' };
  return misspelled(key);
}

const candidates = commonFamilies.flatMap((family) => poolEndings.map((ending) => `${family}_${ending}`));

/** Words that make a key another one, not a slip: `DB_POOL_SIZE` is no misspelt `DB_POOL_SIZES` of another library. */
const ownWords = new Set([
  'SSL',
  'PORT',
  'URI',
  'URL',
  'MIN',
  'MAX',
  'HOST',
  'USER',
  'NAME',
  'TEST',
  'IDLE',
  'MODE',
  'USES',
]);

function misspelled(key: string): KeyMeaning | undefined {
  const upper = key.toUpperCase();
  if (upper !== key && poolKey(upper)) return { kind: 'misspelled', meant: upper, because: 'case' };
  if (key.length < 10) return undefined;
  const meant = nearest(key, candidates, key.length >= 14 ? 2 : 1)[0];
  if (meant === undefined) return undefined;
  const known = new Set(meant.split('_'));
  const differs = key.split('_').filter((word) => !known.has(word));
  return differs.some((word) => ownWords.has(word)) ? undefined : { kind: 'misspelled', meant, because: 'letters' };
}

function impliedRequestTimeout(keys: ReadonlySet<string>): FactSet['requestTimeout'] {
  const key = gunicornKeys.find((name) => keys.has(name));
  if (key === undefined) return undefined;
  return { value: gunicornTimeout, origin: { kind: 'default', key: 'GUNICORN_TIMEOUT', source: "gunicorn's default" } };
}
