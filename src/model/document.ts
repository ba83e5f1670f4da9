import type { Location, Setting } from './facts.ts';

/** A file's settings that a vocabulary wants, in the order of the file. */
export interface Document {
  readonly file: string;
  readonly settings: readonly Setting[];
}

/** A comment `poolfit-ignore rule-id[, rule-id] -- reason`, and the setting that it is about. */
export interface Suppression {
  /** Words before the `--`. */
  readonly ruleIds: readonly string[];
  /** Empty: there is none, and the comment hides nothing. */
  readonly reason: string;
  /** Where the word stands. */
  readonly location: Location;
  /** The offsets of a setting's key and value, where findings stand. */
  readonly setting: { readonly key: number; readonly value: number } | undefined;
}

/** The word that starts a suppression; a text without it has none. */
export const suppressionWord = 'poolfit-ignore';

/** Whether a file is one to copy: placeholders in it are no mistakes, and it is no service. */
export const isTemplate = (file: string): boolean => /\.(?:example|sample|template|dist)$/i.test(file);

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
