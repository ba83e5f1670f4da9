import { type Assignment, decodeValue, scanDotenv } from '../../formats/dotenv.ts';
import { readInteger } from '../../formats/python.ts';
import type { Outcome } from './read.ts';

/** A key and the value it is to have. Values are plain numbers and `true`, which no reader of a `.env` misreads. */
export type Wanted = readonly (readonly [key: string, value: string])[];

/** A value replaced at its own place of the old text. */
export interface Replacement {
  readonly key: string;
  readonly assignment: Assignment;
  readonly value: string;
}

export interface EditedText {
  readonly text: string;
  /** In the order of the file. */
  readonly replaced: readonly Replacement[];
  /** Lines of the block at the end, without their ends; empty when no key was missing. */
  readonly appended: readonly string[];
}

/**
 * Gives the keys their values and leaves every other character as it is: comments, order, quotes, `export`, line ends, BOM. Of a key
 * set twice the last is changed, the one that counts. Keys that are not there come last, in one block under `comment`.
 * Fails where stray quotes make the rest of the file read otherwise once a value changes.
 */
export function editDotenv(text: string, wanted: Wanted, comment: string): Outcome<EditedText> {
  const assignments = scanDotenv(text);
  const found = new Map(assignments.map((assignment) => [assignment.key, assignment]));
  const replaced = wanted
    .flatMap(([key, value]) => {
      const assignment = found.get(key);
      const isThere = assignment === undefined || meansTheSame(decodeValue(text, assignment), value);
      return isThere ? [] : [{ key, assignment, value }];
    })
    .sort((a, b) => a.assignment.start - b.assignment.start);
  const missing = wanted.filter(([key]) => !found.has(key));
  const appended = missing.length === 0 ? [] : [`# ${asciiComment(comment)}`, ...missing.map((pair) => pair.join('='))];
  const edited = { text: append(replaceAll(text, replaced), appended), replaced, appended };
  if (readsAs(text, edited.text, wanted)) return { ok: true, value: edited };
  const keys = wanted.map(([key]) => key).join(', ');
  return {
    ok: false,
    problem: `quotes that are not closed make it unsafe to change ${keys}: close them, then run it again`,
  };
}

/** `020` is 20 to `int()` and `True` is true to the guide's loader: such lines need no change. */
function meansTheSame(current: string, value: string): boolean {
  if (current.toLowerCase() === value) return true;
  const number = readInteger(current);
  return number.problem === null && String(number.value) === value;
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { assignment, value } of replacements) {
    const { start, end, quote } = assignment;
    // `20#c` is 20 to node's dotenv, and one word to python-dotenv and Docker Compose.
    const space = quote === '' && text[end] === '#' ? ' ' : '';
    result += text.slice(at, start) + value + space;
    at = end;
  }
  return result + text.slice(at);
}

/** A quote in the comment could close one that the file left open. */
const asciiComment = (comment: string): string => comment.replace(/[^\x20-\x7e]|["'`]/g, '');

function append(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text;
  const ends = text.match(/\r\n|\n|\r/g);
  const end = ends?.at(-1) ?? '\n';
  const isEmpty = text === '' || text === '\ufeff';
  const closed = isEmpty || text.endsWith('\n') || text.endsWith('\r') ? '' : end;
  return `${text}${closed}${isEmpty ? '' : end}${lines.join(end)}${end}`;
}

/** The last line of defence before a file is written: wanted keys read as wanted, all others as before. */
function readsAs(before: string, after: string, wanted: Wanted): boolean {
  const expected = new Map(wanted);
  // Without empty values: a last line `A:` is one as soon as a line end follows it.
  const unchanged = (text: string): string[] =>
    scanDotenv(text)
      .filter(({ key, start, end }) => !expected.has(key) && start < end)
      .map((assignment) => `${assignment.key}=${decodeValue(text, assignment)}`);
  const values = new Map(scanDotenv(after).map((assignment) => [assignment.key, decodeValue(after, assignment)]));
  const reads = wanted.every(([key, value]) => meansTheSame(values.get(key) ?? '', value));
  return reads && unchanged(before).join('\0') === unchanged(after).join('\0');
}
