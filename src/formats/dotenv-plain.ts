/** Files that every reader of `.env` files splits into the same statements: most are, and those need no simulation of the readers. */

import { type Statement, type Statements, suppressionWord } from '../core/document.ts';
import { copied, makeWords } from './words.ts';

/** Characters that stand for themselves to all readers, everywhere in a value. */
const harmless = '[\\w.+:/@%?&=,*!~^-]';
/** U+2028 and U+2029 end a line for some readers. */
const comment = '#[^\\r\\n\\u2028\\u2029]*';
const quoted = (quote: string): string => `${quote}[^\\x00-\\x1f\\\\\\u2028\\u2029${quote}]*${quote}`;
/** A value that nobody wants to know: in one pair of quotes, or with blanks, or before a comment. */
const anyValue = `(?:${quoted('"')}|${quoted("'")}|${harmless}*(?: ${harmless}*)*(?:${comment})?)`;

/**
 * Lines that all readers take alike: any number that set none or one of the `unwanted` keys, and one more of these, or `export`, a key and
 * its value, if that is harmless. V8 runs an expression as machine code from its second use on, long before it does so with a loop.
 */
function linesBeside(unwanted: Iterable<string>): RegExp {
  const keys = [...unwanted].map((key) => key.replaceAll('.', '\\.')).join('|');
  const passed = keys === '' ? `(?:${comment})?` : `(?:(?:(?:export )?(?:${keys})=${anyValue})?|${comment})`;
  const setting = `(export )?([A-Za-z_][\\w.]*)=(?:(${harmless}*)(?:\\r?\\n|$)|${anyValue}(?:\\r?\\n|$))`;
  return new RegExp(`(?:${passed}\\r?\\n)*(?:${passed}(?:\\r?\\n|$)|${setting})`, 'y');
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
  /** What a wanted key is called; nothing of the others. */
  private readonly wanted: (key: string) => string | undefined;
  /** Met so far, and how many of them are passed over. */
  private readonly unwanted = new Set<string>();
  private passed = 0;
  private lines = linesBeside([]);
  private text = '';
  private readonly keys: string[] = [];
  private readonly values: string[] = [];
  /** Of values, in UTF-16 units. */
  private readonly starts: number[] = [];

  constructor(wanted: (key: string) => boolean) {
    this.wanted = makeWords((key) => (wanted(key) ? key : undefined));
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
    const { lines } = this;
    for (lines.lastIndex = 0; lines.lastIndex < text.length; ) {
      const found = lines.exec(text);
      if (!found || (found[2] !== undefined && !this.take(found[2], found))) return false;
    }
    return true;
  }

  /** Passes over what was met, once it is twice as much as before: making an expression takes as long as some hundred files. */
  private learn(): void {
    if (this.unwanted.size <= 2 * this.passed || this.passed === mostUnwanted) return;
    this.passed = this.unwanted.size;
    this.lines = linesBeside(this.unwanted);
  }

  /** Whether a key with its value is harmless. */
  private take(key: string, [, exported, , value]: RegExpExecArray): boolean {
    const wanted = this.wanted(key);
    if (wanted === undefined) {
      if (this.unwanted.size < mostUnwanted) this.unwanted.add(copied(key));
      return true;
    }
    // `docker --env-file` rejects `export`.
    if (value === undefined || exported !== undefined) return false;
    const index = this.count++;
    this.keys[index] = wanted;
    this.values[index] = value;
    this.starts[index] = this.endOfLine() - value.length;
    return true;
  }

  /** Where the line found last ends, without its line end. */
  private endOfLine(): number {
    const end = this.lines.lastIndex;
    if (this.text.charCodeAt(end - 1) !== LF) return end;
    return this.text.charCodeAt(end - 2) === CR ? end - 2 : end - 1;
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

const LF = 10;
const CR = 13;

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
