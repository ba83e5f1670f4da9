import { integerIn } from '../../formats/python.ts';
import { libraries } from '../../libraries/index.ts';
import type { OwnKeys } from '../../linter/vocabulary.ts';
import { copyFact, type FactSet, type FactValues } from '../../model/facts.ts';
import { defineRow, type Row } from '../../model/lists/row.ts';
import type { KeyMeaning } from '../../model/lists/vocabulary.ts';
import { type Millis, millis } from '../../model/units.ts';
import { runners } from '../../runners/index.ts';
import { processCount } from '../../runners/process-count.ts';
import type { ConfigData, ownFacts, units } from './schema.ts';

type OwnKey = Exclude<NonNullable<ConfigData['settings']>[string], string>;
type OwnFact = (typeof ownFacts)[number];

/** What the config's `settings` mean. They win over poolfit's own names for the same fact, earlier ones over later ones. */
export function ownKeysOf(settings: ConfigData['settings']): OwnKeys {
  const entries = Object.entries(settings ?? {});
  return new Map(
    entries.map(([key, own], at) => [
      key,
      meaningOf(key, typeof own === 'string' ? { fact: own } : own, at - entries.length),
    ]),
  );
}

function meaningOf(key: string, own: OwnKey, rank: number): KeyMeaning {
  if (own.fact === 'url') return { kind: 'url', rank, replica: false };
  const base = rowOf(own.fact, key);
  const row = { ...inUnit(base, own.unit ?? 's'), ...(own.scope === 'instance' && { perInstance: true as const }) };
  const library = libraries.find(({ rows }) => rows.some(({ fact }) => fact === own.fact));
  return library ? { kind: 'pool', library, family: own.pool ?? 'DB', row, rank } : { kind: 'deployment', row, rank };
}

/** The row that reads this fact under poolfit's own names, or a count of processes. */
function rowOf(fact: Exclude<OwnFact, 'url'>, key: string): Row {
  const known = [...libraries, ...runners].flatMap(({ rows }) => rows).find((row) => row.fact === fact);
  if (known) return known;
  const name = fact === 'instances' ? 'instances' : 'engines';
  return defineRow({ fact: name, keys: [key], numberIn: integerIn, parse: processCount, print: String });
}

/** Seconds per unit, as a fraction: a thousandth is not a binary number. */
const secondsPer: Readonly<Record<(typeof units)[number], readonly [number, number]>> = {
  ms: [1, 1000],
  s: [1, 1],
  m: [60, 1],
  h: [3600, 1],
};

const durations = ['maxLifetime', 'acquireTimeout', 'requestTimeout'] as const;

/** The same row for a duration in another unit: it reads seconds, and what it read is scaled. */
function inUnit(row: Row, unit: keyof typeof secondsPer): Row {
  const [times, per] = secondsPer[unit];
  if (times === per) return row;
  const name = durations.find((one) => one === row.fact);
  if (name === undefined) return row;
  const scaled = (value: Millis, by: number, over: number): Millis => millis((value * by) / over);
  return {
    ...row,
    read: (text, facts, origin) => {
      const read: FactSet = {};
      const reading = row.read(text, read, origin);
      const fact = read[name];
      if (fact) read[name] = { ...fact, value: scaled(fact.value, times, per) };
      copyFact(facts, read, name);
      return reading;
    },
    write: (wanted) => {
      const value = wanted[name];
      const inSeconds: Partial<FactValues> = value === undefined ? {} : { [name]: scaled(value, per, times) };
      return row.write(inSeconds);
    },
  };
}
