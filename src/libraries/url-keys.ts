/** Which variables hold a database URL. */

import { isStranger } from './sqlalchemy.ts';

/** In the order in which `check` and the linter take them. */
export const urlKeys: readonly string[] = [
  'DATABASE_URL',
  'POSTGRES_URL',
  'DB_URL',
  'DATABASE_URI',
  'SQLALCHEMY_DATABASE_URI',
];

const isOfSupabase = (key: string): boolean => /(?:^|_)SUPABASE(?:_|$)/.test(key);
const isOtherUrl = (key: string): boolean =>
  /^(?:[A-Z0-9_]+_)?(?:DB|DATABASE|POSTGRES|PG)(?:_[A-Z0-9_]+)?_(?:URL|URI)$/.test(key);

/** Whether a key holds a database URL, the main ones first of all. */
export const isUrlKey = (key: string): boolean =>
  mayBeUrlKey(key) && (urlKeys.includes(key) || (isOtherUrl(key) && !isStranger(key) && !isOfSupabase(key)));

/** What `otherUrl` asks for, cheaply: most keys of a file are none of ours. */
const mayBeUrlKey = (key: string): boolean =>
  (key.endsWith('_URL') || key.endsWith('_URI')) &&
  (key.includes('DB') || key.includes('DATABASE') || key.includes('POSTGRES') || key.includes('PG'));

/** Whether a key or family names a second, reading pool. */
export const isReplica = (name: string): boolean =>
  (name.includes('READ') || name.includes('REPLICA') || name.includes('SLAVE')) &&
  /(?:^|_)(?:READ|READER|READONLY|REPLICA|SLAVE)(?:_|$)/.test(name);

/** A family's own URL key, if it has one: `DB` has `DB_URL`, `ANALYTICS_DB` has `ANALYTICS_DB_URL`. */
export const familyUrlKeys = (family: string): readonly string[] => [
  `${family}_URL`,
  `${family}_URI`,
  `${family}_DATABASE_URL`,
  `${family}_DATABASE_URI`,
];
