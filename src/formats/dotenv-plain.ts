/** Files that every reader of `.env` files splits into the same statements: most are, and those need no simulation of the readers. */

import { type Statement, type Statements, suppressionWord } from '../core/document.ts';
import type { Words } from './words.ts';

const LF = 10;
const CR = 13;
const BLANK = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const EQUALS = 61;
const BACKSLASH = 92;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.';
const ofKeys = tableOf(letters);
/** Characters that stand for themselves to all readers, everywhere in a value. */
const harmless = tableOf(`${letters}+:/@%?&=,*!~^-`);

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (let at = 0; at < characters.length; at++) table[characters.charCodeAt(at)] = 1;
  return table;
}

/**
 * The wanted statements of the plain file that was scanned last, in lists that serve file after file: what makes a hundred thousand of
 * them slow is what is made for each.
 */
export class PlainStatements implements Statements {
  count = 0;
  private readonly wanted: Words<string | undefined>;
  private readonly keys: string[] = [];
  private readonly lines: number[] = [];
  /** Of values, in bytes. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private scanned: Scan = { bytes: new Uint8Array(), wide: false };

  /** `wanted` says what a wanted key is called, and nothing of the others. */
  constructor(wanted: Words<string | undefined>) {
    this.wanted = wanted;
  }

  /**
   * Whether all readers take a file (its UTF-8) alike: it holds `KEY=value` of harmless characters where the key is wanted, and else lines
   * that end for all readers where they end for one, none of them a suppression. One pass, nothing looked at twice.
   */
  scan(bytes: Uint8Array): boolean {
    this.scanned = { bytes, wide: false };
    this.count = 0;
    for (let at = 0, line = 1; at < bytes.length; line++) {
      at = this.afterLine(at, line);
      if (at < 0) return false;
    }
    return true;
  }

  /** Behind the line that starts here, or -1: readers might not agree on it. */
  private afterLine(at: number, line: number): number {
    const { bytes } = this.scanned;
    const keyStart = bytes[at] === 101 && standsAt(bytes, at, 'export ') ? at + 7 : at;
    const keyEnd = skipAll(ofKeys, bytes, keyStart);
    if (keyEnd === keyStart) return keyStart > at ? -1 : behindEnd(bytes, skipComment(this.scanned, at));
    if (bytes[keyEnd] !== EQUALS || !startsKey(bytes[keyStart] ?? 0)) return -1;
    const start = keyEnd + 1;
    const end = skipAll(harmless, bytes, start);
    const key = this.wanted.at(bytes, keyStart, keyEnd);
    if (key === undefined) return behindEnd(bytes, bytes[end] === LF ? end : skipRest(this.scanned, start, end));
    // `docker --env-file` rejects `export`.
    if (keyStart > at) return -1;
    this.add(key, line, start, end);
    return behindEnd(bytes, end);
  }

  private add(key: string, line: number, start: number, end: number): void {
    const index = this.count++;
    this.keys[index] = key;
    this.lines[index] = line;
    this.starts[index] = start;
    this.ends[index] = end;
  }

  key(index: number): string {
    return this.keys[index] ?? '';
  }

  /** Where a value starts in the bytes. */
  start(index: number): number {
    return this.starts[index] ?? 0;
  }

  end(index: number): number {
    return this.ends[index] ?? 0;
  }

  at(index: number): Statement {
    const key = this.key(index);
    const from = this.start(index);
    const length = this.end(index) - from;
    const start = this.scanned.wide ? unitsIn(this.scanned.bytes, from) : from;
    const line = this.lines[index] ?? 0;
    return { key, line, keyStart: start - key.length - 1, start, end: start + length, at: from };
  }

  all(): readonly Statement[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index));
  }
}

/** A file's bytes, and whether characters of more than one were passed over. */
interface Scan {
  readonly bytes: Uint8Array;
  wide: boolean;
}

function skipAll(table: Uint8Array, bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && table[bytes[at] ?? 0] === 1) at++;
  return at;
}

function standsAt(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}

/** A letter or `_`, of the characters of keys. */
const startsKey = (code: number): boolean => code >= 65;

/** Behind the line's end that stands here, or -1: something else stands here. */
function behindEnd(bytes: Uint8Array, at: number): number {
  if (at < 0 || at === bytes.length) return at;
  if (bytes[at] === LF) return at + 1;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : -1;
}

/** The end of a value that nobody wants to know: in one pair of quotes, or with blanks, or before a comment. */
function skipRest(scan: Scan, start: number, end: number): number {
  const { bytes } = scan;
  const first = bytes[end];
  if (end === start && (first === DOUBLE || first === SINGLE)) return skipQuoted(scan, end + 1, first);
  let at = end;
  while (bytes[at] === BLANK) at = skipAll(harmless, bytes, at + 1);
  return skipComment(scan, at);
}

/** Behind the closing quote, or -1 where readers might not agree on it. */
function skipQuoted(scan: Scan, from: number, quote: number): number {
  const { bytes } = scan;
  for (let at = from; at < bytes.length; at++) {
    const code = bytes[at] ?? 0;
    if (code === quote) return at + 1;
    if (code < BLANK || code === BACKSLASH) return -1;
    if (code >= 128) {
      scan.wide = true;
      if (isSeparator(bytes, at)) return -1;
    }
  }
  return -1;
}

/** The line's end behind a comment; the place itself where none stands; -1 behind a suppression, which is about other lines. */
function skipComment(scan: Scan, from: number): number {
  const { bytes } = scan;
  if (bytes[from] !== HASH) return from;
  for (let at = from; at < bytes.length; at++) {
    const code = bytes[at] ?? 0;
    if (code === LF || code === CR) return at;
    if (code === 112 && standsAt(bytes, at, suppressionWord)) return -1;
    if (code >= 128) {
      scan.wide = true;
      if (isSeparator(bytes, at)) return -1;
    }
  }
  return bytes.length;
}

/** U+2028 and U+2029 (E2 80 A8, E2 80 A9) end a line for some readers. */
const isSeparator = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0xa8 || bytes[at + 2] === 0xa9);

/** UTF-16 units in the bytes before an offset: of a character's bytes all but one count for nothing, and four are two units. */
function unitsIn(bytes: Uint8Array, end: number): number {
  let units = 0;
  for (let at = 0; at < end; at++) {
    const code = bytes[at] ?? 0;
    units += code >= 0xf0 ? 2 : (code & 0xc0) === 0x80 ? 0 : 1;
  }
  return units;
}
