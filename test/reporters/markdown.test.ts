import { describe, expect, it } from 'vitest';
import { reportMarkdown } from '../../src/reporters/markdown.ts';
import { code, prose } from '../../src/reporters/markdown-text.ts';
import { calmContext, canonicalContext, canonicalReport, emptyReport, finding } from './canonical.ts';

describe('markdown', () => {
  it('has the findings in a table and where their numbers come from beneath', () => {
    expect(reportMarkdown({ ...emptyReport, files: ['.env'], findings: [finding] }, calmContext).split('\n')).toEqual([
      '### poolfit: 1 error in 1 file',
      '',
      '| | Place | Finding | Help |',
      '| --- | --- | --- | --- |',
      `| **error** | <code>.env:3</code> | ${finding.message}<br><code>connections-over-limit</code> | ${finding.help} |`,
      '',
      '<details><summary>Where the numbers come from</summary>',
      '',
      '- <code>connections-over-limit</code> at <code>.env:3</code>',
      '  - demand 180 (instances × workers × engines × (pool_size + max_overflow))',
      '  - max_connections 100 (--max-connections)',
      '  - pool_recycle never (.env:6)',
      '  - also <code>.env:1</code>: DB_POOL_SIZE says 5 and is not used',
      '',
      '</details>',
      '',
    ]);
  });

  it('names what was not evaluated, assumed, not read and what threw', () => {
    const text = reportMarkdown(canonicalReport, canonicalContext);
    for (const part of [
      '- max_connections: unknown; give --max-connections N, or --live (<code>admin-headroom-missing</code>)',
      '- instances 1 (--instances)',
      '- <code>locked/.env</code>: cannot be read: permission denied',
      '- <code>pre-ping-disabled</code> at <code>.env#DB</code>: x is not a function',
    ])
      expect(text).toContain(`\n${part}`);
  });

  it('quiet leaves out what is no finding, and never what went wrong', () => {
    const text = reportMarkdown(canonicalReport, { ...canonicalContext, quiet: true });
    expect(text).not.toContain('**Not evaluated**');
    expect(text).not.toContain('**Assumed');
    expect(text).toContain('**Not read**');
  });

  it('nothing found is one line', () => {
    expect(reportMarkdown({ ...emptyReport, files: ['.env'] }, calmContext)).toBe(
      '### poolfit: No findings in 1 file\n',
    );
  });

  it('a report of many findings stays within a job summary, and says how many are left out', () => {
    const findings = Array.from({ length: 5000 }, () => finding);
    const text = reportMarkdown({ ...emptyReport, findings }, calmContext);
    expect(new TextEncoder().encode(text).length).toBeLessThan(1024 * 1024);
    expect(text).toContain('… and 4700 more');
  });

  it('errors come first, so that none is left out for a lesser finding', () => {
    const infos = Array.from({ length: 400 }, () => ({ ...finding, severity: 'info' as const }));
    const rows = reportMarkdown({ ...emptyReport, findings: [...infos, finding] }, calmContext)
      .split('\n')
      .slice(4);
    expect(rows[0]).toContain('| **error** |');
  });
});

describe('text in Markdown', () => {
  it.each([
    ['a table cell', 'a | b', 'a &#124; b'],
    ['a line end', 'a\nb', 'a&#92;x0ab'],
    ['code', '`a`', '&#96;a&#96;'],
    ['HTML', '<b>&amp;', '&#60;b&#62;&#38;amp;'],
    ['a link', '[a](https://b)', '&#91;a&#93;(https&#58;//b)'],
    ['emphasis', '*a* __b__', '&#42;a&#42; &#95;&#95;b&#95;&#95;'],
    ['mathematics', '${A} $B', '&#36;{A} &#36;B'],
    ['a key stays readable', 'DB_POOL_SIZE', 'DB_POOL_SIZE'],
    ['a mention', '@team', '@<!-- -->team'],
    ['an issue', 'fixes #1, &#1', 'fixes #<!-- -->1, &#38;#<!-- -->1'],
  ])('%s', (_, text, expected) => expect(prose(text)).toBe(expected));

  it('in code neither mentions nor issues are looked for', () => expect(code('@a #1')).toBe('<code>@a #1</code>'));
});
