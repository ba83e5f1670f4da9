import type { BooleanReading, Fact, FactName, FactSet, FactValues, NumberProblem, Origin } from '../facts.ts';

/** What a library makes of one setting's text: facts set, and problems of the text itself. */
export interface SettingReading {
  readonly number?: NumberProblem | null | undefined;
  readonly boolean?: BooleanReading | undefined;
  /** The text sets the fact; false: the fact is unknown. */
  readonly known: boolean;
}

type NumberIn = (text: string) => number | undefined;

/** One row of a vocabulary: the keys (or the endings of a family's keys) that set a fact, earlier ones winning. */
export interface Row {
  readonly fact: FactName;
  readonly keys: readonly string[];
  /** Reads a value into the set; what it cannot read stays out of the set. */
  readonly read: (value: string, facts: FactSet, origin: Origin) => SettingReading;
  /** A number as the library's reader finds it in a text, to compare what readers of a file make of one; undefined: it finds none. */
  readonly numberIn?: NumberIn;
  /** The text that gives the fact this value, or null where it cannot be written. */
  readonly write: (wanted: Partial<FactValues>) => string | null;
  /** The number is the total of an instance, which its workers share. */
  readonly perInstance?: true;
}

interface RowDefinition<K extends FactName> {
  readonly fact: K;
  readonly keys: readonly string[];
  readonly parse: (value: string) => {
    readonly value: FactValues[K] | undefined;
    readonly number?: NumberProblem | null;
    readonly boolean?: BooleanReading;
  };
  readonly numberIn?: NumberIn;
  readonly print: (value: FactValues[K]) => string | null;
}

/** A row whose parser and printer agree with the type of its fact. */
export function defineRow<K extends FactName>(row: RowDefinition<K>): Row {
  return {
    fact: row.fact,
    keys: row.keys,
    ...(row.numberIn && { numberIn: row.numberIn }),
    read: (value, facts, origin) => {
      const { value: parsed, number, boolean } = row.parse(value);
      if (parsed !== undefined) setFact(facts, row.fact, parsed, origin);
      return { number, boolean, known: parsed !== undefined };
    },
    write: (wanted) => {
      const value = wanted[row.fact];
      return value === undefined ? null : row.print(value);
    },
  };
}

/** Sets one fact, keeping name and type together. */
export function setFact<K extends FactName>(facts: FactSet, name: K, value: FactValues[K], origin: Origin): void {
  const slots: { [P in K]?: Fact<FactValues[P]> } = facts;
  slots[name] = { value, origin };
}
