import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsCompose } from '../../src/formats/dotenv-compose.ts';
import { readAsDocker } from '../../src/formats/dotenv-docker.ts';
import { parseDotenv } from '../../src/formats/dotenv-document.ts';
import { readAsPython } from '../../src/formats/dotenv-python.ts';

const isWanted = (key: string): boolean => /^[KL]$/.test(key);

const key = fc.constantFrom('K', 'L', 'OTHER', 'export OTHER', 'export K', 'export  L', 'A.B', 'K ', ' K', '9', '');
const written = fc.constantFrom(
  ...['20', '', 'a b', ' x', 'x ', '20 # c', '20#c', "# it's", '"é 🙂"', 'x # ü', '"q"', "'q'", '""', "'20'"],
  ...['20  # c (d): e/f', '20 # it’s', '"20" ', 'a=b', '"a # b"', '"a" # c', '"a" "b"', '"open', "'open", '`b`', 'a\\'],
  ...['${K}', '$K', '${K:-$L', 'p$(x);|&<>{}[]\\n', '"-----BEGIN\\nMII\\n"', '"\\\\"', '"a\\"b"', '{"a": 1}', "it's"],
);
const soup = fc.string({ unit: fc.constantFrom(...'ab= "\'#\\$\t\r{;`\u00a0\u0085\u2028'), maxLength: 6 });
const tame = fc.constantFrom('K=20', 'L=a.b', 'K="20"', 'K=20 # c', 'export L=5', "L='a b'", 'OTHER=a b', '# c', '');
const line = fc.oneof(
  { weight: 12, arbitrary: tame },
  fc.tuple(key, written).map(([name, text]) => `${name}=${text}`),
  fc.tuple(key, soup).map(([name, text]) => `${name}=${text}`),
  fc.constantFrom(
    '',
    '# comment',
    '# Überlauf 🙂',
    "# it's",
    ' # blank before',
    'K',
    'K: 20',
    'export',
    '# a\u2028K=1',
  ),
);
const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
const text = fc.array(fc.tuple(line, end), { maxLength: 6 }).map((lines) => lines.flat().join(''));

/** What a reader that reads the whole text makes of a key: a value, `depends`, or why it has none. */
function wholeReadings(source: string, name: string) {
  const { values, rejected } = readAsCompose(source, isWanted);
  const docker = readAsDocker(source, isWanted).get(name);
  return new Map<string, unknown>([
    ['python-dotenv', readAsPython(source, isWanted).get(name)],
    ['Docker Compose', rejected ? 'rejected' : values.get(name)],
    ['docker --env-file', docker],
  ]);
}

const outcome = (read: unknown): string => {
  if (read === undefined) return 'not set';
  if (typeof read === 'object' && read !== null && 'value' in read && typeof read.value === 'string')
    return JSON.stringify(read.value);
  return 'failed';
};

describe('what readers make of a line by itself is what they make of it in its file', () => {
  it('for every key that is wanted, whatever stands on other lines', () => {
    let alone = 0;
    fc.assert(
      fc.property(text, (source) => {
        const last = new Map(parseDotenv('.env', source, isWanted).settings.map((setting) => [setting.key, setting]));
        for (const [name, { value, readings }] of last) {
          const whole = wholeReadings(source, name);
          if (readings.length === 1) {
            alone++;
            for (const read of whole.values()) expect(outcome(read)).toBe(JSON.stringify(value));
          }
          for (const { reader, value: own, failure } of readings.slice(1)) {
            const said = own === undefined ? (failure === undefined ? 'not set' : 'failed') : JSON.stringify(own);
            expect(`${reader}: ${said}`).toBe(`${reader}: ${outcome(whole.get(reader))}`);
          }
        }
      }),
      { numRuns: 20_000 },
    );
    expect(alone).toBeGreaterThan(1000);
  });
});
