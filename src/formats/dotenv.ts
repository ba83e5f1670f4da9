/**
 * The `.env` format as node's dotenv reads it, with the exact place of every value, in linear time. dotenv itself is one regular
 * expression (https://github.com/motdotla/dotenv, MIT); what follows says its meaning statement by statement. dotenv is the oracle of
 * this scanner's property tests; the one exception is the key `__proto__`, which dotenv loses.
 */

/** One assignment: offsets into the text. `quote` is the character that encloses the value, or empty. */
export interface Assignment {
  readonly key: string;
  readonly keyStart: number;
  /** Where the statement starts: the key, or the `export` before it. */
  readonly statementStart: number;
  /** Where the separator (`=` or `:`) stands. */
  readonly separator: number;
  readonly start: number;
  readonly end: number;
  readonly quote: '' | "'" | '"' | '`';
}

const HASH = 35;
const COLON = 58;
const EQUALS = 61;
const BACKSLASH = 92;
const LF = 10;
const CR = 13;

/** `\s` of JavaScript, which is also what trim() takes away; a BOM is one of them. */
function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 160) return false;
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** Where `^` and `$` of a multi-line expression see a line's end. */
export const isLineEnd = (code: number): boolean => code === LF || code === CR || code === 0x2028 || code === 0x2029;

/** `[\w.-]` */
function isKeyCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 48 && code <= 57) ||
    code === 46 ||
    code === 45
  );
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function skipKey(text: string, from: number): number {
  let at = from;
  while (at < text.length && isKeyCode(text.charCodeAt(at))) at++;
  return at;
}

/** The end of the line that an offset stands on, as dotenv sees lines. */
export function lineEndFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Every assignment of the text in order, duplicates included. */
export function scanDotenv(text: string): Assignment[] {
  const assignments: Assignment[] = [];
  let at = 0;
  for (;;) {
    const start = skipSpace(text, at);
    if (start >= text.length) return assignments;
    const head = readHead(text, start);
    if (head.value < 0) {
      at = lineEndFrom(text, head.keyEnd);
      continue;
    }
    const value = readValue(text, head.value);
    assignments.push({
      key: text.slice(head.keyStart, head.keyEnd),
      keyStart: head.keyStart,
      statementStart: start,
      separator: head.separator,
      start: value.start,
      end: value.end,
      quote: value.quote,
    });
    at = lineEndFrom(text, value.after);
  }
}

interface Head {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly separator: number;
  /** Where the value may start, or -1: no assignment stands here. */
  readonly value: number;
}

/** A key with its separator. `export` is taken away when another key follows; without a separator after that one, nothing is read. */
function readHead(text: string, start: number): Head {
  const end = skipKey(text, start);
  if (end - start === 6 && text.startsWith('export', start)) {
    const next = skipSpace(text, end);
    if (next > end && isKeyCode(text.charCodeAt(next))) {
      const exported = readSeparator(text, next, skipKey(text, next));
      return exported.value < 0 ? { ...exported, keyEnd: end } : exported;
    }
  }
  return readSeparator(text, start, end);
}

/** `=` after any white space, line ends included, or `:` right after the key with one white-space character behind it. */
function readSeparator(text: string, keyStart: number, keyEnd: number): Head {
  const none = { keyStart, keyEnd, separator: -1, value: -1 };
  if (keyEnd === keyStart) return none;
  if (text.charCodeAt(keyEnd) === COLON) {
    const next = text.charCodeAt(keyEnd + 1);
    if (!isSpace(next)) return none;
    const isCrLf = next === CR && text.charCodeAt(keyEnd + 2) === LF;
    return { keyStart, keyEnd, separator: keyEnd, value: keyEnd + (isCrLf ? 3 : 2) };
  }
  const separator = skipSpace(text, keyEnd);
  return text.charCodeAt(separator) === EQUALS ? { keyStart, keyEnd, separator, value: separator + 1 } : none;
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly quote: Assignment['quote'];
  /** Where reading goes on. */
  readonly after: number;
}

const quoteOf = (character: string | undefined): Assignment['quote'] =>
  character === "'" || character === '"' || character === '`' ? character : '';

function readValue(text: string, from: number): Value {
  const open = skipSpace(text, from);
  const quote = quoteOf(text[open]);
  const close = quote === '' ? -1 : findClose(text, open, quote);
  if (close >= 0) return { start: open + 1, end: close, quote, after: close + 1 };
  return readUnquoted(text, from);
}

/**
 * The quote that closes a value is followed by nothing but white space and a comment: the first that no backslash stands before, or,
 * when that one does not close, the last escaped one before it. Each quote is looked at by one opening quote only, so a text of
 * quotes takes linear time.
 */
function findClose(text: string, open: number, quote: string): number {
  let close = -1;
  for (let at = text.indexOf(quote, open + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (endsValue(text, at + 1)) close = at;
    if (text.charCodeAt(at - 1) !== BACKSLASH) break;
  }
  return close;
}

function endsValue(text: string, from: number): boolean {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) || code === HASH) return true;
    if (!isSpace(code)) return false;
  }
  return true;
}

/** Up to `#` or the line's end, blanks around it trimmed, one pair of equal quotes around it taken away. */
function readUnquoted(text: string, from: number): Value {
  let after = from;
  for (; after < text.length; after++) {
    const code = text.charCodeAt(after);
    if (code === HASH || code === LF || code === CR) break;
  }
  let start = from;
  let end = after;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  if (start === end) return { start: from, end: from, quote: '', after };
  const quote = quoteOf(text[start]);
  if (quote !== '' && end - start >= 2 && text[end - 1] === quote) {
    return { start: start + 1, end: end - 1, quote, after };
  }
  return { start, end, quote: '', after };
}

/** The value that dotenv gives: line ends as LF, `\n` and `\r` expanded where the value starts with a double quote. */
export function decodeValue(text: string, assignment: Pick<Assignment, 'start' | 'end' | 'quote'>): string {
  let value = text.slice(assignment.start, assignment.end);
  if (value.includes('\r')) value = value.replace(/\r\n?/g, '\n');
  const startsQuoted = assignment.quote === '"' || (assignment.quote === '' && value.startsWith('"'));
  if (assignment.quote === '' && /[\u2028\u2029]/.test(value)) value = unquoteLines(value);
  if (startsQuoted && value.includes('\\')) value = value.replace(/\\n/g, '\n').replace(/\\r/g, '\r');
  return value;
}

/**
 * dotenv takes quotes away per line of the value, and U+2028 and U+2029 end a line inside an unquoted value: there, a quote that starts
 * a line goes with the last equal one that ends a line. One pass, because that last one is the same for every start.
 */
function unquoteLines(value: string): string {
  const isEnd = (at: number): boolean => at >= value.length || isLineEnd(value.charCodeAt(at));
  const last = new Map<string, number>();
  for (let at = 0; at < value.length; at++) {
    const quote = quoteOf(value[at]);
    if (quote !== '' && isEnd(at + 1)) last.set(quote, at);
  }
  let result = '';
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const close = at === 0 || isEnd(at - 1) ? (last.get(value.charAt(at)) ?? -1) : -1;
    if (close <= at) continue;
    result += value.slice(from, at) + value.slice(at + 1, close);
    from = close + 1;
    at = close;
  }
  return result + value.slice(from);
}
