import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.ts';

/** Ids of what is found and of what is suppressed, with lines. */
function judged(text: string) {
  const { findings, suppressed } = lint([{ file: '.env', text }]);
  const shown = ({ ruleId, location }: { ruleId: string; location: { line: number } | null }): string =>
    `${ruleId}:${location?.line}`;
  return {
    found: findings.map(shown).filter((one) => !one.startsWith('reader-')),
    suppressed: suppressed.map(shown),
  };
}

const ratio = 'overflow-over-ratio';
const hides = { found: [], suppressed: [`${ratio}:2`] };
const line = (comment: string): string => `DB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9 ${comment}\n`;

describe('a suppression hides a finding', () => {
  it.each<[shown: string, text: string]>([
    ['behind the value', line(`# poolfit-ignore ${ratio} -- spikes`)],
    ['without a blank before or behind the mark', line(`#poolfit-ignore ${ratio} -- spikes`)],
    ['with a colon', line(`# poolfit-ignore: ${ratio} -- spikes`)],
    ['naming two rules', line(`# poolfit-ignore ${ratio}, connections-over-limit -- spikes`)],
    ['behind quotes', `DB_POOL_SIZE=2\nDB_MAX_OVERFLOW="9" # poolfit-ignore ${ratio} -- spikes`],
    ['with a hyphen and a hash in the reason', line(`# poolfit-ignore ${ratio} -- night-time -- see #12`)],
    ['with line ends of Windows', line(`# poolfit-ignore ${ratio} -- spikes`).replaceAll('\n', '\r\n')],
    ['with line ends of old Macs', line(`# poolfit-ignore ${ratio} -- spikes`).replaceAll('\n', '\r')],
    ['behind a BOM', `\ufeff${line(`# poolfit-ignore ${ratio} -- spikes`)}`],
    ['of an exported key', `DB_POOL_SIZE=2\nexport DB_MAX_OVERFLOW=9 # poolfit-ignore ${ratio} -- spikes`],
  ])('%s', (_, text) => expect(judged(text)).toEqual(hides));

  it.each<[shown: string, text: string, at: number]>([
    ['on the line above', `DB_POOL_SIZE=2\n# poolfit-ignore ${ratio} -- x\nDB_MAX_OVERFLOW=9\n`, 3],
    ['on the first line', `# poolfit-ignore ${ratio} -- x\nDB_MAX_OVERFLOW=90\nDB_POOL_SIZE=2\n`, 2],
    ['above an indented export', `DB_POOL_SIZE=2\n  # poolfit-ignore ${ratio} -- x\n  export DB_MAX_OVERFLOW=9`, 3],
    [
      'above another suppression',
      `DB_POOL_SIZE=2\n# poolfit-ignore ${ratio} -- x\n# poolfit-ignore connections-over-limit -- y\nDB_MAX_OVERFLOW=9\n`,
      4,
    ],
    [
      'behind a value of several lines',
      `A="x\ny"\nDB_POOL_SIZE=2\n# poolfit-ignore ${ratio} -- x\nDB_MAX_OVERFLOW=9`,
      5,
    ],
  ])('%s', (_, text, at) => expect(judged(text)).toEqual({ found: [], suppressed: [`${ratio}:${at}`] }));
});

describe('no suppression is', () => {
  it.each<[shown: string, text: string]>([
    ['text in double quotes', `A="# poolfit-ignore ${ratio} -- x"\nDB_MAX_OVERFLOW=90`],
    ['text in single quotes', `A='# poolfit-ignore ${ratio} -- x'\nDB_MAX_OVERFLOW=90`],
    ['a line of a value of several lines', `A="\n# poolfit-ignore ${ratio} -- x\n"\nDB_MAX_OVERFLOW=90`],
    ['a line of a value in backticks', `A=\`\n# poolfit-ignore ${ratio} -- x\n\`\nDB_MAX_OVERFLOW=90`],
    ['a key', `poolfit-ignore=${ratio}\nDB_MAX_OVERFLOW=90`],
    ['a line that is no comment', `poolfit-ignore ${ratio} -- x\nDB_MAX_OVERFLOW=90`],
    ['a comment that only mentions it', `# see poolfit-ignore ${ratio} -- x\nDB_MAX_OVERFLOW=90`],
    ['another word', `# poolfit-ignored ${ratio} -- x\nDB_MAX_OVERFLOW=90`],
  ])('%s', (_, text) => {
    const { found, suppressed } = judged(text);
    expect([found, suppressed]).toEqual([[expect.stringContaining(ratio)], []]);
  });
});

describe('what it hides and what it does not', () => {
  it('other rules and other settings stay', () => {
    const text = `DB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9 # poolfit-ignore ${ratio} -- x\nDB_POOL_RECYCLE=0\n`;
    expect(judged(text)).toEqual({ found: ['recycle-every-checkout:3'], suppressed: [`${ratio}:2`] });
  });

  it('without a reason nothing is hidden', () => {
    const { found, suppressed } = judged(line(`# poolfit-ignore ${ratio}`));
    expect([found, suppressed]).toEqual([[`${ratio}:2`, 'suppression-without-reason:2'], []]);
  });

  it('a comment that is one line too high hides nothing and is told where to stand', () => {
    const { findings } = lint([
      { file: '.env', text: `# poolfit-ignore ${ratio} -- x\n\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9\n` },
    ]);
    const unused = findings.find(({ ruleId }) => ruleId === 'suppression-unused');
    expect(unused?.help).toContain('line 4');
  });

  it('rules on suppressions cannot be suppressed', () => {
    const { found } = judged('# poolfit-ignore suppression-unused -- x\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=4\n');
    expect(found).toEqual(['suppression-unknown:1']);
  });

  it('a rule that is switched off is neither unknown nor unused', () => {
    const text = line(`# poolfit-ignore ${ratio} -- x`);
    const { findings } = lint([{ file: '.env', text }], { rules: [] });
    expect(findings).toEqual([]);
  });

  it('the reason is reported, without the user info of a URL and not without end', () => {
    const reason = `moved from postgres://admin:hunter2@db/app ${'x'.repeat(300)}`;
    const [suppressed] = lint([{ file: '.env', text: line(`# poolfit-ignore ${ratio} -- ${reason}`) }]).suppressed;
    expect(suppressed?.reason).toMatch(/^moved from postgres:\/\/\*\*\*@db\/app x{100,}…$/);
  });
});

describe('a file without comments of this kind', () => {
  const value = fc.string({
    unit: fc.constantFrom('#', ' ', '"', "'", '\n', '-', 'a', 'poolfit-ignore', ratio, ' -- '),
  });
  const quoted = fc.tuple(fc.constantFrom('"', "'", '`'), value).map(([quote, text]) => {
    return `${quote}${text.replaceAll(quote, '')}${quote}`;
  });

  it('is judged alike whether or not its values hold the word', () => {
    fc.assert(
      fc.property(fc.array(quoted, { maxLength: 5 }), (values) => {
        const lines = values.map((text, index) => `KEY${index}=${text}`);
        const text = [...lines, 'DB_POOL_SIZE=2', 'DB_MAX_OVERFLOW=9'].join('\n');
        expect(judged(text)).toEqual(judged(text.replaceAll('poolfit-ignore', 'poolfit_ignore')));
      }),
      { numRuns: 2000 },
    );
  });

  it('no text makes it fail, and every suppression found is judged once', () => {
    const piece = fc.constantFrom(
      '#',
      ' ',
      '"',
      '\n',
      '\r',
      '=',
      'DB_POOL_SIZE',
      '20',
      'poolfit-ignore',
      ratio,
      ' -- ',
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 40 }), (text) => {
        const report = lint([{ file: '.env', text }]);
        expect(report.crashes).toEqual([]);
        expect(report.findings.length + report.suppressed.length).toBe(report.outcomes.fail);
      }),
      { numRuns: 3000 },
    );
  });
});
