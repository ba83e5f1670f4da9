import { parseRational, type Rational } from '../../model/rational.ts';
import { type Millis, parseDuration } from '../../model/units.ts';
import { nearest } from '../../model/words/nearest.ts';
import { shownArgument, usageError } from '../usage-error.ts';

const wrong = (flag: string, text: string, instead: string): Error =>
  usageError(
    text === '' ? `${flag} is empty; ${instead}` : `${flag} ${shownArgument(text)} cannot be used; ${instead}`,
  );

/** Reads a whole number in plain digits. */
export const wholeNumber =
  (flag: string, least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw wrong(flag, text, `give a whole number from ${least} to ${most}`);
  };

/** Reads a decimal above 0, exact. */
export const positiveDecimal =
  (flag: string) =>
  (text: string): Rational => {
    const value = parseRational(text);
    if (value && value.num > 0n) return value;
    throw wrong(flag, text, 'give a number above 0, such as 20 or 0.5');
  };

/** Reads a duration; `0` and `never` are none. */
export const duration =
  (flag: string) =>
  (text: string): Millis => {
    const value = text.length <= 20 ? parseDuration(text) : undefined;
    if (value !== undefined) return value;
    throw wrong(flag, text, 'give a duration such as 600, 600s, 10m, 1.5h or never');
  };

/** Reads one of a few words; the parser knows them, so that completion can offer them. */
export const oneOf = <const Word extends string>(flag: string, words: readonly Word[]) =>
  Object.assign(
    (text: string): Word => {
      const word = words.find((known) => known === text);
      if (word !== undefined) return word;
      const [near] = nearest(text.toLowerCase(), words, 2);
      throw wrong(flag, text, `${near === undefined ? 'give' : `did you mean ${near}?`} ${listed(words, near)}`);
    },
    { words },
  );

const listed = (words: readonly string[], near: string | undefined): string =>
  near === undefined ? `one of ${words.join(', ')}` : `(one of ${words.join(', ')})`;

/** An extra number of instances, or a percentage of the instances. */
export type Surge = { readonly count: number } | { readonly percent: number };

/** Reads `2` or `25%`. */
export const surge =
  (flag: string) =>
  (text: string): Surge => {
    const digits = text.endsWith('%') ? text.slice(0, -1) : text;
    const value = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
    if (!(value <= 262_143)) throw wrong(flag, text, 'give extra instances as a number (2) or a percentage (25%)');
    return text.endsWith('%') ? { percent: value } : { count: value };
  };
