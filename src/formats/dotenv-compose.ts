/** `.env` as Docker Compose reads it (compose-go v2, https://github.com/compose-spec/compose-go, and what was measured of it). */

import { type Expanded, expandAsCompose } from './dotenv-variables.ts';

/** The last value of every wanted key, or where and why Compose gives the whole file up. */
export interface ComposeFile {
  readonly values: ReadonlyMap<string, Expanded>;
  readonly rejected: { readonly at: number; readonly key: string; readonly why: string } | undefined;
}

const inLine = /[\t\v\f\r \x85\xa0]/;
const anyBlank = /[\s\x85]/;
/** Most characters are plain ASCII, and those need no expression. */
const isAscii = (character: string): boolean => character > ' ' && character < '\x7f';
const isInLine = (character: string): boolean => !isAscii(character) && inLine.test(character);
const isBlank = (character: string): boolean =>
  !isAscii(character) && character !== '\ufeff' && anyBlank.test(character);
const inKey = /[\p{L}\p{N}_.[\]-]/u;

/** A statement as found: its key, and where its value starts; `value` -1: a bare key. */
interface Head {
  readonly key: string;
  readonly value: number;
  readonly next: number;
}

interface Rejected {
  readonly key: string;
  readonly why: string;
}

/** Reads the whole file: in Compose one bad line is the end of every variable. */
export function readAsCompose(text: string, wanted: (key: string) => boolean): ComposeFile {
  const values = new Map<string, Expanded>();
  const set = new Set<string>();
  const expands = text.includes('$');
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    const start = statementFrom(text, at);
    if (start >= text.length) return { values, rejected: undefined };
    const head = readHead(text, start);
    if ('why' in head) return { values, rejected: { at: start, ...head } };
    if (head.value < 0) {
      at = head.next;
      continue;
    }
    const value = readValue(text, head.value);
    if (value === undefined) {
      return { values, rejected: { at: start, key: head.key, why: 'a quote that is not closed' } };
    }
    const isLiteral = !expands || value.quote === "'";
    if (wanted(head.key)) {
      values.set(head.key, isLiteral ? { value: value.text } : expandAsCompose(value.text, (name) => set.has(name)));
    }
    if (expands) set.add(head.key);
    at = value.next;
  }
}

function skip(text: string, from: number, matches: (character: string) => boolean): number {
  let at = from;
  while (at < text.length && matches(text.charAt(at))) at++;
  return at;
}

function statementFrom(text: string, from: number): number {
  let at = skip(text, from, isBlank);
  while (text[at] === '#') {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : skip(text, end, isBlank);
  }
  return at;
}

function readHead(text: string, start: number): Head | Rejected {
  const isExport = text.startsWith('export', start) && isBlank(text.charAt(start + 6));
  const from = isExport ? skip(text, start + 6, isInLine) : start;
  for (let at = from; at < text.length; at++) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (character === '=' || character === ':' || character === '\n') {
      const key = text.slice(from, at).trimEnd();
      if (key.includes(' ')) return { key, why: 'a key with a blank' };
      return { key, value: character === '\n' ? -1 : skip(text, at + 1, isInLine), next: at + 1 };
    }
    if (!isInLine(character) && !inKey.test(character)) return { key: '', why: 'a character that no key has' };
    at += character.length - 1;
  }
  return { key: '', value: -1, next: text.length };
}

interface Value {
  readonly text: string;
  readonly quote: string;
  readonly next: number;
}

/** A value without a quote ends at ` #` or the line's end (LF only); a tab before `#` is no comment. */
function readValue(text: string, from: number): Value | undefined {
  const quote = text.charAt(from);
  if (quote === '"' || quote === "'") return readQuoted(text, from, quote);
  const lineEnd = text.indexOf('\n', from);
  const next = lineEnd < 0 ? text.length : lineEnd + 1;
  let end = lineEnd < 0 ? text.length : lineEnd;
  for (let at = from; at < end; at++) {
    if (text[at] === '#' && at > from && text[at - 1] === ' ') end = at - 1;
  }
  while (end > from && isBlank(text.charAt(end - 1))) end--;
  return { text: text.slice(from, end), quote: '', next };
}

function readQuoted(text: string, from: number, quote: '"' | "'"): Value | undefined {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      const inner = text.slice(from + 1, at).replaceAll(`\\${quote}`, quote);
      return { text: quote === '"' ? expandEscapes(inner) : inner, quote, next: at + 1 };
    }
  }
  return undefined;
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

const expandEscapes = (text: string): string =>
  text.replace(/\\([abfnrtv$"\\])/g, (_, letter: string) => letters[letter] ?? letter);
