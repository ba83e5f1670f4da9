import { describe, expect, it } from 'vitest';
import { reportGithub } from '../../src/reporters/github.ts';
import { calmContext, canonicalContext, canonicalReport, emptyReport, finding, hostileFile } from './canonical.ts';
import { readCommand } from './workflow-command.ts';

const quiet = { ...calmContext, quiet: true };
const commandsOf = (output: string) => output.trimEnd().split('\n').map(readCommand);

describe('github', () => {
  it('a finding is an annotation at its place', () => {
    expect(reportGithub({ ...emptyReport, findings: [finding] }, quiet)).toBe(
      '::error file=.env,line=3,endLine=3,col=14,endColumn=16,title=poolfit%3A connections-over-limit::' +
        '3 × 60 = 180 connections, but ordinary roles get 97 of 100%0Ahelp: Set DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15\n',
    );
  });

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('%s is ::%s', (severity, name) => {
    expect(reportGithub({ ...emptyReport, findings: [{ ...finding, severity }] }, quiet)).toMatch(
      new RegExp(`^::${name} `),
    );
  });

  it.each([
    ['without a place: no line', null, ['file', 'title']],
    ['over two lines: no columns', { line: 3, endLine: 4 }, ['file', 'line', 'endLine', 'title']],
  ])('%s', (_, change, properties) => {
    const location = change && finding.location && { ...finding.location, ...change };
    const [command] = commandsOf(reportGithub({ ...emptyReport, findings: [{ ...finding, location }] }, quiet));
    expect(Object.keys(command?.properties ?? {})).toEqual(properties);
  });

  it('the summary comes first, and says what was not evaluated and what was assumed', () => {
    const [summary] = commandsOf(reportGithub(canonicalReport, canonicalContext));
    expect(summary).toEqual({
      name: 'notice',
      properties: { title: 'poolfit' },
      data: [
        '1 error, 1 warning, 1 info in 4 files; 23 checks not evaluated; 1 file not read; 1 check failed in poolfit itself',
        'not evaluated: max_connections: unknown; give --max-connections N, or --live',
        'not evaluated: pool_size: unknown; make READ_DB_POOL_SIZE readable',
        'assumed: instances 1 (--instances)',
      ].join('\n'),
    });
  });

  it.each([
    [10, false],
    [11, true],
  ])('with %i errors the summary says that GitHub hides some: %s', (count, hides) => {
    const report = { ...emptyReport, findings: Array.from({ length: count }, () => finding) };
    expect(commandsOf(reportGithub(report, calmContext))[0]?.data.includes('GitHub shows 10')).toBe(hides);
  });

  it('the runner reads a hostile name and message as text', () => {
    const [hostile] = canonicalReport.findings.slice(1);
    const [command, ...rest] = commandsOf(reportGithub({ ...emptyReport, findings: hostile ? [hostile] : [] }, quiet));
    expect(rest).toEqual([]);
    expect(command?.name).toBe('warning');
    expect(command?.properties.file).toBe(hostileFile.replace('\u001b', '\\x1b'));
    expect(command?.data).toContain('::error::x ##[add-mask]20 \\x1b[31m\n::warning::y');
  });

  it('nothing to say and quiet is nothing', () => expect(reportGithub(emptyReport, quiet)).toBe(''));
});
