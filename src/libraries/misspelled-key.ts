import type { KeyMeaning } from '../model/lists/vocabulary.ts';
import { nearest } from '../model/words/nearest.ts';
import { commonFamilies, isStranger, poolEndings, poolKey } from './sqlalchemy.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Keys of other libraries that look like slips of ours (facts: names seen in public projects). */
const knownElsewhere =
  setOf(`DB_POOL_MIN DB_POOL_MAX DB_POOL_IDLE DB_POOL_USES DB_POOL_ACQUIRE DB_POOL_MAX_SIZE DB_POOL_MIN_SIZE DB_POOL_MAX_USES DB_POOL_MIN_IDLE
  DB_POOL_LIFETIME DB_POOL_MAX_LIFETIME DB_POOL_IDLE_TIMEOUT DB_POOL_CONNECTION_TIMEOUT DB_POOL_ACQUIRE_TIMEOUT
  DB_POOL_TIMEOUT_MS DB_MAX_CONNECTIONS DB_MAX_CONNS DB_MAX_OPEN_CONNS DB_MAX_IDLE_CONNS DB_MAX_LIFETIME DB_CONNECTION_LIMIT
  DB_CONN_MAX_AGE DB_CONN_MAX_LIFETIME DB_CONN_HEALTH_CHECKS DATABASE_POOL_MAX DATABASE_POOL_MIN POSTGRES_MAX PGRST_DB_POOL
  ALCHEMY_POOL_SIZE AP_POSTGRES_POOL_SIZE DB_POSTGRESDB_POOL_SIZE MIN_POOL_SIZE DEFAULT_POOL_SIZE RESERVE_POOL_SIZE
  RESERVE_POOL_TIMEOUT UV_THREADPOOL_SIZE SIDECAR_POOL_SIZE TENANT_POOL_SIZE AUTODB_POOL_SIZE MONGO_POOL_SIZE`);

/** Words that make a key another one, not a slip: `DB_POOL_TIME` is no `DB_POOL_SIZE`. */
const ownWords =
  setOf(`SSL PORT URI URL MIN MAX HOST USER USERS NAME TEST IDLE MODE USE USES USED TIME TYPE LIVE LIFE SAVE SITE SIDE FILE LIST LIFO FIFO POLL
  TOOL ROOM PING PINGS KIND INIT SEC SECS MS MIN MINS IN S DEV PROD WEB APP API JOB PG MY LB UI ID RE RETRY CYCLE RECYCLER REUSE`);

/** What a slip can be a slip of. */
export const candidates: readonly string[] = commonFamilies.flatMap((family) =>
  poolEndings.map((ending) => `${family}_${ending}`),
);

/** Every candidate holds the letters of one of these, and a step of a slip takes at most one away: most keys need no comparing. */
const shapes = ['__POOL', '__OVERFLOW'];

/** Whether enough letters of a shape are left that a key can be a slip of `limit` steps. */
export const isNearEnough = (key: string, limit: number): boolean =>
  shapes.some((shape) => !lacksMore(key, shape, limit));

/** Whether a key lacks more than so many letters of a shape. */
function lacksMore(key: string, shape: string, limit: number): boolean {
  let missing = 0;
  for (const [at, letter] of [...shape].entries()) {
    // The second O of a shape has to be a second one of the key.
    const before = shape.indexOf(letter) < at ? key.indexOf(letter) : -1;
    if (key.indexOf(letter, before + 1) < 0) missing++;
  }
  return missing > limit;
}

/** The pool key that a key is a slip of: one letter off, two from 14 letters on, or right but for its case. */
export function misspelledKey(key: string): Extract<KeyMeaning, { kind: 'misspelled' }> | undefined {
  const upper = key.toUpperCase();
  if (upper !== key) return slipOf(upper, 'case');
  const limit = key.length >= 14 ? 2 : 1;
  if (key.length < 10 || isStranger(key) || !isNearEnough(key, limit) || knownElsewhere.has(key)) return undefined;
  const prefix = /^(?:[A-Z0-9]+_+)+?(?=(?:DB|DATABASE)_)/.exec(key)?.[0] ?? '';
  const rest = key.slice(prefix.length);
  const meant = nearest(rest, candidates, limit)[0];
  return meant !== undefined && isSlip(rest, meant) ? slipOf(prefix + meant, 'letters') : undefined;
}

function slipOf(meant: string, because: 'letters' | 'case'): Extract<KeyMeaning, { kind: 'misspelled' }> | undefined {
  const known = poolKey(meant);
  if (!known) return undefined;
  const synonyms = known.row.keys.map((ending) => `${known.family}_${ending}`);
  return { kind: 'misspelled', meant, synonyms, because };
}

/** Another short word, or one with a digit, in place of a word or beside it makes another key; so does another family than `DB`. */
function isSlip(key: string, meant: string): boolean {
  const words = new Set(meant.split('_'));
  const differing = key.split('_').filter((word) => !words.has(word));
  if (differing.some((word) => ownWords.has(word) || /\d/.test(word))) return false;
  const family = key.split('_')[0] ?? '';
  return !meant.startsWith('DB_') || family.length > 4 || /^(?:DB|BD)(?:POOL|MAX)?$/.test(family) || family === 'D';
}
