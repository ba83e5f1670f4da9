import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { poolDiff } from '../../../src/cli/env-file/diff.ts';
import { type EditedText, editDotenv } from '../../../src/cli/env-file/edit.ts';

const size = [['DB_POOL_SIZE', '15']] as const;

const edited = (...args: Parameters<typeof editDotenv>): EditedText => {
  const outcome = editDotenv(...args);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
};

describe('only the value changes', () => {
  test.each<[name: string, before: string, after: string]>([
    ['a plain line', 'DB_POOL_SIZE=20\n', 'DB_POOL_SIZE=15\n'],
    ['double quotes stay', 'DB_POOL_SIZE="20"\n', 'DB_POOL_SIZE="15"\n'],
    ['single quotes stay', "DB_POOL_SIZE='20'\n", "DB_POOL_SIZE='15'\n"],
    ['backticks stay', 'DB_POOL_SIZE=`20`\n', 'DB_POOL_SIZE=`15`\n'],
    ['export and blanks stay', 'export  DB_POOL_SIZE = 20  \n', 'export  DB_POOL_SIZE = 15  \n'],
    ['a comment stays', 'DB_POOL_SIZE=20   # why 20\n', 'DB_POOL_SIZE=15   # why 20\n'],
    ['a comment without a blank gets one, or Python reads both', 'DB_POOL_SIZE=20#x\n', 'DB_POOL_SIZE=15 #x\n'],
    ['a comment after nothing gets one too', 'DB_POOL_SIZE=#x\n', 'DB_POOL_SIZE=15 #x\n'],
    ['an empty value', 'DB_POOL_SIZE=\nA=1\n', 'DB_POOL_SIZE=15\nA=1\n'],
    ['the colon form', 'DB_POOL_SIZE: 20\n', 'DB_POOL_SIZE: 15\n'],
    ['no line end at the end', 'A=1\nDB_POOL_SIZE=20', 'A=1\nDB_POOL_SIZE=15'],
    ['CRLF', 'A=1\r\nDB_POOL_SIZE=20\r\nB=2\r\n', 'A=1\r\nDB_POOL_SIZE=15\r\nB=2\r\n'],
    ['lone CR', 'A=1\rDB_POOL_SIZE=20\rB=2\r', 'A=1\rDB_POOL_SIZE=15\rB=2\r'],
    ['a BOM', '\ufeffDB_POOL_SIZE=20\n', '\ufeffDB_POOL_SIZE=15\n'],
    ['a value on the next line', 'DB_POOL_SIZE=\n"20"\n', 'DB_POOL_SIZE=\n"15"\n'],
    ['of two, the last, which counts', 'DB_POOL_SIZE=1\nDB_POOL_SIZE=2\n', 'DB_POOL_SIZE=1\nDB_POOL_SIZE=15\n'],
    ['words instead of a number', 'DB_POOL_SIZE=twenty\n', 'DB_POOL_SIZE=15\n'],
    ['a reference', 'DB_POOL_SIZE=$' + '{SIZE:-20}\n', 'DB_POOL_SIZE=15\n'],
    ['a commented line is no setting', '#DB_POOL_SIZE=20\n', '#DB_POOL_SIZE=20\n\n# sized\nDB_POOL_SIZE=15\n'],
    ['a number that is the same stays as written', 'DB_POOL_SIZE=015\n', 'DB_POOL_SIZE=015\n'],
  ])('%s', (_, before, after) => {
    expect(edited(before, size, 'sized').text).toBe(after);
  });

  test('True is true already', () => {
    const { text, replaced } = edited('DB_POOL_PRE_PING=True\n', [['DB_POOL_PRE_PING', 'true']], 'sized');
    expect([text, replaced]).toEqual(['DB_POOL_PRE_PING=True\n', []]);
  });
});

describe('missing keys come last, in one commented block', () => {
  const two = [...size, ['DB_MAX_OVERFLOW', '30']] as const;
  test.each<[name: string, before: string, after: string]>([
    ['an empty file', '', '# sized\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n'],
    ['a file', 'A=1\n', 'A=1\n\n# sized\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n'],
    ['no line end at the end', 'A=1', 'A=1\n\n# sized\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n'],
    ['CRLF', 'A=1\r\n', 'A=1\r\n\r\n# sized\r\nDB_POOL_SIZE=15\r\nDB_MAX_OVERFLOW=30\r\n'],
    ['lone CR', 'A=1\rB=2', 'A=1\rB=2\r\r# sized\rDB_POOL_SIZE=15\rDB_MAX_OVERFLOW=30\r'],
    ['only a BOM', '\ufeff', '\ufeff# sized\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n'],
    ['one of two', 'DB_POOL_SIZE=20\nA=1\n', 'DB_POOL_SIZE=15\nA=1\n\n# sized\nDB_MAX_OVERFLOW=30\n'],
    ['after an open quote', 'A="x', 'A="x\n\n# sized\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n'],
  ])('%s', (_, before, after) => {
    expect(edited(before, two, 'sized').text).toBe(after);
  });

  test('quotes that are not closed can make an edit unsafe: it says so', () => {
    const outcome = editDotenv('DB_POOL_SIZE=\n"\nexport DB_POOL_SIZE="2"DB_POOL_SIZE=20\n"\n', size, 'sized');
    expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('not closed') });
  });

  test('a comment cannot close a quote that the file left open', () => {
    const { text } = edited("A='open", size, 'it\'s `sized` "so" 3 × 4');
    expect(text).toBe("A='open\n\n# its sized so 3  4\nDB_POOL_SIZE=15\n");
  });
});

test('whatever the file, the wanted values are read and every other key reads as before', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'DB_POOL_SIZE=20',
      'export DB_POOL_SIZE="2"',
      "DB_MAX_OVERFLOW='x' # c",
      'DB_POOL_SIZE=',
      'DB_POOL_SIZE: 3#',
    ),
    fc.string({ unit: fc.constantFrom(...'AB_=:#"\'` \\$x1\t'), maxLength: 12 }),
  );
  const file = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', ''))).map((lines) => lines.flat().join(''));
  const wanted = [...size, ['DB_MAX_OVERFLOW', '30']] as const;
  fc.assert(
    fc.property(file, (text) => {
      const outcome = editDotenv(text, wanted, 'sized');
      // Only stray quotes may make an edit unsafe, and then nothing is offered for writing.
      if (!outcome.ok) {
        expect(text).toMatch(/["'`]/);
        return;
      }
      const { DB_POOL_SIZE, DB_MAX_OVERFLOW, ...others } = parse(outcome.value.text);
      const { DB_POOL_SIZE: _size, DB_MAX_OVERFLOW: _overflow, ...before } = parse(text);
      expect([Number(DB_POOL_SIZE), Number(DB_MAX_OVERFLOW)]).toEqual([15, 30]);
      const filled = (values: object) => Object.entries(values).filter(([, value]) => value !== '');
      expect(filled(others)).toEqual(filled(before));
    }),
    { numRuns: 5000 },
  );
});

describe('the diff shows pool keys only', () => {
  test.each<[name: string, before: string, lines: string[]]>([
    ['nothing to change', 'DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=30\n', []],
    [
      'a changed line without its comment, and a new one',
      'SECRET=canary\nexport DB_POOL_SIZE="20" # canary\n',
      [
        '--- .env',
        '+++ .env',
        '@@ -2 +2 @@',
        '-DB_POOL_SIZE="20"',
        '+DB_POOL_SIZE="15"',
        '@@ -2,0 +4,2 @@',
        '+# sized',
        '+DB_MAX_OVERFLOW=30',
      ],
    ],
    [
      'a value that is no plain number is only counted',
      'DB_MAX_OVERFLOW=30\nDB_POOL_SIZE=canary canary\n',
      ['--- .env', '+++ .env', '@@ -2 +2 @@', '-DB_POOL_SIZE=(13 characters)', '+DB_POOL_SIZE=15'],
    ],
    [
      'a new file',
      '',
      ['--- .env', '+++ .env', '@@ -0,0 +1,3 @@', '+# sized', '+DB_POOL_SIZE=15', '+DB_MAX_OVERFLOW=30'],
    ],
  ])('%s', (_, before, lines) => {
    const wanted = [...size, ['DB_MAX_OVERFLOW', '30']] as const;
    expect(poolDiff('.env', before, edited(before, wanted, 'sized'))).toEqual(lines);
  });
});
