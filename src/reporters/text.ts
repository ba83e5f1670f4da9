import type { FactName, Location } from '../model/facts.ts';
import type { Evidence, Finding, NotEvaluated, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { printable, withoutCommands } from '../model/words/printable.ts';
import { wrap } from '../model/words/wrap.ts';
import { type Paint, paintFor } from './paint.ts';
import { assumptionText, evidenceText, factLabel, summaryText } from './wording.ts';

interface Page {
  readonly width: number;
  readonly paint: Paint;
}

/** A report for people: each finding with its place, its arithmetic, where the numbers come from and what to set instead. */
export function reportText(report: Report, context: ReportContext): string {
  const page = { width: context.width, paint: paintFor(context.color) };
  const blocks = report.findings.map((finding) => findingBlock(finding, page));
  if (!context.quiet) blocks.push(...closing(report, context, page));
  return blocks.length === 0 ? '' : `${withoutCommands(blocks.join('\n\n'))}\n`;
}

const indent = '  ';

function findingBlock(finding: Finding, page: Page): string {
  const { paint, width } = page;
  const place = finding.location ? placeOf(finding.location) : printable(finding.file);
  const head = `${paint('strong', place)} ${paint(finding.severity, finding.severity)} ${paint('faint', finding.ruleId)}`;
  const lines = [head, wrap(printable(finding.message), width, indent)];
  const frame = frameOf(finding, page);
  if (frame.length > 0) lines.push('', ...frame, '');
  const numbers = finding.evidence.filter(isShown).map(evidenceText);
  if (numbers.length > 0) lines.push(labelled('from', printable(numbers.join(', ')), page));
  for (const { message, location } of finding.related) {
    lines.push(labelled('also', `${placeOf(location)} ${printable(message)}`, page));
  }
  lines.push(labelled('help', printable(finding.help), page));
  return lines.join('\n');
}

/** The sum itself stands in the message, with its arithmetic. */
const isShown = ({ fact }: Evidence): boolean => fact !== 'demand';

const placeOf = ({ file, line, column }: Location): string => `${printable(file)}:${line}:${column}`;

/** `  help  text`, the text wrapped beneath itself. */
function labelled(label: string, text: string, { paint, width }: Page): string {
  const wrapped = wrap(text, width, ' '.repeat(indent.length + label.length + 2));
  return `${indent}${paint('strong', label)}${wrapped.slice(indent.length + label.length)}`;
}

/** The key and the value that the finding is about, and never anything else of the line: the rest may be a password. */
function frameOf({ frame, location, severity }: Finding, { paint }: Page): string[] {
  if (!frame || !location) return [];
  const before = printable(frame.before);
  const marked = printable(frame.marked);
  const gutter = String(location.line);
  const carets = paint(severity, '^'.repeat(Math.max(1, marked.length)));
  return [
    `${indent}${paint('faint', `${gutter} |`)} ${before}${marked}`,
    `${indent}${paint('faint', `${' '.repeat(gutter.length)} |`)} ${' '.repeat(before.length)}${carets}`,
  ];
}

/** What stands below the findings: what could not be judged, what was taken for granted, and the sum. */
function closing(report: Report, context: ReportContext, page: Page): string[] {
  return [
    ...notEvaluatedBlock(report.notEvaluated, page),
    ...assumedBlock(report, page),
    page.paint('strong', summaryText(report, context.diagnostics.length)),
  ];
}

interface Gap {
  readonly help: string;
  readonly facts: Set<FactName>;
  readonly rules: Set<string>;
}

/** By the missing fact and not by rule: what a reader can do about it is one thing, and thirty rules must not drown three findings. */
function notEvaluatedBlock(groups: readonly NotEvaluated[], page: Page): string[] {
  if (groups.length === 0) return [];
  const gaps = new Map<string, Gap>();
  for (const { help, missing, ruleId } of groups) {
    const gap = gaps.get(help) ?? { help, facts: new Set(), rules: new Set() };
    for (const fact of missing) gap.facts.add(fact);
    gap.rules.add(ruleId);
    gaps.set(help, gap);
  }
  const lines = [...gaps.values()].map((gap) => wrap(gapText(gap), page.width, indent, indent + indent));
  return [[page.paint('strong', 'Not evaluated'), ...lines].join('\n')];
}

/** How many rules of a group are named. */
const namedRules = 3;

function gapText({ help, facts, rules }: Gap): string {
  const ids = [...rules];
  const more = ids.length > namedRules ? ` and ${ids.length - namedRules} more` : '';
  return printable(
    `${[...facts].map(factLabel).join(', ')}: unknown; ${supplied(help)} (${ids.slice(0, namedRules).join(', ')}${more})`,
  );
}

const supplied = (help: string): string => (help.startsWith('-') ? `give ${help}` : help);

function assumedBlock({ assumed }: Report, page: Page): string[] {
  if (assumed.length === 0) return [];
  const facts = assumed.map(assumptionText).join(', ');
  return [
    `${page.paint('strong', 'Assumed')}\n${wrap(printable(`${facts}; the flags replace it`), page.width, indent)}`,
  ];
}
