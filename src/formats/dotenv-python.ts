/** `.env` as python-dotenv 1.2.4 reads it (https://github.com/theskumar/python-dotenv, run against the real one). */

import { type Expanded, expandAsPython } from './dotenv-variables.ts';

/** Blanks of Python's `\s`, line ends included. Most characters are plain ASCII, and those need no expression. */
const blank = /[\s\x1c-\x1f\x85]/;
const isBlank = (character: string | undefined): boolean =>
  character !== undefined &&
  !(character > ' ' && character < '\x7f') &&
  character !== '\ufeff' &&
  blank.test(character);
const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r';

/** A place in the text, moved on by the functions below. */
interface Reader {
  readonly text: string;
  at: number;
}

/** The last value of every wanted key; a key without a value, and a line that is dropped, set nothing. */
export function readAsPython(text: string, wanted: (key: string) => boolean): Map<string, Expanded> {
  const reader: Reader = { text, at: text.startsWith('\ufeff') ? 1 : 0 };
  const values = new Map<string, Expanded>();
  const set = new Set<string>();
  const expands = text.includes('${');
  for (;;) {
    skip(reader, isBlank);
    if (reader.at >= text.length) return values;
    const found = readBinding(reader);
    if (found === undefined) {
      skip(reader, (character) => character !== undefined && !isLineEnd(character));
      continue;
    }
    const { key, value } = found;
    if (wanted(key)) {
      if (value === undefined) values.delete(key);
      else values.set(key, expands ? expandAsPython(value, (name) => set.has(name)) : { value });
    }
    if (expands) set.add(key);
  }
}

function skip(reader: Reader, matches: (character: string | undefined) => boolean): void {
  while (reader.at < reader.text.length && matches(reader.text[reader.at])) reader.at++;
}

const skipBlanks = (reader: Reader): void => skip(reader, (c) => isBlank(c) && !isLineEnd(c));

/** One line's key and value; undefined where python-dotenv warns and drops the line. A comment line is dropped without a warning. */
function readBinding(reader: Reader): { key: string; value: string | undefined } | undefined {
  const { text } = reader;
  const isExport = text.startsWith('export', reader.at) && isBlank(text[reader.at + 6]);
  if (isExport && !isLineEnd(text[reader.at + 6])) {
    reader.at += 6;
    skipBlanks(reader);
  }
  const key = readKey(reader);
  if (key === undefined) return undefined;
  skipBlanks(reader);
  const value = text[reader.at] === '=' ? readValue(reader) : { text: undefined };
  if (value === undefined) return undefined;
  skipBlanks(reader);
  if (text[reader.at] === '#') skip(reader, (character) => !isLineEnd(character));
  const ended = reader.at >= text.length || isLineEnd(text[reader.at]);
  return ended ? { key, value: value.text } : undefined;
}

function readKey(reader: Reader): string | undefined {
  const { text } = reader;
  const start = reader.at;
  if (text[start] === "'") {
    const close = text.indexOf("'", start + 1);
    if (close <= start + 1) return undefined;
    reader.at = close + 1;
    return text.slice(start + 1, close);
  }
  skip(reader, (character) => character !== '=' && character !== '#' && !isBlank(character));
  return reader.at > start ? text.slice(start, reader.at) : undefined;
}

/** A value after `=`; undefined where its quote is not closed. */
function readValue(reader: Reader): { text: string } | undefined {
  const { text } = reader;
  const equals = reader.at++;
  skipBlanks(reader);
  const first = text[reader.at];
  if (first === '#' && reader.at > equals + 1) return { text: '' };
  if (first === "'" || first === '"') return readQuoted(reader, first);
  const start = reader.at;
  let end = -1;
  for (; reader.at < text.length && !isLineEnd(text[reader.at]); reader.at++) {
    if (end < 0 && text[reader.at] === '#' && reader.at > start && isBlank(text[reader.at - 1])) end = reader.at;
  }
  if (end < 0) end = reader.at;
  while (end > start && isBlank(text[end - 1])) end--;
  return { text: text.slice(start, end) };
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A backslash takes the next character along, so an unclosed quote is looked for once in a text: any later one would have closed it. */
function readQuoted(reader: Reader, quote: '"' | "'"): { text: string } | undefined {
  const { text } = reader;
  const start = reader.at + 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      reader.at = at + 1;
      const escaped = quote === '"' ? /\\([\\'"abfnrtv])/g : /\\([\\'])/g;
      return { text: text.slice(start, at).replace(escaped, (_, letter: string) => escapes[letter] ?? letter) };
    }
  }
  return undefined;
}
