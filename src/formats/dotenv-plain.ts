/** Files that every reader of `.env` files splits into the same statements: most are, and those need no simulation of the readers. */

import { type Statement, suppressionWord } from '../core/document.ts';
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

/** A file's bytes, and whether characters of more than one were passed over. */
interface Scan {
  readonly bytes: Uint8Array;
  wide: boolean;
}

/**
 * The wanted statements of a file (its UTF-8) that all readers take alike: `KEY=value` of harmless characters where the key is wanted, and
 * else lines that end for all readers where they end for one, none of them a suppression. Undefined for any other file, however harmless.
 * One pass, nothing looked at twice. `keys` says what a wanted key is called, and nothing of the others.
 */
export function plainStatements(bytes: Uint8Array, keys: Words<string | undefined>): readonly Statement[] | undefined {
  const scan: Scan = { bytes, wide: false };
  const found: Statement[] = [];
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const keyStart = bytes[at] === 101 && standsAt(bytes, at, 'export ') ? at + 7 : at;
    const keyEnd = skipAll(ofKeys, bytes, keyStart);
    if (keyEnd === keyStart) {
      if (keyStart > at) return undefined;
      at = afterLine(bytes, skipComment(scan, at));
    } else {
      if (bytes[keyEnd] !== EQUALS || !startsKey(bytes[keyStart] ?? 0)) return undefined;
      const start = keyEnd + 1;
      const end = skipAll(harmless, bytes, start);
      const key = keys.at(bytes, keyStart, keyEnd);
      // `docker --env-file` rejects `export`.
      if (key !== undefined && keyStart > at) return undefined;
      if (key !== undefined) found.push({ key, line, keyStart, start, end, at: start });
      at = afterLine(bytes, key === undefined ? skipRest(scan, start, end) : end);
    }
    if (at < 0) return undefined;
  }
  return scan.wide ? inUnits(found, bytes) : found;
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
function afterLine(bytes: Uint8Array, at: number): number {
  if (at < 0 || at === bytes.length) return at;
  if (bytes[at] === LF) return at + 1;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : -1;
}

/** The end of a value that nobody wants to know: in one pair of quotes, or with blanks, or before a comment. */
function skipRest(scan: Scan, start: number, end: number): number {
  const { bytes } = scan;
  const first = bytes[end];
  if (first === LF) return end;
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

/** Offsets in UTF-16 units from offsets in bytes; wanted statements themselves are ASCII. */
function inUnits(statements: readonly Statement[], bytes: Uint8Array): Statement[] {
  let at = 0;
  let excess = 0;
  return statements.map((statement) => {
    // Of n bytes of a character, all but one count for nothing; four bytes are two units.
    for (; at < statement.keyStart; at++) excess += excessOf(bytes[at] ?? 0);
    const { keyStart, start, end } = statement;
    return { ...statement, keyStart: keyStart - excess, start: start - excess, end: end - excess };
  });
}

const excessOf = (code: number): number => (code >= 0xf0 ? -1 : (code & 0xc0) === 0x80 ? 1 : 0);
