import dotenv from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, scanDotenv } from '../../src/formats/dotenv.ts';

/** Key to value as the scanner reads it, the last of a key winning as in dotenv. */
function read(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const found of scanDotenv(text)) if (found.key !== '__proto__') values[found.key] = decodeValue(text, found);
  return values;
}

function sameAsDotenv(text: string): void {
  expect(read(text)).toEqual({ ...dotenv.parse(text) });
}

const nasty: readonly [name: string, text: string][] = [
  ['plain', 'A=1\nB=2'],
  ['CRLF', 'A=1\r\nB=2\r\n'],
  ['lone CR', 'A=1\rB=2\r'],
  ['CRLF after a colon', 'A:\r\n20\r\nB=1'],
  ['a BOM before the first key', '\uFEFFA=1\nB=2'],
  ['export', 'export A=1\nexport\tB=2\nexport = 3\nexported=4'],
  ['export on a line of its own', 'export\nA=1\nexport\nB\nC=2'],
  ['export without a value', 'export A\nexport A B=2\nC=3'],
  ['colon syntax', 'A: 20\nB:20\nC :20\nD:\t1\nE:'],
  ['all quotes', 'A="20"\nB=\'20\'\nC=`20`'],
  ['quotes of another kind inside', `A="it's"\nB='say "x"'\nC=\`"'\`\nD="a"b"\nE='a'b'`],
  ['multi-line values', 'A="one\ntwo\r\nthree"\nB=2'],
  ['inline comments', 'A=20 # c\nB=20# c\nC=20#c\nD="20" # c\nE="20"#c\nF=20\t# c'],
  ['a number sign in quotes', 'A="a#b"\nB=\'a # b\'\nC="a # b\nD=1'],
  ['unclosed quotes', 'A="20\nB=2\nC=\'x\nD=`y'],
  ['an unclosed quote before a closed one', 'A="20\nB="30"\nC=1'],
  ['text behind a closing quote', 'A="20" x\nB=\'a\' \'b\'\nC="a" "b" # c'],
  ['escaped quotes', 'A="a\\"b"\nB=\'a\\\'\nC=1\nD="\\"\\"\nE="x\\"'],
  ['escapes', 'A="a\\nb\\r"\nB=a\\nb\nC=\'a\\nb\'\nD="open\\n'],
  ['empty values', 'A=\nB= \nC=""\nD=\'\'\nE=# c\nF= # c\nG="" # c'],
  ['a value on the next line', 'A=\n"20"\nB=\n20\nC=1'],
  ['a key and its equals sign on two lines', 'A\n=1\nB\n\n = 2'],
  ['NBSP around a value', 'A=\u00a020\u00a0\nB\u00a0=1'],
  ['line separators in a value', 'A=a\u2028b\nB="a"\u2028\'b\'\u2028c\nC="x\u2029"y'],
  ['duplicates', 'A=1\nA=2\nA="3"'],
  ['comments', '# A=1\n  # B=2\n; C=3\n// D=4\nE=5'],
  ['several on one line', 'A=20 B=40\nC=1;D=2'],
  ['keys with dots and dashes', 'a.b-c=1\n-=2\n.=3\n1=4'],
  ['keys that are no keys', 'A B=1\n=2\nÄ=3\nA[]=4\n- K=5\nset K=6'],
  ['merge-conflict markers', '<<<<<<< HEAD\nA=1\n=======\nA=2\n>>>>>>> b'],
  ['nothing', ''],
  ['only blanks', ' \n\t\r\n\uFEFF'],
  ['Object keys', 'constructor=1\ntoString=2\nhasOwnProperty=3'],
];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('A', 'B', 'DB_POOL_SIZE', 'export', 'K.1', '20', 'abc', '-1') },
  {
    weight: 8,
    arbitrary: fc.constantFrom('=', '\n', ' ', '"', "'", '`', '#', ':', '\r\n', '\r', '\t', '\\', '\\n', '\\"', "\\'"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\uFEFF', '\u00a0', '\u2028', '\u2029', '\u0085', '$', '{', '\0', 'ü', '🙂'),
  },
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('the values of a .env file', () => {
  it.each(nasty)('equal those of dotenv: %s', (_, source) => sameAsDotenv(source));

  it('equal those of dotenv on generated files', () => {
    fc.assert(fc.property(text, sameAsDotenv), { numRuns: 20_000 });
  });

  it('equal those of dotenv on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), sameAsDotenv), { numRuns: 2_000 });
  });
});

describe('the place of a value', () => {
  it('holds the value as written: an unquoted or quoted value without escapes is its own text', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const found of scanDotenv(source)) {
          expect(source.slice(found.keyStart, found.keyStart + found.key.length)).toBe(found.key);
          expect(found.start).toBeLessThanOrEqual(found.end);
          expect(source.slice(found.separator, found.separator + 1)).toMatch(/[=:]/);
          const raw = source.slice(found.start, found.end);
          if (!/[\\\r\u2028\u2029]/.test(raw)) expect(decodeValue(source, found)).toBe(raw);
          if (found.quote !== '') expect(source[found.start - 1]).toBe(source[found.end]);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('leaves out quotes, comments and blanks', () => {
    const source = 'export DB_POOL_SIZE = "20" # c';
    const [found] = scanDotenv(source);
    expect(found && source.slice(found.start, found.end)).toBe('20');
  });
});

describe('time is linear', () => {
  const million = 1_000_000;
  it.each([
    ['a line of 50 MB', `A=${'x'.repeat(50 * million)}`, 1],
    ['a million double quotes', `A=${'"'.repeat(million)}`, 1],
    ['a million escaped quotes', `A="${'\\"'.repeat(million)}x\nB=1`, 2],
    ['a hundred thousand unclosed quotes', 'A="x\nB=\'y\nC=`z\n'.repeat(100_000), 300_000],
    ['a million blank lines after a key', `A\n${'\n'.repeat(million)}B=1`, 1],
    ['a hundred thousand keys before blank lines', 'A=\n\n\nB\n\n'.repeat(100_000), 100_000],
    ['a million line separators between quotes', `A=${'"a\u2028'.repeat(million)}`, 1],
  ])('%s is read', (_, source, count) => {
    const found = scanDotenv(source);
    expect(found.length).toBe(count);
    for (const assignment of found.slice(0, 10)) decodeValue(source, assignment);
  });
});
