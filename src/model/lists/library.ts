import type { FactName, FactSet, FactValues, PoolSize } from '../facts.ts';
import type { Row } from './row.ts';

/** What an absent key means: the guide's loader (20 / 40 / 3600 / true), or plain SQLAlchemy (5 / 10 / −1 / false). */
export type Defaults = 'guide' | 'sqlalchemy';

/** A pool key taken apart: `DB_POOL_SIZE` is what the row for sizes reads, of the family DB. `rank`: of two synonyms the lowest wins. */
export interface PoolKey {
  readonly family: string;
  readonly row: Row;
  readonly rank: number;
}

/** A library that pools connections: what its settings are called, what they mean to it, and how they are written back. */
export interface Library {
  /** Its id in flags and in JSON. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The settings of a pool; the keys of a row are endings behind a family. */
  readonly rows: readonly Row[];
  /** Undefined for a key of another library, or of none. */
  readonly poolKey: (key: string) => PoolKey | undefined;
  readonly defaults: (defaults: Defaults, family: string) => FactSet;
  /** The facts that say how large a pool is, and the sum that they make, in the library's words. */
  readonly sizes: readonly FactName[];
  readonly formula: string;
  /** Undefined where one of `sizes` is unknown. */
  readonly sizeOf: (facts: FactSet) => PoolSize | undefined;
  /** The settings of a pool that opens so many connections at most. */
  readonly fit: (poolMax: number) => Partial<FactValues>;
}
