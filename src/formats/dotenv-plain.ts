/** Texts that every reader of `.env` files splits into the same statements: most are, and those need no simulation of the readers. */

import type { Span } from '../core/document.ts';

const LF = 10;
const CR = 13;
const BLANK = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const EQUALS = 61;
const BACKSLASH = 92;

/** Characters that stand for themselves to all readers, everywhere in a value. */
const harmless = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+:/@%?&=,*!~^-');
const ofKeys = tableOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.');

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let at = 0; at < characters.length; at++) table[characters.charCodeAt(at)] = 1;
  return table;
}

function skipAll(table: Uint8Array, text: string, from: number): number {
  let at = from;
  while (at < text.length && table[text.charCodeAt(at)] === 1) at++;
  return at;
}

/**
 * The wanted assignments of a text that all readers take alike: `KEY=value` of harmless characters where the key is wanted, and else lines
 * that end for all readers where they end for one. Undefined for any other text, however harmless. One pass, nothing looked at twice.
 */
export function plainStatements(text: string, wanted: (key: string) => boolean): readonly Span[] | undefined {
  const found: Span[] = [];
  for (let at = 0; at >= 0; ) {
    if (at === text.length) return found;
    const keyStart = text.charCodeAt(at) === 101 && text.startsWith('export ', at) ? at + 7 : at;
    const keyEnd = skipAll(ofKeys, text, keyStart);
    if (keyEnd === keyStart) {
      at = keyStart === at ? afterLine(text, skipComment(text, at)) : -1;
      continue;
    }
    if (text.charCodeAt(keyEnd) !== EQUALS || !startsKey(text.charCodeAt(keyStart))) return undefined;
    const end = skipAll(harmless, text, keyEnd + 1);
    const key = text.slice(keyStart, keyEnd);
    const isWanted = wanted(key);
    // `docker --env-file` rejects `export`.
    if (isWanted && keyStart > at) return undefined;
    if (isWanted) found.push({ key, keyStart, start: keyEnd + 1, end });
    at = afterLine(text, isWanted ? end : skipRest(text, keyEnd + 1, end));
  }
  return undefined;
}

/** A letter or `_`, of the characters of keys. */
const startsKey = (code: number): boolean => code >= 65;

/** Behind the line's end that stands here, or -1: something else stands here. */
function afterLine(text: string, at: number): number {
  if (at < 0 || at === text.length) return at;
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  return code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : -1;
}

/** The end of a value that nobody wants to know: in one pair of quotes, or with blanks, or before a comment. */
function skipRest(text: string, start: number, end: number): number {
  const first = text.charCodeAt(end);
  if (end === start && (first === DOUBLE || first === SINGLE)) return skipQuoted(text, end + 1, first);
  let at = end;
  while (text.charCodeAt(at) === BLANK) at = skipAll(harmless, text, at + 1);
  return skipComment(text, at);
}

/** Behind the closing quote, or -1 where readers might not agree on it. */
function skipQuoted(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code < BLANK || code === BACKSLASH || isSeparator(code)) return -1;
  }
  return -1;
}

/** The line's end behind a comment; the place itself where none stands. */
function skipComment(text: string, from: number): number {
  if (text.charCodeAt(from) !== HASH) return from;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
    if (isSeparator(code)) return -1;
  }
  return text.length;
}

/** U+2028 and U+2029 end a line for some readers. */
const isSeparator = (code: number): boolean => code === 0x2028 || code === 0x2029;
