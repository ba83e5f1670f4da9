/** Settings as subjects of the Reading rules: what their text is to its readers, and what the rest of the file makes of it. */

import { isTemplate } from '../model/document.ts';
import {
  type FactName,
  type FactSet,
  noEdits,
  noLines,
  noNames,
  type Origin,
  type Place,
  type Setting,
  type Subject,
} from '../model/facts.ts';
import { groupBy } from '../model/group-by.ts';
import { setFact } from '../model/lists/row.ts';
import type { KeyMeaning } from '../model/lists/vocabulary.ts';
import { shownValue } from '../model/words/shown-value.ts';
import { disagreementOf, isInterpolated, pythonRaises, type ValueKind } from './readings.ts';

/** A setting with what its key means. */
export interface Entry<Meaning extends KeyMeaning = KeyMeaning> {
  readonly setting: Setting;
  readonly meaning: Meaning;
}

/** The place of a setting's value, with what may be shown of its line: nothing of a URL. */
export function placeOf({ setting, meaning }: Entry): Place {
  const shown = shownValue(setting.raw);
  const isSafe = meaning.kind !== 'url' && shown === setting.raw;
  return { location: setting.location, frame: isSafe ? { before: `${setting.key}=`, marked: shown } : null };
}

export const originOf = (entry: Entry, place = placeOf(entry)): Origin => ({
  kind: 'setting',
  key: entry.setting.key,
  place,
});

/** Whether a value can be judged: not where it is put together elsewhere, not a template's placeholder, not where Python raises on it. */
export type Readable = (entry: Entry) => boolean;

const isPlaceholder = (value: string): boolean =>
  /^(?:|<.*>|\[.*\]|\{\{.*\}\}|x{3,}|\.{3}|change[-_]?me|your[-_].*|todo)$/is.test(value);

/** `encrypted:` is dotenvx's mark of a value that only its key opens. */
export function makeReadable(file: string): Readable {
  const isCopied = isTemplate(file);
  return ({ setting, meaning }) =>
    !isInterpolated(setting.value) &&
    !setting.value.startsWith('encrypted:') &&
    !(isCopied && isPlaceholder(setting.value.trim())) &&
    !pythonRaises(setting, kindOf(meaning));
}

/** What the Reading rules know of the file around one setting. */
interface RestOfFile {
  readonly keys: { readonly has: (key: string) => boolean };
  readonly groups: ReadonlyMap<string, readonly Entry[]>;
  readonly readable: Readable;
}

/** The subject of the Reading rules for one setting. */
export function settingSubject(entry: Entry, { keys, groups, readable }: RestOfFile): Subject {
  const { setting, meaning } = entry;
  const place = placeOf(entry);
  const facts: FactSet = {};
  let unreadable: ReadonlySet<FactName> = noNames;
  const origin = originOf(entry, place);
  setKnownKey(facts, entry, keys);
  if (meaning.kind !== 'misspelled') {
    facts.earlierValues = { origin, ...earlierValues(entry, groups.get(subjectKey(entry)) ?? []) };
    setFact(facts, 'disagreement', disagreementOf(setting, kindOf(meaning)), origin);
    unreadable = readText(entry, { readable, facts, origin });
  }
  return {
    kind: 'setting',
    id: `${setting.location.file}#${setting.key}`,
    file: setting.location.file,
    facts,
    unreadable,
    inapplicable: noNames,
    keyOf: () => setting.key,
    editsFor: noEdits,
    linesFor: noLines,
    anchor: place,
  };
}

/** The key that was meant; none where that one, or another name for the same thing, is set too. */
function setKnownKey(facts: FactSet, { setting, meaning }: Entry, keys: RestOfFile['keys']): void {
  const place = { location: setting.keyLocation, frame: { before: '', marked: setting.key } };
  const slipped = meaning.kind === 'misspelled' && !meaning.synonyms.some((key) => keys.has(key));
  const meant = slipped ? { meant: meaning.meant, because: meaning.because } : null;
  setFact(facts, 'knownKey', meant, { kind: 'setting', key: setting.key, place });
}

/** How readings of a key are compared: numbers as the loader reads them, everything else as text. */
function kindOf(meaning: KeyMeaning): ValueKind {
  if (meaning.kind === 'url') return { isUrl: true };
  return 'row' in meaning ? { numberIn: meaning.row.numberIn } : {};
}

interface Reader {
  readonly readable: Readable;
  readonly facts: FactSet;
  readonly origin: Origin;
}

/** Adds what the setting's text is to the library that reads it, the facts of the Reading rules; tells which of them is unreadable. */
function readText(entry: Entry, { readable, facts, origin }: Reader): ReadonlySet<FactName> {
  const { setting, meaning } = entry;
  const read = meaning.kind === 'command-line' ? meaning.read : 'row' in meaning ? meaning.row.read : undefined;
  if (!read) return noNames;
  const isBoolean = 'row' in meaning && meaning.row.fact === 'prePing';
  if (!readable(entry)) return new Set<FactName>([isBoolean ? 'booleanReading' : 'numberReading']);
  const { number, boolean } = read(setting.value, facts, origin);
  if (number !== undefined) setFact(facts, 'numberReading', number, origin);
  if (boolean !== undefined) setFact(facts, 'booleanReading', boolean, origin);
  return noNames;
}

type EarlierValues = Pick<NonNullable<FactSet['earlierValues']>, 'value' | 'related'>;

const noEarlierValues: EarlierValues = { value: [] };

/** Other values that the file gives to the same thing; told at the last place only. */
function earlierValues(entry: Entry, group: readonly Entry[]): EarlierValues {
  if (group.length < 2 || group.at(-1)?.setting !== entry.setting) return noEarlierValues;
  const others = group.filter((other) => meant(other) !== meant(entry));
  const shown = ({ setting, meaning }: Entry): string =>
    meaning.kind === 'url' ? 'another URL' : shownValue(setting.value);
  return {
    value: others.map((other) => `${other.setting.key} ${shown(other)}`),
    related: others.map((other) => ({
      message: `${other.setting.key} is ${shown(other)} here`,
      location: other.setting.location,
    })),
  };
}

/** Keys that set one thing: the synonyms of one family, else the key itself. */
const subjectKey = ({ setting, meaning }: Entry): string =>
  meaning.kind === 'pool' ? `${meaning.family} ${meaning.row.fact}` : setting.key;

export const groupBySubject = (entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> =>
  groupBy(entries, subjectKey);

/** A value as it is read: `020` and `20` are one number, `True` and `true` one boolean. */
function meant(entry: Entry): string {
  const { setting, meaning } = entry;
  if (!('row' in meaning)) return setting.value;
  const facts: FactSet = {};
  const reading = meaning.row.read(setting.value, facts, originOf(entry));
  return reading.known ? String(facts[meaning.row.fact]?.value) : setting.value;
}
