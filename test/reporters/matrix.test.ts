import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { ReportContext } from '../../src/model/reporter.ts';
import { reportGithub } from '../../src/reporters/github.ts';
import { reportGitlab } from '../../src/reporters/gitlab.ts';
import { reportJson } from '../../src/reporters/json.ts';
import { reportJunit } from '../../src/reporters/junit.ts';
import { reportMarkdown } from '../../src/reporters/markdown.ts';
import { reportSarif } from '../../src/reporters/sarif.ts';
import { reportText } from '../../src/reporters/text.ts';
import { calmContext, canonicalContext, canonicalReport, canonicalRules, emptyReport, finding } from './canonical.ts';
import { sarifProblems } from './sarif-schema.ts';
import { commandLines, linesOf, readCommand } from './workflow-command.ts';
import { elements, parseXml } from './xml-tree.ts';

interface Format {
  readonly name: string;
  readonly write: (report: Report, context: ReportContext) => string;
  /** Throws where a reader of the format would not find every finding in it. */
  readonly check: (output: string, report: Report) => void;
}

const parse = (text: string): unknown => JSON.parse(text);
const hasAll = (report: Report) => expect.objectContaining({ length: report.findings.length });

const formats: readonly Format[] = [
  {
    name: 'text',
    write: reportText,
    check: (output, report) => {
      const heads = linesOf(output).filter((line) => / (?:error|warning|info) [a-z-]+$/.test(line));
      expect(heads.length).toBe(report.findings.length);
      expect(output).not.toContain('##[');
      for (const line of linesOf(output)) expect(line.trimStart().startsWith('::')).toBe(false);
    },
  },
  {
    name: 'json',
    write: (report, context) => reportJson(report, context),
    check: (output, report) => {
      expect(parse(output)).toMatchObject({ findings: hasAll(report) });
      expect(output).not.toContain('##[');
    },
  },
  {
    name: 'sarif',
    write: (report, context) => reportSarif(report, { ...context, rules: canonicalRules }),
    check: (output, report) => {
      expect(sarifProblems(parse(output))).toEqual([]);
      expect(parse(output)).toMatchObject({ runs: [{ results: hasAll(report) }] });
    },
  },
  {
    name: 'github',
    write: reportGithub,
    check: (output, report) => {
      const commands = linesOf(output).slice(0, -1).map(readCommand);
      const titles = commands.map((command) => command?.properties.title);
      expect(titles.filter((title) => title === `poolfit: ${finding.ruleId}`).length).toBe(
        report.findings.filter(({ ruleId }) => ruleId === finding.ruleId).length,
      );
      for (const command of commands) expect(['error', 'warning', 'notice']).toContain(command?.name);
    },
  },
  { name: 'gitlab', write: reportGitlab, check: (output, report) => expect(parse(output)).toEqual(hasAll(report)) },
  {
    name: 'junit',
    write: reportJunit,
    check: (output, report) => expect(elements(parseXml(output), 'failure')).toEqual(hasAll(report)),
  },
  {
    name: 'markdown',
    write: reportMarkdown,
    check: (output, report) => {
      const rows = linesOf(output).filter((line) => line.startsWith('| **'));
      expect(rows).toEqual(hasAll(report));
      for (const row of rows) expect(row.split('|').length).toBe(6);
      const tags = output.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) expect(tag).toMatch(/^<(?:\/?(?:code|details|summary)|br|!-- --)>$/);
    },
  },
];

/** Characters that a terminal obeys, and marks that turn the direction of writing. */
const obeyed = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

function checkSafe({ name }: Format, output: string): void {
  expect(output).not.toMatch(obeyed);
  expect(output === '' || output.endsWith('\n')).toBe(true);
  const injected = commandLines(output).filter((line) => name !== 'github' || readCommand(line) === null);
  expect(injected).toEqual([]);
}

describe.each(formats.map((format) => [format.name, format] as const))('%s', (name, format) => {
  it('holds every outcome, as in its snapshot', async () => {
    const output = format.write(canonicalReport, canonicalContext);
    format.check(output, canonicalReport);
    checkSafe(format, output);
    await expect(output).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  it('is whole for a report of nothing', () => {
    const output = format.write(emptyReport, calmContext);
    format.check(output, emptyReport);
    checkSafe(format, output);
  });

  it('gives the same text for the same report', () => {
    expect(format.write(canonicalReport, canonicalContext)).toBe(format.write(canonicalReport, canonicalContext));
  });

  it('reads back and injects nothing, whatever stands in names and texts', () => {
    fc.assert(
      fc.property(anyReport, anyText, (report, text) => {
        const context = { ...canonicalContext, diagnostics: [{ file: text, message: text }] };
        const output = format.write(report, context);
        format.check(output, report);
        checkSafe(format, output);
      }),
    );
  });
});

const hostile = fc.constantFrom(
  '::set-output name=a::b',
  '\n::error::x',
  '\r::stop-commands::t',
  '\r\n',
  '##[add-mask]20',
  '##',
  '[',
  ']]>',
  '<![CDATA[',
  '<!--',
  '&amp;',
  '<script>',
  '"\'',
  '|',
  '\\',
  '```',
  '%0A',
  '%',
  ',:=',
  '#',
  '?',
  '../',
  './',
  '/',
  ' ',
  '@team',
  '\u001b[2J',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\uffff',
  '\ud800',
  '\udc00',
  'é🐘',
);
const anyText = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

const anyReport: fc.Arbitrary<Report> = fc
  .tuple(fc.array(fc.record({ file: anyText, message: anyText, help: anyText }), { maxLength: 3 }), anyText, anyText)
  .map(([texts, subject, text]) => ({
    ...canonicalReport,
    files: texts.map(({ file }) => file),
    findings: texts.map(({ file, message, help }) => ({
      ...finding,
      message,
      help,
      file,
      subject: `${file}#${subject}`,
      location: finding.location && { ...finding.location, file },
      evidence: [{ fact: 'demand', value: text, unit: null, origin: text }],
      related: finding.related.map(({ location }) => ({ message: text, location: { ...location, file } })),
      fix: finding.fix && { description: text, edits: finding.fix.edits.map((edit) => ({ ...edit, text })) },
    })),
    notEvaluated: canonicalReport.notEvaluated.map((group) => ({
      ...group,
      subjects: { count: 3, first: [`${texts[0]?.file}#${subject}`, subject] },
      help: text,
    })),
    assumed: [{ fact: 'instances', value: 1, flag: text }],
    crashes: [{ ruleId: 'pool-unbounded', subject, error: text }],
  }));
