import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lint } from '../../src/index.ts';
import type { Report } from '../../src/model/report.ts';
import { reportJson } from '../../src/reporters/json.ts';
import { canonicalReport, emptyReport } from './canonical.ts';

const context = { version: '1.2.3', diagnostics: [], color: false, width: 80, quiet: false };
const json = (report: Report, diagnostics: { file: string; message: string }[] = []) =>
  JSON.parse(reportJson(report, { ...context, diagnostics }));
const schema = z.fromJSONSchema(JSON.parse(readFileSync('src/reporters/report.schema.json', 'utf8')));

const everything = lint(
  [
    { file: 'a/.env', text: 'DB_POOL_SIZE=0\nDB_MAX_OVERFLOW=-1\nDB_POOL_RECYCLE=never\nDB_POOL_PRE_PING=1\n' },
    { file: 'b.env', text: 'DB_POOL_SIZE=20\nDB_POOL_SIZE=25\nDB_POOL_RECYCLE=-1\nDATABASE_URL=postgres://u:p@h/d\n' },
  ],
  { stated: { facts: {}, idleLimits: [] } },
);

describe('the published schema', () => {
  it.each([
    ['an empty report', emptyReport],
    ['a report with every outcome', canonicalReport],
    ['a report of real files', everything],
  ])('holds for %s', (_, report) => {
    expect(schema.safeParse(json(report, [{ file: 'x', message: 'y' }])).error).toBeUndefined();
  });

  it.each([
    ['a summary without errors', (report: { summary: object }) => Object.assign(report.summary, { errors: undefined })],
    ['a line of 0', (report: { findings: object[] }) => Object.assign(report.findings[0] ?? {}, { line: 0 })],
    [
      'an unknown severity',
      (report: { findings: object[] }) => Object.assign(report.findings[0] ?? {}, { severity: 'x' }),
    ],
    ['another version', (report: object) => Object.assign(report, { schemaVersion: 2 })],
  ])('fails for %s', (_, spoil) => {
    const report = json(canonicalReport);
    spoil(report);
    expect(schema.safeParse(report).success).toBe(false);
  });
});

describe('the frozen shape', () => {
  it('has these keys in this order', () => {
    const report = json(canonicalReport);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining([
        'schemaVersion',
        'tool',
        'summary',
        'findings',
        'notEvaluated',
        'assumed',
        'suppressed',
        'diagnostics',
      ]),
    );
    expect(Object.keys(report.summary)).toEqual(['files', 'errors', 'warnings', 'infos', 'suppressed', 'notEvaluated']);
    const place = ['line', 'column', 'endLine', 'endColumn'];
    expect(Object.keys(report.findings[0])).toEqual([
      ...['ruleId', 'severity', 'message', 'file', ...place, 'subject', 'help', 'evidence', 'related', 'fix'],
    ]);
    expect(Object.keys(report.findings[0].evidence[0])).toEqual(['fact', 'value', 'unit', 'origin']);
    expect(Object.keys(report.findings[0].fix.edits[0])).toEqual([...place, 'text']);
  });

  it('counts what it lists', () => {
    const { summary, findings, notEvaluated } = json(everything);
    const count = (severity: string) =>
      findings.filter((one: { severity: string }) => one.severity === severity).length;
    expect(summary).toMatchObject({
      files: 2,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    });
    const subjects = notEvaluated.map((one: { subjects: { count: number } }) => one.subjects.count);
    expect(summary.notEvaluated).toBe(subjects.reduce((sum: number, one: number) => sum + one, 0));
  });

  it('writes no limit and no time as words, and no place as null', () => {
    const unbounded = json(everything).findings.find(({ ruleId }: { ruleId: string }) => ruleId === 'pool-unbounded');
    expect(unbounded.evidence).toContainEqual({ fact: 'poolSize', value: 'unlimited', unit: null, origin: 'a/.env:1' });
    const placeless = { ...canonicalReport.findings[2], location: null };
    const report = json({ ...emptyReport, findings: canonicalReport.findings.slice(2) });
    expect(placeless.location).toBeNull();
    expect(report.findings[0]).toMatchObject({ line: null, column: null, endLine: null, endColumn: null });
  });

  it('names the places of one cause', () => {
    const duplicate = json(everything).findings.find(
      ({ ruleId }: { ruleId: string }) => ruleId === 'duplicate-setting',
    );
    expect(duplicate).toMatchObject({ file: 'b.env', line: 2, related: [{ file: 'b.env', line: 1, column: 14 }] });
  });
});

describe('the text', () => {
  const [one] = canonicalReport.findings;
  const many = (count: number) => Array.from({ length: count }, () => one).filter((finding) => finding !== undefined);

  it.each([0, 1, 129])('is JSON with two blanks a step: %i findings', (count) => {
    const text = reportJson({ ...canonicalReport, findings: many(count) }, context);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(JSON.parse(text).findings).toHaveLength(count);
  });
});
