/** Which variables hold a database URL. */

/** In the order in which `check` and the linter take them. */
export const urlKeys: readonly string[] = [
  'DATABASE_URL',
  'POSTGRES_URL',
  'DB_URL',
  'DATABASE_URI',
  'SQLALCHEMY_DATABASE_URI',
];

const otherUrl = /^(?:[A-Z0-9_]+_)?(?:DB|DATABASE|POSTGRES|PG)(?:_[A-Z0-9_]+)?_(?:URL|URI)$/;
const strangers = /(?:^|_)(?:TEST|REDIS|MONGO|THREAD|HTTP|SUPABASE)(?:_|$)/;
const replicaName = /(?:^|_)(?:READ|READER|READONLY|REPLICA|SLAVE)(?:_|$)/;

/** Whether a key holds a database URL, the main ones first of all. */
export const isUrlKey = (key: string): boolean => urlKeys.includes(key) || (otherUrl.test(key) && !strangers.test(key));

/** Whether a key or family names a second, reading pool. */
export const isReplica = (name: string): boolean => replicaName.test(name);

/** A family's own URL key, if it has one: `DB` has `DB_URL`, `ANALYTICS_DB` has `ANALYTICS_DB_URL`. */
export const familyUrlKeys = (family: string): readonly string[] => [
  `${family}_URL`,
  `${family}_URI`,
  `${family}_DATABASE_URL`,
  `${family}_DATABASE_URI`,
];
