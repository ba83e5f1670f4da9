/**
 * SQLAlchemy's pool settings under the guide's names, read as the guide's loader reads them (`int(os.getenv(…))`,
 * `.lower() == "true"`) and meant as SQLAlchemy 2 means them (measured on 1.4, 2.0 and 2.1).
 */

import {
  floatIn,
  integerIn,
  type NumberReading,
  outOfRange,
  readBoolean,
  readFloat,
  readInteger,
} from '../formats/python.ts';
import type { FactSet, PoolSize } from '../model/facts.ts';
import type { Defaults, Library, PoolKey } from '../model/lists/library.ts';
import { defineRow, type Row } from '../model/lists/row.ts';
import { never, seconds, toSeconds } from '../model/units.ts';

const unlimited = Number.POSITIVE_INFINITY;

/** Endings of a family's keys: `DB_` + `POOL_SIZE`. */
const rows: readonly Row[] = [
  defineRow({
    fact: 'poolSize',
    keys: ['POOL_SIZE'],
    numberIn: integerIn,
    parse: (text) => {
      const { value, problem } = readInteger(text);
      if (value === undefined) return { value, number: problem };
      if (value < 0)
        return garbage(text, 'makes SQLAlchemy hand out a wrong number of connections', 'a size of at least 1');
      return { value: value === 0 ? unlimited : value, number: null };
    },
    print: (value) => (value === unlimited ? null : String(value)),
  }),
  defineRow({
    fact: 'maxOverflow',
    keys: ['MAX_OVERFLOW', 'POOL_MAX_OVERFLOW', 'POOL_OVERFLOW'],
    numberIn: integerIn,
    parse: (text) => {
      const { value, problem } = readInteger(text);
      if (value === undefined) return { value, number: problem };
      if (value < -1) {
        return garbage(text, 'ends in a RecursionError where SQLAlchemy should wait for a connection', '0 or more');
      }
      return { value: value === -1 ? unlimited : value, number: null };
    },
    print: (value) => (value === unlimited ? null : String(value)),
  }),
  defineRow({
    fact: 'maxLifetime',
    keys: ['POOL_RECYCLE', 'POOL_RECYCLE_SECONDS'],
    numberIn: integerIn,
    parse: (text) => {
      const { value, problem } = readInteger(text);
      if (value === undefined) return { value, number: problem };
      if (value >= 0) return { value: seconds(value), number: null };
      const odd = { ...outOfRange(text, 'switches recycling off, as −1 does', '-1'), kind: 'oddly-negative' } as const;
      return { value: never, number: value === -1 ? null : odd };
    },
    print: (value) => (value === never ? '-1' : String(Math.floor(toSeconds(value)))),
  }),
  defineRow({
    fact: 'acquireTimeout',
    keys: ['POOL_TIMEOUT', 'POOL_TIMEOUT_SECONDS'],
    numberIn: floatIn,
    parse: (text) => {
      const { value, problem }: NumberReading = readFloat(text);
      if (value === undefined) return { value, number: problem };
      if (value < 0) return garbage(text, 'raises ValueError: the timeout must be positive', '30');
      return { value: seconds(value), number: null };
    },
    print: (value) => (value === never ? null : String(toSeconds(value))),
  }),
  defineRow({
    fact: 'prePing',
    keys: ['POOL_PRE_PING'],
    parse: (text) => {
      const reading = readBoolean(text);
      return { value: reading.reads === 'true', boolean: reading };
    },
    print: (value) => String(value),
  }),
];

const garbage = (text: string, why: string, instead: string) => ({
  value: undefined,
  number: outOfRange(text, why, instead),
});

/** The defaults of the guide's loader (20 / 40 / 3600 / true), or of plain SQLAlchemy (5 / 10 / −1 / false). */
function defaults(which: Defaults, family: string): FactSet {
  const source = which === 'guide' ? "default of the guide's loader" : "SQLAlchemy's default";
  const of = (ending: string) => ({ kind: 'default', key: `${family}_${ending}`, source }) as const;
  const guide = which === 'guide';
  return {
    poolSize: { value: guide ? 20 : 5, origin: of('POOL_SIZE') },
    maxOverflow: { value: guide ? 40 : 10, origin: of('MAX_OVERFLOW') },
    maxLifetime: { value: guide ? seconds(3600) : never, origin: of('POOL_RECYCLE') },
    prePing: { value: guide, origin: of('POOL_PRE_PING') },
  };
}

/** Words of keys that are about another thing than a PostgreSQL pool. */
const strangers = ['_TEST_', '_REDIS_', '_MONGO_', '_THREAD_', '_HTTP_'];

/** Whether a key or family is about another thing: `REDIS_POOL_SIZE`. */
export function isStranger(name: string): boolean {
  const words = `_${name}_`;
  return strangers.some((word) => words.includes(word));
}

/** Families whose keys people write by hand, and so misspell. */
export const commonFamilies: readonly string[] = ['DB', 'DATABASE', 'SQLALCHEMY', 'POSTGRES'];

const isFamily = (name: string): boolean =>
  commonFamilies.includes(name) || (name.endsWith('_DB') && /^[A-Z0-9_]+_DB$/.test(name) && !isStranger(name));

/** By the ending of a pool key: the row that reads it, and its rank among the row's synonyms. */
const endings: ReadonlyMap<string, Pick<PoolKey, 'row' | 'rank'>> = new Map(
  rows.flatMap((row) => row.keys.map((ending, rank) => [ending, { row, rank }])),
);
/** Every ending of a pool key: `POOL_SIZE`. */
export const poolEndings: readonly string[] = [...endings.keys()];

/** Splits `DB_POOL_SIZE` into its family and the row that reads it; undefined for keys of other worlds (`REDIS_POOL_SIZE`). */
export function poolKey(key: string): PoolKey | undefined {
  // What every ending holds, and few other keys do.
  if (!key.includes('POOL') && !key.includes('OVERFLOW')) return undefined;
  for (let at = key.indexOf('_'); at >= 0; at = key.indexOf('_', at + 1)) {
    const found = endings.get(key.slice(at + 1));
    const family = key.slice(0, at);
    if (found && isFamily(family)) return { family, ...found };
  }
  return undefined;
}

function sizeOf({ poolSize, maxOverflow }: FactSet): PoolSize | undefined {
  if (!poolSize || !maxOverflow) return undefined;
  const parts = [poolSize.value, maxOverflow.value];
  return { poolMax: poolSize.value + maxOverflow.value, parts, kept: poolSize.value };
}

/** Guide, "Set: DB_POOL_SIZE=15, DB_MAX_OVERFLOW=15 (total 30)": the cap in halves, the odd one to the pool. */
function fit(poolMax: number): { readonly poolSize: number; readonly maxOverflow: number } {
  const poolSize = Math.ceil(poolMax / 2);
  return { poolSize, maxOverflow: poolMax - poolSize };
}

export const sqlalchemy: Library = {
  id: 'sqlalchemy',
  name: 'SQLAlchemy',
  rows,
  poolKey,
  defaults,
  sizes: ['poolSize', 'maxOverflow'],
  formula: 'pool_size + max_overflow',
  sizeOf,
  fit,
};
