import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rules } from '../../rules/index.ts';
import type { Report } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/severity.ts';
import { artifactLocation } from '../../src/reporters/file-path.ts';
import { fnv1a64 } from '../../src/reporters/fingerprint.ts';
import { reportSarif } from '../../src/reporters/sarif.ts';
import { calmContext, canonicalContext, canonicalReport, emptyReport, finding, hostileFile } from './canonical.ts';
import { sarifProblems } from './sarif-schema.ts';

const text = z.object({ text: z.string() });
const region = z.object({ startLine: z.number(), startColumn: z.number(), endLine: z.number(), endColumn: z.number() });
const location = z.object({
  physicalLocation: z.object({
    artifactLocation: z.object({ uri: z.string(), uriBaseId: z.string().optional() }),
    region: region.optional(),
  }),
});
const notification = z.object({
  descriptor: z.object({ id: z.string(), index: z.number() }),
  associatedRule: z.object({ id: z.string(), index: z.number() }).optional(),
  level: z.string(),
  message: text,
});
const sarif = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          rules: z.array(z.object({ id: z.string(), help: z.object({ text: z.string(), markdown: z.string() }) })),
          notifications: z.array(z.object({ id: z.string() })),
        }),
      }),
      columnKind: z.string(),
      invocations: z.tuple([
        z.object({
          executionSuccessful: z.boolean(),
          toolConfigurationNotifications: z.array(notification),
          toolExecutionNotifications: z.array(notification),
        }),
      ]),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.number().optional(),
          level: z.string(),
          message: text,
          locations: z.tuple([location]),
          relatedLocations: z.array(location.extend({ message: text })).optional(),
          partialFingerprints: z.record(z.string(), z.string()),
          fixes: z
            .array(
              z.object({
                artifactChanges: z.array(
                  z.object({ replacements: z.array(z.object({ deletedRegion: region, insertedContent: text })) }),
                ),
              }),
            )
            .optional(),
        }),
      ),
      properties: z.object({ suppressed: z.number() }),
    }),
  ]),
});

function run(report: Report, context: Partial<typeof canonicalContext> = {}) {
  const log: unknown = JSON.parse(reportSarif(report, { ...calmContext, ...context, rules }));
  expect(sarifProblems(log)).toEqual([]);
  return sarif.parse(log).runs[0];
}

const fingerprint = (changes: Partial<typeof finding>): string | undefined =>
  run({ ...emptyReport, findings: [{ ...finding, ...changes }] }).results[0]?.partialFingerprints['poolfitFinding/v1'];

describe('sarif', () => {
  it('the schema that judges it refuses what is wrong', () => {
    const log = {
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: {}, level: 'info' }] }],
    };
    expect(sarifProblems(log).length).toBeGreaterThan(0);
    const place = { physicalLocation: { artifactLocation: { uri: 'a b' } } };
    const badUri = {
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: { text: '' }, locations: [place] }] }],
    };
    expect(sarifProblems(badUri)).toEqual([expect.stringContaining('must match format "uri-reference"')]);
  });

  it('lists every rule with help, and each result points at its own', () => {
    const { tool, results } = run(canonicalReport);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const { help } of tool.driver.rules)
      expect(Math.min(help.text.length, help.markdown.length)).toBeGreaterThan(20);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex ?? -1]?.id).toBe(ruleId);
  });

  it('a rule that is not listed has no index', () => {
    const [result] = run({ ...emptyReport, findings: [{ ...finding, ruleId: 'elsewhere' }] }).results;
    expect(result?.ruleIndex).toBeUndefined();
  });

  it.each<[Severity, string]>([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ])('%s is the level %s', (severity, level) => {
    expect(run({ ...emptyReport, findings: [{ ...finding, severity }] }).results[0]?.level).toBe(level);
  });

  it('columns are UTF-16 units from 1 with an exclusive end, in the place and in the fix', () => {
    const { columnKind, results } = run({ ...emptyReport, findings: [finding] });
    const place = { startLine: 3, startColumn: 14, endLine: 3, endColumn: 16 };
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results[0]?.locations[0].physicalLocation.region).toEqual(place);
    expect(results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      { deletedRegion: place, insertedContent: { text: '15' } },
      { deletedRegion: { startLine: 4, startColumn: 17, endLine: 4, endColumn: 19 }, insertedContent: { text: '15' } },
    ]);
    expect(results[0]?.relatedLocations?.map(({ message }) => message.text)).toEqual([
      'DB_POOL_SIZE says 5 and is not used',
    ]);
  });

  it('a finding without a place stands at the start of its file', () => {
    const [result] = run({ ...emptyReport, findings: [{ ...finding, location: null }] }).results;
    expect(result?.locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
    });
  });

  it('only failures are results; what was not evaluated or assumed is a notification that refers to its kind and rule', () => {
    const { results, invocations, tool } = run(canonicalReport, canonicalContext);
    const [{ toolConfigurationNotifications: said, toolExecutionNotifications: faults, executionSuccessful }] =
      invocations;
    expect(results.length).toBe(canonicalReport.findings.length);
    expect(said.map(({ descriptor, level }) => [descriptor.id, level])).toEqual([
      ['not-evaluated', 'note'],
      ['not-evaluated', 'note'],
      ['assumed', 'note'],
    ]);
    expect(faults.map(({ descriptor, level }) => [descriptor.id, level])).toEqual([
      ['file-not-read', 'error'],
      ['rule-failed', 'error'],
    ]);
    expect(executionSuccessful).toBe(false);
    for (const { descriptor, associatedRule } of [...said, ...faults]) {
      expect(tool.driver.notifications[descriptor.index]?.id).toBe(descriptor.id);
      if (associatedRule) expect(tool.driver.rules[associatedRule.index]?.id).toBe(associatedRule.id);
    }
    expect(said[0]?.message.text).toBe(
      'admin-headroom-missing was not evaluated for 22 subjects: max_connections: unknown; give --max-connections N, or --live.',
    );
  });

  it('a run in which every rule and file was judged is successful, with findings or without', () => {
    for (const report of [emptyReport, { ...canonicalReport, crashes: [] }]) {
      expect(run(report).invocations[0].executionSuccessful).toBe(true);
    }
  });
});

describe('a fingerprint', () => {
  const base = fingerprint({});
  it.each<[string, Partial<typeof finding>]>([
    ['the line moves', { location: finding.location && { ...finding.location, line: 90, endLine: 90 } }],
    ['the numbers change', { message: 'other', help: 'other', evidence: [] }],
    ['the severity changes', { severity: 'warning' }],
    ['the file is named another way', { file: './.env', subject: './.env#DB' }],
  ])('stays while %s', (_, changes) => expect(fingerprint(changes)).toBe(base));

  it.each<[string, Partial<typeof finding>]>([
    ['rule', { ruleId: 'pool-unbounded' }],
    ['file', { file: 'b/.env', subject: 'b/.env#DB' }],
    ['subject', { subject: '.env#JOBS_DB' }],
  ])('differs by %s', (_, changes) => expect(fingerprint(changes)).not.toBe(base));

  it('is FNV-1a of 64 bits (the vectors of its authors)', () => {
    expect(['', 'a', 'foobar'].map(fnv1a64)).toEqual(['cbf29ce484222325', 'af63dc4c8601ec8c', '85944171f73967e8']);
  });
});

describe('the URI of a file', () => {
  it.each([
    ['.env', '.env'],
    ['./deploy//prod env/.env', 'deploy/prod%20env/.env'],
    ['../other/.env', '../other/.env'],
    ['a#b?c%d.env', 'a%23b%3Fc%25d.env'],
    ['café/🐘.env', 'caf%C3%A9/%F0%9F%90%98.env'],
    ['c:d.env', 'c%3Ad.env'],
    ['back\\slash.env', 'back%5Cslash.env'],
    ['lone\ud800.env', 'lone%EF%BF%BD.env'],
    ['<stdin>', '%3Cstdin%3E'],
  ])('%j is %s beneath the root of the sources', (file, uri) => {
    expect(artifactLocation(file)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  it.each([
    ['/srv/app one/.env', 'file:///srv/app%20one/.env'],
    ['C:/app/.env', 'file:///C:/app/.env'],
  ])('%j is absolute: %s', (file, uri) => expect(artifactLocation(file)).toEqual({ uri }));

  it('leads back to the file', () => {
    expect(decodeURIComponent(artifactLocation(hostileFile).uri)).toBe(hostileFile);
  });
});
