/** Files that every reader of `.env` files splits into the same statements: most are, and those need no simulation of the readers. */

import { type Statement, type Statements, suppressionWord } from '../core/document.ts';
import { makeWords } from './words.ts';

/** Characters that stand for themselves to all readers, everywhere in a value. */
const harmless = '[\\w.+:/@%?&=,*!~^-]';
/** U+2028 and U+2029 end a line for some readers. */
const comment = '#[^\\r\\n\\u2028\\u2029]*';
const quoted = (quote: string): string => `${quote}[^\\x00-\\x1f\\\\\\u2028\\u2029${quote}]*${quote}`;
/** A value that nobody wants to know: in one pair of quotes, or with blanks, or before a comment. */
const anyValue = `(?:${quoted('"')}|${quoted("'")}|${harmless}*(?: ${harmless}*)*(?:${comment})?)`;

const lineEnd = '(?:\\r?\\n|$)';

/**
 * Lines that say nothing, and those of unwanted keys, as far as all readers take them alike. V8 runs an expression as machine code from its
 * second use on, long before it does so with a loop.
 */
function linesOf(unwanted: Iterable<string>): RegExp {
  const keys = [...unwanted].map((key) => key.replaceAll('.', '\\.')).join('|');
  const line = keys === '' ? `(?:${comment})?` : `(?:(?:(?:export )?(?:${keys})=${anyValue})?|${comment})`;
  return new RegExp(`(?:${line}\\r?\\n)*(?:${line}$)?`, 'y');
}

/** Of longer texts an expression might have to remember more than it can. */
const mostCharacters = 1024 * 1024;
/** Unwanted keys that an expression knows, at most. */
const mostUnwanted = 500;

/**
 * The wanted statements of the plain file that was scanned last, in lists that serve file after file: what makes a hundred thousand of
 * them slow is what is made for each.
 */
export class PlainStatements implements Statements {
  count = 0;
  /** What stands before a `=`. */
  private readonly nameOf: (text: string) => Name;
  /** Unwanted keys met so far, and how many of them are passed over. */
  private readonly unwanted = new Set<string>();
  private known = 0;
  private passed = linesOf([]);
  private readonly harmless = new RegExp(`${harmless}*${lineEnd}`, 'y');
  private readonly any = new RegExp(`${anyValue}${lineEnd}`, 'y');
  private text = '';
  private readonly keys: string[] = [];
  private readonly values: string[] = [];
  /** Of values, in UTF-16 units. */
  private readonly starts: number[] = [];

  constructor(isWanted: (key: string) => boolean) {
    this.nameOf = makeWords((text) => {
      const [, exported, key] = /^(export )?([A-Za-z_][\w.]*)$/.exec(text) ?? [];
      if (key === undefined) return 'odd';
      // `docker --env-file` rejects `export`.
      if (isWanted(key)) return exported === undefined ? { key } : 'odd';
      if (this.unwanted.size < mostUnwanted) this.unwanted.add(key);
      return 'unwanted';
    });
  }

  /**
   * Whether all readers take a text alike: it holds `KEY=value` of harmless characters where the key is wanted, and else lines that end for
   * all readers where they end for one, none of them a suppression.
   */
  scan(text: string): boolean {
    this.text = text;
    this.count = 0;
    if (text.length > mostCharacters || text.includes(suppressionWord)) return false;
    this.learn();
    const { passed } = this;
    for (passed.lastIndex = 0; passed.test(text) && passed.lastIndex < text.length; ) {
      passed.lastIndex = this.take(passed.lastIndex);
      if (passed.lastIndex === 0) return false;
    }
    return true;
  }

  /** Passes over what was met, once it is twice as much as before: making an expression takes as long as some hundred files. */
  private learn(): void {
    if (this.unwanted.size <= 2 * this.known || this.known === mostUnwanted) return;
    this.known = this.unwanted.size;
    this.passed = linesOf(this.unwanted);
  }

  /** Takes the setting that starts here; where the next line starts, or 0: readers might not agree on it. */
  private take(at: number): number {
    const { text } = this;
    const start = text.indexOf('=', at) + 1;
    const name = start === 0 || start - at > longestName ? 'odd' : this.nameOf(text.slice(at, start - 1));
    if (name === 'odd') return 0;
    const value = name === 'unwanted' ? this.any : this.harmless;
    value.lastIndex = start;
    if (!value.test(text)) return 0;
    if (name !== 'unwanted') this.add(name.key, start, withoutLineEnd(text, value.lastIndex));
    return value.lastIndex;
  }

  private add(key: string, start: number, end: number): void {
    const index = this.count++;
    this.keys[index] = key;
    this.values[index] = this.text.slice(start, end);
    this.starts[index] = start;
  }

  key(index: number): string {
    return this.keys[index] ?? '';
  }

  value(index: number): string {
    return this.values[index] ?? '';
  }

  at(index: number): Statement {
    const key = this.key(index);
    const start = this.starts[index] ?? 0;
    const keyStart = start - key.length - 1;
    return { key, line: lineAt(this.text, keyStart), keyStart, start, end: start + this.value(index).length };
  }

  all(): readonly Statement[] {
    return Array.from({ length: this.count }, (_, index) => this.at(index));
  }
}

/** What a name is: a wanted key; another one; or nothing that all readers take for a key. */
type Name = { readonly key: string } | 'unwanted' | 'odd';
const longestName = 200;

const LF = 10;
const CR = 13;

function withoutLineEnd(text: string, end: number): number {
  if (text.charCodeAt(end - 1) !== LF) return end;
  return text.charCodeAt(end - 2) === CR ? end - 2 : end - 1;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
