import type { Finding, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { severities } from '../model/severity.ts';
import { code, prose } from './markdown-text.ts';
import { assumptionText, evidenceText, gapText, placeText, summaryText } from './wording.ts';

/** A job summary holds 1 MiB; findings beyond this many are counted. https://docs.github.com/en/actions/reference/limits */
const shownFindings = 300;

type Context = Pick<ReportContext, 'diagnostics' | 'quiet'>;

/** A summary for a pull request or a job page: the findings as a table, their arithmetic, what was not evaluated and what assumed. */
export function reportMarkdown(report: Report, context: Context): string {
  const bySeverity = severities.flatMap((severity) => report.findings.filter((one) => one.severity === severity));
  const shown = bySeverity.slice(0, shownFindings);
  const hidden = report.findings.length - shown.length;
  const blocks = [
    `### poolfit: ${prose(summaryText(report, context.diagnostics.length))}`,
    ...(shown.length > 0 ? [table(shown)] : []),
    ...(hidden > 0 ? [`… and ${hidden} more, in the other formats.`] : []),
    ...(shown.length > 0 ? [numbers(shown)] : []),
    ...(context.quiet ? [] : closing(report)),
    ...faults(report, context),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const table = (findings: readonly Finding[]): string =>
  ['| | Place | Finding | Help |', '| --- | --- | --- | --- |', ...findings.map(row)].join('\n');

const row = ({ severity, ruleId, file, location, message, help }: Finding): string =>
  `| **${severity}** | ${code(placeText(file, location))} | ${prose(message)}<br>${code(ruleId)} | ${prose(help)} |`;

const numbers = (findings: readonly Finding[]): string =>
  folded('Where the numbers come from', findings.flatMap(numbersOf).join('\n'));

const numbersOf = ({ ruleId, file, location, evidence, related }: Finding): string[] => [
  `- ${code(ruleId)} at ${code(placeText(file, location))}`,
  ...evidence.map((one) => `  - ${prose(evidenceText(one))}`),
  ...related.map((one) => `  - also ${code(placeText(one.location.file, one.location))}: ${prose(one.message)}`),
];

const folded = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

function closing({ notEvaluated, assumed }: Report): string[] {
  const rulesOf = new Map<string, string[]>();
  for (const group of notEvaluated) {
    const gap = gapText(group);
    rulesOf.set(gap, [...(rulesOf.get(gap) ?? []), group.ruleId]);
  }
  const gaps = [...rulesOf].map(([gap, ids]) => `${prose(gap)} (${[...new Set(ids)].map(code).join(', ')})`);
  return [
    ...list('Not evaluated', gaps),
    ...list('Assumed; the flags replace it', assumed.map(assumptionText).map(prose)),
  ];
}

const faults = ({ crashes }: Report, { diagnostics }: Context): string[] => [
  ...list(
    'Not read',
    diagnostics.map(({ file, message }) => `${code(file)}: ${prose(message)}`),
  ),
  ...list(
    'Failed in poolfit itself',
    crashes.map(({ ruleId, subject, error }) => `${code(ruleId)} at ${code(subject)}: ${prose(error)}`),
  ),
];

const list = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? [`**${title}**\n\n${items.map((item) => `- ${item}`).join('\n')}`] : [];
