import type { FactSet } from './core/facts.ts';
import type { KeyMeaning, Knowledge } from './core/knowledge.ts';
import { commandLineKey, deployment, gunicornKeys, gunicornTimeout, readCommandLine } from './dialects/deployment.ts';
import { familyUrlKeys, isReplica, isUrlKey, urlKeys } from './dialects/postgresql.ts';
import { poolDefaults, poolKey, sqlalchemy } from './dialects/sqlalchemy.ts';
import { readUrl } from './formats/url.ts';
import { misspelledKey } from './misspelled-key.ts';
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
  return misspelledKey(key);
}

function impliedRequestTimeout(keys: ReadonlySet<string>): FactSet['requestTimeout'] {
  const key = gunicornKeys.find((name) => keys.has(name));
  if (key === undefined) return undefined;
  return { value: gunicornTimeout, origin: { kind: 'default', key: 'GUNICORN_TIMEOUT', source: "gunicorn's default" } };
}
