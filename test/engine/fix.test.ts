import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, fixText } from '../../src/engine/fix.ts';
import { scanDotenv } from '../../src/formats/dotenv.ts';
import { changedAssignments, keepsStatements } from '../../src/formats/dotenv-edits.ts';
import { fix, lint } from '../../src/index.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/severity.ts';
import { stated } from '../rules/stated.ts';

/** A finding that wants the one letter at `at` to be another. */
const wish = (ruleId: string, at: number, text: string, severity: Severity = 'warning'): Finding => {
  const location = { file: '.env', line: 1, column: at + 1, endLine: 1, endColumn: at + 2, start: at, end: at + 1 };
  return {
    ruleId,
    severity,
    message: '',
    help: '',
    subject: '.env#DB',
    file: '.env',
    location,
    frame: null,
    evidence: [],
    related: [],
    fix: { description: '', edits: [{ key: `K${at}`, location, text }] },
  };
};

/** Fixes a text of letters by a judge of letters. */
function fixed(text: string, judge: (text: string) => readonly Finding[] | null) {
  const { text: result, applied, dropped } = fixText(text, { judge, keepsStatements: () => true });
  return { result, applied: applied.map(({ ruleId }) => ruleId), dropped: dropped.map(({ why }) => why) };
}

describe('a fix', () => {
  it('is applied when its finding goes', () => {
    expect(fixed('ab', (text) => (text[0] === 'a' ? [wish('no-a', 0, 'x')] : []))).toEqual({
      result: 'xb',
      applied: ['no-a'],
      dropped: [],
    });
  });

  it.each<[shown: string, judge: (text: string) => readonly Finding[] | null, why: string]>([
    ['its finding stays', () => [wish('always', 0, 'x')], 'the finding would stay'],
    ['another finding comes', (text) => [wish(text === 'ab' ? 'no-a' : 'no-x', 0, 'x')], 'it would bring no-x'],
    [
      'another finding becomes more severe',
      (text) => (text === 'ab' ? [wish('no-a', 0, 'x'), wish('other', 1, 'b')] : [wish('other', 1, 'b', 'error')]),
      'it would bring other',
    ],
    ['a rule throws on the result', (text) => (text === 'ab' ? [wish('no-a', 0, 'x')] : null), 'a rule fails'],
  ])('is dropped when %s', (_, judge, why) => {
    const { result, dropped } = fixed('ab', judge);
    expect(result).toBe('ab');
    expect(dropped).toContainEqual(expect.stringContaining(why));
  });

  it('is dropped where a value is put together elsewhere', () => {
    expect(fixed('$b', (text) => (text[0] === '$' ? [wish('no-dollar', 0, 'x')] : []))).toMatchObject({
      result: '$b',
      dropped: ['the value is put together elsewhere'],
    });
  });

  it('of the most severe finding goes first where two edit one place, and the other is judged anew', () => {
    const judge = (text: string): Finding[] => [
      ...(text === 'b' ? [wish('not-b', 0, 'y')] : []),
      ...(text === 'b' ? [wish('too-low', 0, 'x', 'error')] : []),
      ...(text === 'x' ? [wish('not-b', 0, 'z')] : []),
    ];
    expect(fixed('b', judge)).toEqual({ result: 'z', applied: ['too-low', 'not-b'], dropped: [] });
  });

  it('that fails alone does not keep the others from being applied', () => {
    const stuck = (text: string): Finding[] => [wish('stuck', 3, 'd')].filter(() => text[3] === 'd');
    const judge = (text: string): Finding[] => [
      ...[0, 1, 2].flatMap((at) => (text[at] === 'a' ? [wish(`no-a-${at}`, at, 'x')] : [])),
      ...stuck(text),
    ];
    expect(fixed('aaad', judge)).toEqual({
      result: 'xxxd',
      applied: ['no-a-0', 'no-a-1', 'no-a-2'],
      dropped: ['the finding would stay'],
    });
  });

  it('that was dropped is tried again after another one worked', () => {
    const judge = (text: string): Finding[] => [
      ...(text[0] === 'a' ? [wish('first', 0, 'x', 'error')] : []),
      ...(text[1] === 'a' ? [wish('second', 1, 'x')] : []),
      ...(text[0] === 'x' && text[1] === 'a' ? [wish('needs-second', 0, 'q', 'info')] : []),
    ];
    expect(fixed('aa', judge)).toEqual({ result: 'xx', applied: ['second', 'first'], dropped: [] });
  });

  it('that fails ten thousand times over ends all the same', () => {
    const findings = Array.from({ length: 10_000 }, (_, at) => wish(`r${at}`, at, 'x'));
    expect(fixed('a'.repeat(10_000), () => findings).result).toBe('a'.repeat(10_000));
  });
});

describe('statements stay where they are', () => {
  /** Square brackets mark the edited place. */
  const keeps = (marked: string, inserted: string): boolean => {
    const [before = '', old = '', after = ''] = marked.split(/[[\]]/);
    const [start, end] = [before.length, before.length + old.length];
    const location = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1, start, end };
    const text = before + old + after;
    const edits = [{ key: '', location, text: inserted }];
    return keepsStatements(text, applyEdits(text, edits), edits);
  };
  it.each<[marked: string, inserted: string, expected: boolean]>([
    ['A=[20]\nB=1', '5', true],
    ['A="[20]" # c\r\nB=1', '5', true],
    ['[AA]=20\nB=1', 'A_LONGER_KEY', true],
    ['A=[]\nB=1', 'true', true],
    ['A=[] # c\nB=1', 'true', true],
    ['A="x\nP=[ye"s]\nS=a"\nT=1', 'true', false],
    ['A=[20]\nB=1"', '"5', false],
    ['A=[20]\nB=1', '5 # c', false],
    ['A=[20]\nB=1', '5\nC=6', false],
  ])('%j with %j: %s', (marked, inserted, expected) => expect(keeps(marked, inserted)).toBe(expected));
});

const key = fc.constantFrom(
  'DB_POOL_SIZE',
  'DB_MAX_OVERFLOW',
  'DB_POOL_RECYCLE',
  'DB_POOL_PRE_PING',
  'DB_POOL_SIEZ',
  'JOBS_DB_POOL_SIZE',
  'JOBS_DB_MAX_OVERFLOW',
  'WEB_CONCURRENCY',
  'SECRET',
);
const value = fc.constantFrom(
  '',
  '0',
  '-1',
  '1',
  '5',
  '20',
  '90',
  '3600',
  '99999',
  'true',
  'yes',
  'off',
  '${X}',
  '$(n)',
  '20#c',
  'ye"s',
  'a"',
);
const quote = fc.constantFrom('', '', '', '"', "'", '`');
const statement = fc
  .tuple(
    fc.constantFrom('', '  ', 'export '),
    key,
    fc.constantFrom('=', ' = '),
    quote,
    value,
    fc.constantFrom('', ' ', ' # c"', ' # poolfit-ignore overflow-over-ratio -- x'),
  )
  .map(([before, name, equals, mark, text, after]) => `${before}${name}${equals}${mark}${text}${mark}${after}`);
const other = fc.constantFrom('', '# comment', 'junk', 'A="x', 'b"', '# poolfit-ignore connections-over-limit -- x');
const file = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.oneof({ weight: 4, arbitrary: statement }, { weight: 1, arbitrary: other }), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([bom, lines, end, closed]) => bom + lines.join(end) + (closed ? end : ''));
const facts = fc.record(
  {
    instances: fc.integer({ min: 1, max: 9 }),
    maxConnections: fc.integer({ min: 4, max: 300 }),
    idleTimeout: fc.integer({ min: 2, max: 4000 }),
    provider: fc.constantFrom('aws-rds', 'neon', 'gcp-cloudsql'),
  },
  { requiredKeys: [] },
);

const identities = (findings: readonly Finding[]): string[] =>
  findings.map(({ ruleId, subject }) => `${ruleId} ${subject}`);

/** The text with every value and key that an edit may change cut out: what must be the same before and after. */
function outside(text: string, changed: ReadonlySet<number>): string {
  let rest = '';
  let at = 0;
  for (const [index, { keyStart, key: name, start, end }] of scanDotenv(text).entries()) {
    if (!changed.has(index)) continue;
    rest += `${text.slice(at, keyStart)}<>${text.slice(keyStart + name.length, start)}<>`;
    at = end;
  }
  return rest + text.slice(at);
}

describe('whatever the file', () => {
  let changes = 0;
  it('fixed findings are gone, none has come, bytes outside the edited spans stay, and a second time changes nothing', () => {
    fc.assert(
      fc.property(file, facts, (text, some) => {
        const options = stated(some);
        const before = lint([{ file: '.env', text }], options).findings;
        const { text: result, applied, dropped } = fix({ file: '.env', text }, options);
        const after = lint([{ file: '.env', text: result }], options).findings;
        for (const gone of identities(applied)) expect(identities(after)).not.toContain(gone);
        expect(identities(before)).toEqual(expect.arrayContaining(identities(after)));
        if (applied.length === 0) expect(result).toBe(text);
        const changed = new Set(changedIndexes(text, result));
        changes += changed.size;
        expect(outside(result, changed)).toBe(outside(text, changed));
        const again = fix({ file: '.env', text: result }, options);
        expect(again.text).toBe(result);
        expect(again.dropped.map(({ why }) => why)).toEqual(dropped.map(({ why }) => why));
      }),
      { numRuns: 3000 },
    );
    expect(changes).toBeGreaterThan(500);
  });
});

function changedIndexes(before: string, after: string): number[] {
  const starts = new Map(scanDotenv(before).map(({ keyStart }, index) => [keyStart, index]));
  return changedAssignments(before, after).map((change) => starts.get(change.before.keyStart) ?? -1);
}
