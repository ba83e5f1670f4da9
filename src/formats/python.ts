/** How Python reads text: `int()`, `float()` and the guide's `.lower() == "true"` (Python 3.11, measured). */

import type { BooleanReading, NumberProblem } from '../model/facts.ts';
import { shownValue } from '../model/words/shown-value.ts';

/** A number, or why there is none. */
export type NumberReading =
  | { readonly value: number; readonly problem: NumberProblem | null }
  | { readonly value: undefined; readonly problem: NumberProblem };

/** The largest number that a database setting can be. */
const largest = 2_147_483_647;

/** The white space that int() and float() pass over: JavaScript's without the BOM, with NEL; unlike str.strip(), not 1C–1F (measured). */
function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code <= 32 || code >= 127) && code !== 0xfeff && /[\s\x85]/.test(text.charAt(at));
}

function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

/** Decimal digits of any script as ASCII; every script's ten digits stand in a row. ASCII's own are passed over: a value may be 50 MB long. */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
    const row = code & 15;
    return String(row < 10 && /\p{Nd}/u.test(String.fromCodePoint(code - row)) ? row : row - 6);
  });
}

const isInteger = (text: string): boolean => /^[+-]?\d+(?:_\d+)*$/.test(text);
const isFloat = (text: string): boolean =>
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(text);

/** `int(text)`; numbers beyond 2 147 483 647 are out of range. */
export const readInteger = (text: string): NumberReading => readNumber(text, isInteger);

/** The number that `int()` finds in a text. */
export const integerIn = (text: string): number | undefined => readInteger(text).value;

/** The number that `float()` finds. */
export const floatIn = (text: string): number | undefined => readFloat(text).value;

/** `float(text)`, without `inf` and `nan`, which no setting can use. */
export const readFloat = (text: string): NumberReading => readNumber(text, isFloat);

function readNumber(text: string, isNumber: (digits: string) => boolean): NumberReading {
  const digits = asciiDigits(strip(text));
  if (!isNumber(digits)) return { value: undefined, problem: unreadable(text) };
  const value = Number(digits.replaceAll('_', ''));
  if (Math.abs(value) <= largest) return { value, problem: null };
  return { value: undefined, problem: outOfRange(text, `is beyond ${largest}`, 'a number that fits the server') };
}

/** A problem of the kind `out-of-range`. */
export const outOfRange = (text: string, why: string, instead: string): NumberProblem => ({
  kind: 'out-of-range',
  shown: shownValue(strip(text)),
  why,
  instead,
});

function unreadable(text: string): NumberProblem {
  const [why, instead] = whyUnreadable(strip(text));
  return { kind: 'unreadable', shown: shownValue(text), why, instead };
}

/** Why `int()` raises, in the user's terms, and what to write instead. */
function whyUnreadable(text: string): [why: string, instead: string] {
  if (text === '')
    return ['is set but empty, and an empty variable does not take the default', 'a number, or no line at all'];
  const leading = /^\d+/.exec(text)?.[0] ?? '';
  const short = leading !== '' && leading.length <= 10;
  if (/^\d+\.0*$/.test(text) && short) return ['has a decimal point', leading];
  if (/^\d+ ?(?:ms|s|sec|m|min|h|d)$/i.test(text)) return ['has a unit, and the loader takes none', 'the plain number'];
  if (/^\d+\s*#/.test(text) && short) return ['holds a comment', `${leading}, and move the comment to its own line`];
  if (/^["'`].*["'`]$/s.test(text)) return ['holds quotes', 'the number without them'];
  if (/^\d+[;,]$/.test(text) && short) return ['ends with a punctuation mark', leading];
  return ['is not a whole number', 'digits only'];
}

/** `text.lower() == "true"`: what is neither plainly true nor plainly false reads as false and was hardly meant so. */
export function readBoolean(text: string): BooleanReading {
  const lower = text.toLowerCase();
  if (lower === 'true') return { reads: 'true', shown: shownValue(text) };
  const plainlyFalse = ['false', '0', 'no', 'off', 'n', 'f'].includes(strip(lower));
  return { reads: plainlyFalse ? 'false' : 'misread', shown: shownValue(text) };
}
