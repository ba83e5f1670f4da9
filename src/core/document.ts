import type { Location, Setting } from './facts.ts';

/** A file's settings that a vocabulary wants, in the order of the file. */
export interface Document {
  readonly file: string;
  readonly settings: readonly Setting[];
}

/**
 * `KEY=value` on a line of its own, of ASCII characters, as all readers take it but one that keeps quotes and comments. Offsets in UTF-16
 * units, ends exclusive.
 */
export interface Statement {
  readonly key: string;
  readonly line: number;
  readonly keyStart: number;
  /** Of the value. */
  readonly start: number;
  readonly end: number;
}

/** The wanted statements of a plain file, in its order; good until the next file is scanned. */
export interface Statements {
  readonly count: number;
  /** The value of an index below `count`, and its statement. */
  readonly value: (index: number) => string;
  /** All that stands behind its `=`: the value, with quotes or a comment around it. */
  readonly rest: (index: number) => string;
  readonly at: (index: number) => Statement;
  readonly all: () => readonly Statement[];
}

/** Where a statement's key stands. */
export const keyLocation = (file: string, { key, line, keyStart }: Statement): Location => ({
  file,
  line,
  column: 1,
  endLine: line,
  endColumn: key.length + 1,
  start: keyStart,
  end: keyStart + key.length,
});

/** Where a statement's value stands. */
export const valueLocation = (file: string, { line, keyStart, start, end }: Statement): Location => ({
  file,
  line,
  column: 1 + start - keyStart,
  endLine: line,
  endColumn: 1 + end - keyStart,
  start,
  end,
});

/** The word that starts a suppression; a text without it has none. */
export const suppressionWord = 'poolfit-ignore';

/** Whether a file is one to copy: placeholders in it are no mistakes, and it is no service. */
export function isTemplate(file: string): boolean {
  const dot = file.lastIndexOf('.');
  const length = file.length - dot;
  return length >= shortestEnding && length <= longestEnding && templateEndings.has(file.slice(dot).toLowerCase());
}

const templateEndings: ReadonlySet<string> = new Set(['.example', '.sample', '.template', '.dist']);
const endingLengths = [...templateEndings].map(({ length }) => length);
const shortestEnding = Math.min(...endingLengths);
const longestEnding = Math.max(...endingLengths);

/** Turns offsets into lines and columns; offsets must not decrease from call to call. */
export function makeLocator(file: string, text: string): (start: number, end: number) => Location {
  let lineStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let at = 0;
  const position = (offset: number): { line: number; column: number } => {
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      const endsLine = code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10);
      if (endsLine) {
        line++;
        lineStart = at + 1;
      }
    }
    return { line, column: offset - lineStart + 1 };
  };
  return (start, end) => {
    const from = position(start);
    const to = position(end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
  };
}
