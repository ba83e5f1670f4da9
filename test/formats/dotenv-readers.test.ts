import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDotenv } from '../../src/formats/dotenv-document.ts';

/** What node dotenv, python-dotenv, Docker Compose and docker make of K: a value, or how each fails. */
function read(text: string): (string | undefined)[] {
  const setting = parseDotenv('.env', text, (key) => key === 'K').settings.at(-1);
  const readings = setting?.readings ?? [];
  if (readings.length === 1) return Array<string | undefined>(4).fill(readings[0]?.value);
  return readings.map(({ value, failure }) => (failure === undefined ? value : `(${failure})`));
}

const other = '(puts in what another variable holds)';
const rejects = '(rejects the line)';
const open = '(stops at line 1, a quote that is not closed)';

describe('the same bytes in four readers, as measured (dotenv, python-dotenv 1.2.4, compose-go, docker 28)', () => {
  it.each<
    [text: string, node: string, python: string | undefined, compose: string | undefined, docker: string | undefined]
  >([
    ['K=20', '20', '20', '20', '20'],
    ['K=20 # c', '20', '20', '20', '20 # c'],
    ['K=20\t# c', '20', '20', '20\t# c', '20\t# c'],
    ['K=20#c', '20', '20#c', '20#c', '20#c'],
    ['K= # c', '', '', '# c', ' # c'],
    ['K=# c', '', '# c', '# c', '# c'],
    ['K="20"', '20', '20', '20', '"20"'],
    ["K='20'", '20', '20', '20', "'20'"],
    ['K=`20`', '20', '`20`', '`20`', '`20`'],
    ['K="20 # c"', '20 # c', '20 # c', '20 # c', '"20 # c"'],
    ['K="20" # c', '20', '20', '20', '"20" # c'],
    ['export K=20', '20', '20', '20', rejects],
    ['K = 20', '20', '20', '20', rejects],
    ['K= 20', '20', '20', '20', ' 20'],
    ['K: 20', '20', undefined, '20', rejects],
    ['K=20  ', '20', '20', '20', '20  '],
    ['K=20\r\n', '20', '20', '20', '20'],
    ['K=20\rA=1', '20', '20', '20\rA=1', '20\rA=1'],
    ['\ufeffK=20', '20', '20', '20', '20'],
    ['K=10\nK=20', '20', '20', '20', '20'],
    ['K="10"\nK=20', '20', '20', '20', '20'],
    ['K=${X:-20}', '${X:-20}', '20', '20', '${X:-20}'],
    ['K=${X-20}', '${X-20}', '', '20', '${X-20}'],
    ['X=5\nK=${X:-20}', '${X:-20}', other, other, '${X:-20}'],
    ['X=5\nK=20#${X}', '20', other, other, '20#${X}'],
    ['K=${X}', '${X}', '', '', '${X}'],
    ['K=$A', '$A', '$A', '', '$A'],
    ["A=5\nK='${A}'", '${A}', other, '${A}', "'${A}'"],
    ['K=pa$word', 'pa$word', 'pa$word', 'pa', 'pa$word'],
    ['K=pa$$word', 'pa$$word', 'pa$$word', 'pa$word', 'pa$$word'],
    ['K=pa$1', 'pa$1', 'pa$1', 'pa$1', 'pa$1'],
    ['K=$(nproc)', '$(nproc)', '$(nproc)', '$(nproc)', '$(nproc)'],
    ['K=pa#ss', 'pa', 'pa#ss', 'pa#ss', 'pa#ss'],
    ['K="20', '"20', undefined, open, '"20'],
    ["K='20\nB=1", "'20", undefined, open, "'20"],
    ['K="a\nb"', 'a\nb', 'a\nb', 'a\nb', '"a'],
    ['K="a\\nb"', 'a\nb', 'a\nb', 'a\nb', '"a\\nb"'],
    ['K="a\\tb"', 'a\\tb', 'a\tb', 'a\tb', '"a\\tb"'],
    ["K='a\\nb'", 'a\\nb', 'a\\nb', 'a\\nb', "'a\\nb'"],
    ['K=\u00a020\u00a0', '20', '20', '20', '\u00a020\u00a0'],
    ['K=20 Z=40', '20 Z=40', '20 Z=40', '20 Z=40', '20 Z=40'],
    ['K=20;', '20;', '20;', '20;', '20;'],
    ['K=', '', '', '', ''],
    ['K=\n"20"', '20', '', '(stops at line 2, a character that no key has)', ''],
    ['; note\nK=20', '20', '20', '(stops at line 1, a character that no key has)', '20'],
    ['// note\nK=20', '20', '20', '(stops at line 1, a character that no key has)', '20'],
    ['set A=1\nK=20', '20', '20', '(stops at line 1, a key with a blank)', '20'],
    [
      '<<<<<<< HEAD\nK=10\n=======\nK=20\n>>>>>>> b',
      '20',
      '20',
      '(stops at line 1, a character that no key has)',
      '20',
    ],
    ['A="x\nK=20\nB="y"', '20', undefined, '(stops at line 3, a character that no key has)', '20'],
    ['K\nA=1\nK=20', '20', '20', '20', '20'],
  ])('%j', (text, ...expected) => expect(read(text)).toEqual(expected));

  it('Compose stops for every key: said once, at the first', () => {
    const { settings } = parseDotenv('.env', '; note\nA=1\nB=2\n', () => true);
    const names = settings.map(({ readings }) => readings.map(({ reader }) => reader));
    expect(names[0]).toContain('Docker Compose');
    expect(names[1]).not.toContain('Docker Compose');
  });
});

describe('all readers agree', () => {
  const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/).filter((name) => name !== 'K');
  const plain = fc.stringMatching(/^[\w.+:/@%?&=,-]{0,12}$/);
  const line = fc.oneof(
    fc.tuple(key, plain).map(([name, value]) => `${name}=${value}`),
    fc.stringMatching(/^[A-Za-z "'=#-]{0,12}$/).map((text) => `#${text}`),
    fc.constant(''),
  );

  it('on a file of plain lines and comments', () => {
    fc.assert(
      fc.property(fc.array(line), plain, fc.array(line), fc.constantFrom('\n', '\r\n'), (before, value, after, end) => {
        expect(read([...before, `K=${value}`, ...after].join(end))).toEqual([value, value, value, value]);
      }),
    );
  });

  it('on plain lines beside quoted ones', () => {
    fc.assert(
      fc.property(fc.array(line), plain, (before, value) => {
        expect(read([...before, 'A="x y"', `K=${value}`].join('\n'))).toEqual([value, value, value, value]);
      }),
    );
  });
});

describe('time is linear', () => {
  const many = 200_000;
  it.each([
    ['unclosed double quotes', 'A="x\n'.repeat(many)],
    ['double quotes', `A=${'"'.repeat(many * 5)}`],
    ['escaped quotes', `A="${'\\"'.repeat(many)}`],
    ['open braces', `A=${'${'.repeat(many)}`],
    ['braces with a bad default', `A=${'${:x'.repeat(many)}}`],
    ['braces with long names', `A=${'${a'.repeat(many)}:x}`],
    ['dollar signs', `A=${'$'.repeat(many * 5)}`],
    ['a long line of blanks', `A=1${' '.repeat(many * 5)}x#`],
    ['blanks before number signs', `A="1"\nB=${' #'.repeat(many)}`],
    ['lone CRs', 'K=20\r'.repeat(many)],
    ['keys without a value', 'A\n'.repeat(many)],
    ['one long line', `A='${'x'.repeat(many * 50)}'`],
    ['semicolons', '; K=1\n'.repeat(many)],
    ['duplicates', 'K="1"\n'.repeat(many)],
    ['settings before a quote that is not closed', `${'K=1\n'.repeat(many)}A="open`],
    ['settings that U+2028 ends', 'K="1"\u2028'.repeat(many)],
    ['empty lines', '\n'.repeat(many * 50)],
  ])('%s', (_, text) => expect(read(`${text}\nK=20`).length).toBeGreaterThan(0));
});
