import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBoolean, readFloat, readInteger } from '../../src/formats/python.ts';
import { shownValue } from '../../src/model/words/shown-value.ts';

const digit = fc.constantFrom(...'0123456789');
const blank = fc.constantFrom('', ' ', '\t', '\n', '\v', '\f', '\r', '\x85', '\u00a0', '\u2003', '\u3000');

describe('int(), as Python 3.11 was measured to read', () => {
  it.each([
    ['20', 20],
    [' 20 ', 20],
    ['\u00a020\u3000', 20],
    ['\x8520', 20],
    ['+20', 20],
    ['-1', -1],
    ['007', 7],
    ['20_000', 20_000],
    ['1_2_3', 123],
    ['２０', 20],
    ['٢٠', 20],
    ['२०', 20],
    ['𝟐𝟎', 20],
    ['𝟸𝟶', 20],
    ['2٠', 20],
    ['2147483647', 2_147_483_647],
    ['-2147483647', -2_147_483_647],
  ])('%j is a number', (text, value) => expect(readInteger(text)).toEqual({ value, problem: null }));

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['20.0', 'decimal point'],
    ['30s', 'unit'],
    ['1h', 'unit'],
    ['20 # c', 'comment'],
    ['20#c', 'comment'],
    ['"20"', 'quotes'],
    ['20;', 'punctuation'],
    ['auto', 'whole number'],
    ['1e3', 'whole number'],
    ['0x10', 'whole number'],
    ['_20', 'whole number'],
    ['20_', 'whole number'],
    ['2__0', 'whole number'],
    ['+ 20', 'whole number'],
    ['--1', 'whole number'],
    ['2 0', 'whole number'],
    ['\ufeff20', 'whole number'],
    ['\x1c20', 'whole number'],
    ['\u200b20', 'whole number'],
    ['²', 'whole number'],
    ['Ⅳ', 'whole number'],
    ['inf', 'whole number'],
  ])('%j raises ValueError', (text, why) => {
    const { value, problem } = readInteger(text);
    expect(value).toBeUndefined();
    expect(problem).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(why) });
  });

  it.each(['2147483648', '-2147483648', '9'.repeat(400)])('%s is out of range', (text) => {
    expect(readInteger(text)).toMatchObject({ value: undefined, problem: { kind: 'out-of-range' } });
  });

  it('every number in range is read, with blanks, a sign and underscores', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_147_483_647 }),
        blank,
        blank,
        fc.constantFrom('', '+', '-'),
        (n, a, b, sign) => {
          const grouped = String(n).replace(/(?<=\d)(?=(?:\d{3})+$)/g, '_');
          expect(readInteger(`${a}${sign}${grouped}${b}`).value).toBe(sign === '-' ? -n : n);
        },
      ),
    );
  });

  it('what is read holds nothing but digits, underscores, a sign and blanks', () => {
    const piece = fc.oneof(digit, blank, fc.constantFrom('_', '+', '-', '.', 'e', '#', 's', '"', '\ufeff', '\x1f'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const reads = /^[+-]?[0-9]+(?:_[0-9]+)*$/.test(text.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$|\x85/g, ''));
        if (!text.includes('\x85')) expect(readInteger(text).problem?.kind === 'unreadable').toBe(!reads);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('float()', () => {
  it.each([
    ['30', 30],
    ['30.0', 30],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1_0.5_0e-1_0', 10.5e-10],
    [' -0.5 ', -0.5],
    ['３０', 30],
  ])('%j is a number', (text, value) => expect(readFloat(text)).toEqual({ value, problem: null }));

  it.each(['', '.', '1e', '1.e', '_1', '1_', '1._5', '30s', '1,5', 'inf', 'nan', '0x10'])('%j is none', (text) => {
    expect(readFloat(text).value).toBeUndefined();
  });

  it.each([`${'1'.repeat(200_000)}x`, `${'1_'.repeat(100_000)}x`, `${' '.repeat(200_000)}x`])(
    'takes linear time for a long text (%#)',
    (text) => {
      expect(readFloat(text).value).toBeUndefined();
      expect(readInteger(text).value).toBeUndefined();
    },
  );
});

describe('.lower() == "true"', () => {
  it.each(['true', 'True', 'TRUE', 'tRuE'])('%s is true', (text) => expect(readBoolean(text).reads).toBe('true'));
  it.each(['false', 'False', '0', 'no', 'off', 'n', 'F', ' false '])('%j is false', (text) =>
    expect(readBoolean(text).reads).toBe('false'),
  );
  it.each(['1', 'yes', 'on', 't', 'y', 'enabled', ' true', 'true ', '', '2', 'truе'])('%j is misread', (text) =>
    expect(readBoolean(text).reads).toBe('misread'),
  );
});

describe('what may be shown of a value', () => {
  it.each([
    ['20', '20'],
    ['-1', '-1'],
    ['30s', '30s'],
    ['', 'empty'],
    ['a b', '3 characters'],
    ['#', '1 character'],
    ['\x1b[2J', '4 characters'],
    ['x'.repeat(17), '17 characters'],
    ['"20"', '4 characters'],
  ])('%j is %s', (text, shown) => expect(shownValue(text)).toBe(shown));
});
