/**
 * Files that every reader of `.env` files splits into the same statements, with the same values but for quotes and comments that
 * `docker --env-file` keeps: most are, and those need no simulation of the readers.
 */

import { type Statement, type Statements, suppressionWord } from '../core/document.ts';
import { makeWords } from './words.ts';

/** How often an expression repeats what it may have to take back: it remembers each time, and a text may be 64 MiB long. */
const often = '{0,1000}';
const lineEnd = '(?:\\r?\\n|$)';

/** Characters that stand for themselves to all readers, everywhere in a value. */
const harmless = '[\\w.+:/@%?&=,*!~^-]';
/** A wanted value in quotes or before a comment. Only `docker --env-file` takes those for a part of it. */
const decorated = `(?:"${harmless}*"|'${harmless}*'|${harmless}+ +#[\\w .,:;()/#+-]*)`;

/** Printable characters of ASCII, and blanks, but quotes and `#`. Readers may make something of them, but no other line of it. */
const written = '[\\x20\\x21\\x24-\\x26\\x28-\\x5f\\x61-\\x7e]';
/** U+2028 and U+2029 end a line for some readers. */
const comment = '#[^\\r\\n\\u2028\\u2029]*';
const inside = (quote: string): string => `[^\\x00-\\x1f\\\\\\u2028\\u2029${quote}]*`;
const quoted = `"${inside('"')}(?:\\\\[A-Za-z]${inside('"')})${often}"|'${inside("'")}'`;
/** Any value that ends with its line: in one pair of quotes, or with blanks, or before a comment. */
const anyValue = `(?:${quoted}|${written}*(?:${comment})?)`;

/**
 * Lines that say nothing, and those of unwanted keys, as far as all readers take them alike. V8 runs an expression as machine code from its
 * second use on, long before it does so with a loop.
 */
function linesOf(unwanted: Iterable<string>): RegExp {
  const keys = [...unwanted].map((key) => key.replaceAll('.', '\\.')).join('|');
  const line = `(?:(?:(?:export )?(?:${keys})=${anyValue})?|${comment})`;
  return new RegExp(`(?:${line}\\r?\\n)${often}(?:${line}$)?`, 'y');
}

/** Unwanted keys that an expression knows, at most. */
const mostUnwanted = 500;
/** Lines of one text after which it is worth while to learn from them. */
const manyLines = 1000;

/**
 * The wanted statements of the plain file that was scanned last, in lists that serve file after file: what makes a hundred thousand of
 * them slow is what is made for each.
 */
export class PlainStatements implements Statements {
  count = 0;
  /** What stands before a `=`; undefined: nothing that all readers take for a key. */
  private readonly nameOf: (text: string) => Name | undefined;
  /** Unwanted keys met so far, and how many of them are passed over. */
  private readonly unwanted = new Set<string>();
  private known = 0;
  /** Passes over lines; what stands behind them may be of interest. */
  private passed: RegExp | undefined;
  /** What stands behind a `=`, and the end of its line: of unwanted keys, and of wanted ones. */
  private readonly anyRest = new RegExp(anyValue + lineEnd, 'y');
  private readonly bareRest = new RegExp(`${harmless}*${lineEnd}`, 'y');
  private readonly decoratedRest = new RegExp(decorated + lineEnd, 'y');
  private text = '';
  private readonly keys: string[] = [];
  private readonly numbers: number[] = [];
  private readonly values: string[] = [];
  private readonly rests: string[] = [];
  /** Of keys and of values, in UTF-16 units. */
  private readonly keyStarts: number[] = [];
  private readonly starts: number[] = [];

  constructor(isWanted: (key: string) => boolean) {
    let number = 0;
    this.nameOf = makeWords((text) => {
      const isExported = text.startsWith('export ');
      const key = isExported ? text.slice(7) : text;
      if (!isKey(key)) return undefined;
      // `docker --env-file` rejects `export`.
      if (isWanted(key)) return isExported ? undefined : { key, number: number++ };
      if (this.unwanted.size < mostUnwanted) this.unwanted.add(key);
      return 'unwanted';
    });
  }

  /**
   * Whether all readers take a text alike, but for what stands around values: it holds `KEY=value` of harmless characters where the key
   * is wanted, and else lines that end for all readers where they end for one; and it never names suppressions.
   */
  scan(text: string): boolean {
    this.text = text;
    this.count = 0;
    if (text.includes(suppressionWord)) return false;
    for (let at = 0, lines = 0; ; lines++) {
      if (lines % manyLines === 0) this.learn();
      const { passed } = this;
      if (passed) at = Math.max(at, endOf(passed, text, at));
      if (at === text.length) return true;
      const isSilent = isSilentStart(text.charCodeAt(at));
      const start = isSilent ? at : text.indexOf('=', at) + 1;
      if (!isSilent && (start === 0 || start - at > longestName)) return false;
      const name = isSilent ? 'unwanted' : this.nameOf(text.slice(at, start - 1));
      if (name === 'unwanted') at = endOf(this.anyRest, text, start);
      else at = name ? this.add(name, at, start) : -1;
      if (at < 0) return false;
    }
  }

  /** Adds a wanted statement; gives the end of its line, or -1 where readers might not agree about its value. */
  private add({ key, number }: WantedName, keyStart: number, start: number): number {
    const { text } = this;
    const bareEnd = endOf(this.bareRest, text, start);
    const isBare = bareEnd >= 0;
    const end = isBare ? bareEnd : endOf(this.decoratedRest, text, start);
    if (end < 0) return -1;
    const rest = text.slice(start, withoutLineEnd(text, end));
    const isQuoted = !isBare && (rest.startsWith('"') || rest.startsWith("'"));
    const index = this.count++;
    this.keys[index] = key;
    this.numbers[index] = number;
    this.keyStarts[index] = keyStart;
    this.starts[index] = isQuoted ? start + 1 : start;
    this.values[index] = isBare ? rest : isQuoted ? rest.slice(1, -1) : rest.slice(0, rest.indexOf(' '));
    this.rests[index] = rest;
    return end;
  }

  /** Passes over what was met, once it is more than twice as much as before: making an expression takes as long as a hundred files. */
  private learn(): void {
    const isFull = this.unwanted.size === mostUnwanted;
    if (this.unwanted.size <= (isFull ? this.known : 2 * this.known)) return;
    this.known = this.unwanted.size;
    this.passed = linesOf(this.unwanted);
  }

  /** The key of an index below `count`. */
  key(index: number): string {
    return this.keys[index] ?? '';
  }

  /** The number of that key, in the order of first sight. A key that is not remembered has a new one each time. */
  keyNumber(index: number): number {
    return this.numbers[index] ?? 0;
  }

  value(index: number): string {
    return this.values[index] ?? '';
  }

  rest(index: number): string {
    return this.rests[index] ?? '';
  }

  /** Whether a wanted key is set more than once. */
  hasRepeats(): boolean {
    for (let index = 1; index < this.count; index++) if (this.keys.indexOf(this.key(index)) < index) return true;
    return false;
  }

  at(index: number): Statement {
    return this.statement(index, lineAt(this.text, this.starts[index] ?? 0));
  }

  all(): readonly Statement[] {
    const all: Statement[] = [];
    let line = 1;
    let before = 0;
    for (let index = 0; index < this.count; index++) {
      const start = this.starts[index] ?? 0;
      line += lineAt(this.text, start, before) - 1;
      before = start;
      all.push(this.statement(index, line));
    }
    return all;
  }

  private statement(index: number, line: number): Statement {
    const key = this.key(index);
    const start = this.starts[index] ?? 0;
    return { key, line, keyStart: this.keyStarts[index] ?? 0, start, end: start + this.value(index).length };
  }
}

/** The end of what an expression matches at an offset, or -1. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** What a name is: a wanted key, or another one. */
type Name = WantedName | 'unwanted';
interface WantedName {
  readonly key: string;
  readonly number: number;
}
const longestName = 100;

/** Letters, digits, `_` and `.`, the first a letter or `_`. By hand: an expression would be compiled for this alone. */
function isKey(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
    if (!isLetter && (at === 0 || !((code >= 48 && code <= 57) || code === 46))) return false;
  }
  return text !== '';
}

const LF = 10;
const CR = 13;
const HASH = 35;

/** What lines start with that say nothing. */
const isSilentStart = (code: number): boolean => code === HASH || code === LF || code === CR;

function withoutLineEnd(text: string, end: number): number {
  if (text.charCodeAt(end - 1) !== LF) return end;
  return text.charCodeAt(end - 2) === CR ? end - 2 : end - 1;
}

/** The line of an offset, as counted from another one. */
function lineAt(text: string, offset: number, from = 0): number {
  let line = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
