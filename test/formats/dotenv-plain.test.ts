import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyLocation, makeLocator, valueLocation } from '../../src/core/document.ts';
import { decodeValue, scanDotenv } from '../../src/formats/dotenv.ts';
import { readAsCompose } from '../../src/formats/dotenv-compose.ts';
import { readAsDocker } from '../../src/formats/dotenv-docker.ts';
import { PlainStatements } from '../../src/formats/dotenv-plain.ts';
import { readAsPython } from '../../src/formats/dotenv-python.ts';

const wanted = (key: string): boolean => /^[KL]$/.test(key);

/** What a scanner finds that has seen no text before, and the values. */
function plainIn(source: string) {
  const statements = new PlainStatements(wanted);
  return statements.scan(source) ? read(statements) : undefined;
}
const read = (statements: PlainStatements) =>
  statements.all().map((one, index) => ({ ...one, value: statements.value(index), rest: statements.rest(index) }));

/** More keys than an expression knows, and long ones. */
const manyKeys = Array.from({ length: 600 }, (_, at) => `${String(at).padStart(90, 'LONG_KEY_')}=1\n`).join('');

const key = fc.constantFrom('K', 'L', 'OTHER', 'export OTHER', 'export K', 'A.B', '9', '');
const value = fc.oneof(
  fc.constantFrom(
    '20',
    '',
    'a b',
    ' x',
    'x ',
    '20 # c',
    '20#c',
    "# it's",
    '"é 🙂"',
    'x # ü',
    '"q"',
    "'q'",
    '""',
    "'20'",
    '20  # c (d): e/f',
    '20 # it’s',
    '"20" ',
    'a=b',
    '"a # b"',
    '"a" # c',
    '"open',
    '${K}',
    '`b`',
    'a\\',
    '$K',
    '${K:-$L',
    'p$(x);|&<>{}[]\\n',
    '"-----BEGIN\\nMII\\n"',
    '"\\\\"',
    '{"a": 1}',
    "it's",
  ),
  fc.string({ unit: fc.constantFrom(...'ab= "\'#\\$\t\r{;`'), maxLength: 6 }),
);
const line = fc.oneof(
  fc.tuple(key, value).map(([name, text]) => `${name}=${text}`),
  fc.constantFrom('', '# comment', '# Überlauf 🙂 日本', "# it's", ' # blank before', 'K', 'export', '# a\u2028K=1'),
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')), { maxLength: 6 })
  .map((lines) => lines.flat().join(''));

describe('a plain text', () => {
  it('has the statements that dotenv finds, and every reader reads the same values', () => {
    let plain = 0;
    fc.assert(
      fc.property(text, (source) => {
        const found = plainIn(source);
        if (!found) return;
        plain++;
        const scanned = scanDotenv(source).filter((assignment) => wanted(assignment.key));
        expect(found.map(({ key: name, keyStart, start, end }) => ({ key: name, keyStart, start, end }))).toEqual(
          scanned.map(({ key: name, keyStart, start, end }) => ({ key: name, keyStart, start, end })),
        );
        const locate = makeLocator('.env', source);
        const places = scanned.map(({ key: name, keyStart, start, end }) => [
          locate(keyStart, keyStart + name.length),
          locate(start, end),
        ]);
        expect(found.map((one) => [keyLocation('.env', one), valueLocation('.env', one)])).toEqual(places);
        expect(found.map((one) => one.value)).toEqual(scanned.map(({ start, end }) => source.slice(start, end)));
        const values = new Map(scanned.map((one) => [one.key, decodeValue(source, one)]));
        const expanded = new Map([...values].map(([name, read]) => [name, { value: read }]));
        expect(readAsPython(source, wanted)).toEqual(expanded);
        expect(readAsCompose(source, wanted)).toEqual({ values: expanded, rejected: undefined });
        const rests = new Map(found.map((one) => [one.key, { value: one.rest }]));
        expect(readAsDocker(source, wanted)).toEqual(rests);
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(500);
  });

  it('is told by a scanner that has learned keys from other texts as by a new one', () => {
    const learned = new PlainStatements(wanted);
    fc.assert(
      fc.property(text, (source) => {
        expect(learned.scan(source) ? read(learned) : undefined).toEqual(plainIn(source));
        expect(learned.all()).toEqual(Array.from({ length: learned.count }, (_, index) => learned.at(index)));
      }),
      { numRuns: 3000 },
    );
  });

  it('knows whether a key is set twice, and gives each key a number of its own', () => {
    const statements = new PlainStatements(wanted);
    const numbers = new Map<string, number>();
    let repeated = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom('K', 'L', 'OTHER'), { maxLength: 5 }), (keys) => {
        if (!statements.scan(keys.map((key) => `${key}=1\n`).join(''))) return;
        const found = Array.from({ length: statements.count }, (_, index) => statements.key(index));
        expect(found).toEqual(keys.filter(wanted));
        expect(statements.hasRepeats()).toBe(new Set(found).size < found.length);
        if (statements.hasRepeats()) repeated++;
        for (const [index, key] of found.entries()) {
          const number = statements.keyNumber(index);
          expect(number).toBe(numbers.get(key) ?? number);
          numbers.set(key, number);
        }
      }),
    );
    expect(new Set(numbers.values()).size).toBe(numbers.size);
    expect(repeated).toBeGreaterThan(10);
  });

  it('knows that a key is set twice also where it has met more keys than it remembers', () => {
    const statements = new PlainStatements(wanted);
    expect(statements.scan(Array.from({ length: 20_001 }, (_, at) => `A${at}=1\n`).join(''))).toBe(true);
    for (const text of ['K=1\nK=2\n', 'K=1\nL=1\nK=1\n']) {
      expect(statements.scan(text)).toBe(true);
      expect(statements.hasRepeats()).toBe(true);
    }
  });

  it.each([
    ['\n', true],
    ['\r\n', true],
    ['# a\n', true],
    ['K=1\n', true],
    ['OTHER=1\n', true],
    ['OTHER=a b # c\n', true],
    ['OTHER="a b"\n', true],
    ['x', true],
    ['#', true],
    ['x ', true],
    [' ', true],
  ])('can be megabytes of %j', (unit, isPlain) => {
    const start = unit.endsWith('\n') ? '' : 'OTHER=';
    const text = start + unit.repeat(Math.floor((4 * 1024 * 1024) / unit.length));
    for (const learned of ['', 'OTHER=1\nA=1\nB=1\n', manyKeys]) {
      const statements = new PlainStatements(wanted);
      for (const one of [learned, learned]) statements.scan(one);
      expect([text, `${text}\n$`].map((one) => statements.scan(one))).toEqual([isPlain, false]);
    }
  });

  it.each([
    ['quotes and comments of other keys', 'NAME="two words"\nexport HOME=/srv   # here\nK=20\n', true],
    ['blank lines, CRLF, no line end at the end', '\r\nK=20\r\n\nL=5', true],
    ['quotes around a wanted value', 'K="20"\nL=\'\'', true],
    ['a comment behind a wanted value', 'K=20 # c\r\n', true],
    ['a comment behind no value', 'K= # c\n', false],
    ['a comment behind quotes', 'K="20" # c\n', false],
    ['a quote in the comment behind a wanted value', "K=20 # it's\n", false],
    ['a blank in the quotes around a wanted value', 'K="20 "\n', false],
    ['other values with characters that mean something to a shell', 'PASS=a$b;(c)|{d}<e>\\\nK=20\n', true],
    ['escapes in the quotes of other keys', 'PEM="-----BEGIN\\nMII\\n"\nK=20\n', true],
    ['an escaped quote in the quotes of other keys', 'NAME="a \\"b\\""\nK=20\n', false],
    ['a dollar in a wanted value', 'K=$L\n', false],
    ['a wanted key that is exported', 'export K=20\n', false],
    ['a quote that is not closed', 'NAME="open\nK=20\n', false],
    ['a blank before a line', ' K=20\n', false],
    ['a BOM', '\ufeffK=20\n', false],
    ['a suppression', '# poolfit-ignore a-rule -- b\nK=20\n', false],
    ['characters of several bytes in a comment', '# für 🙂\nK=20\n', true],
  ])('%s', (_, source, isPlain) => {
    expect(plainIn(source) !== undefined).toBe(isPlain);
  });
});
