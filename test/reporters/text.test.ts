import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.ts';
import { reportText } from '../../src/reporters/text.ts';
import { canonicalReport, emptyReport } from './canonical.ts';

const context = { version: '1.2.3', diagnostics: [], color: false, width: 100, quiet: false };
const blocks = (text: string): string[] => text.trimEnd().split('\n\n');

describe('a finding', () => {
  const text = reportText({ ...emptyReport, files: ['.env'], findings: canonicalReport.findings.slice(0, 1) }, context);

  it('reads from the place to what to do', () => {
    expect(text.split('\n').slice(0, 6)).toEqual([
      '.env:3:14 error connections-over-limit',
      '  3 × 60 = 180 connections, but ordinary roles get 97 of 100',
      '',
      '  3 | DB_POOL_SIZE=20',
      '    |              ^^',
      '',
    ]);
    expect(text).toContain('max_connections 100 (--max-connections), pool_recycle never (.env:6)');
    expect(text).toContain('  also  .env:1:14 DB_POOL_SIZE says 5 and is not used\n');
    expect(text).toContain('  help  Set DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15\n');
  });

  it('shows the value only, never the rest of its line', () => {
    const report = lint([{ file: '.env', text: 'DB_POOL_SIZE="0" # the password is hunter2\n' }]);
    const shown = reportText(report, context);
    expect(shown).toContain('1 | DB_POOL_SIZE=0\n');
    expect(shown).not.toContain('hunter2');
  });

  it.each([50, 60, 80, 120])('fits a line of %i characters', (width) => {
    const report = lint([{ file: '.env', text: 'DB_POOL_SIZE=100\nDB_MAX_OVERFLOW=201\nDB_POOL_PRE_PING=yes\n' }]);
    const longest = Math.max(
      ...reportText(report, { ...context, width })
        .split('\n')
        .map((line) => [...line].length),
    );
    expect(longest).toBeLessThanOrEqual(width);
  });

  it('is coloured where that is wanted, and says the same', () => {
    const colored = reportText(canonicalReport, { ...context, color: true });
    expect(colored).toContain('\x1b[1;31merror\x1b[0m');
    expect(colored.replace(/\x1b\[[\d;]*m/g, '')).toBe(reportText(canonicalReport, context));
  });
});

describe('what could not be judged', () => {
  const report = lint(
    Array.from({ length: 50 }, (_, at) => ({ file: `${at}.env`, text: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n' })),
  );

  it('is said once for each missing fact, with the flag that supplies it, for 50 files as for one', () => {
    const block = blocks(reportText(report, context)).find((one) => one.startsWith('Not evaluated')) ?? '';
    const said = block.replace(/\s+/g, ' ');
    expect(said).toContain('max_connections: unknown; give --max-connections N, or --live (');
    expect(said.match(/--max-connections/g)).toHaveLength(1);
    expect(said.match(/--idle-timeout/g)).toHaveLength(1);
  });

  it('comes after the findings, before what was assumed and the sum', () => {
    expect(blocks(reportText(report, context)).map((one) => one.split('\n')[0])).toEqual([
      'Not evaluated',
      'Assumed',
      expect.stringMatching(/^No findings in 50 files; \d+ checks not evaluated$/),
    ]);
  });

  it('is not said with --quiet', () => {
    expect(reportText(report, { ...context, quiet: true })).toBe('');
  });
});

describe('the sum', () => {
  it('counts findings, files and what was left out', () => {
    const text = reportText(canonicalReport, { ...context, diagnostics: [{ file: 'x', message: 'y' }] });
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^1 error, 1 warning, 1 info in 4 files;.* 1 file not read/);
  });
});
