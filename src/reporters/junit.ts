import type { Finding, NotEvaluated, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { printable } from '../model/words/printable.ts';
import { evidenceText, gapText, placeText } from './wording.ts';

interface TestCase {
  /** The file, or `poolfit` for what belongs to none. */
  readonly suite: string;
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'skipped' | 'error';
  readonly type?: string;
  readonly message?: string;
  readonly lines?: readonly string[];
}

/**
 * JUnit's XML as GitLab and Jenkins read it: a suite a file, a failed case a finding, a skipped one for what could not be evaluated.
 * A file without either has one case that passed, because readers take a suite without cases for a broken run.
 */
export function reportJunit(report: Report, { diagnostics }: Pick<ReportContext, 'diagnostics'>): string {
  const files = new Set(report.files);
  const cases: TestCase[] = [
    ...diagnostics.map(({ file, message }) => ({
      suite: file,
      name: 'file not read',
      kind: 'error' as const,
      message,
    })),
    ...report.crashes.map((crash) => thrown(crash, files)),
    ...report.findings.map(failed),
    ...report.notEvaluated.flatMap((group) => skipped(group, files)),
  ];
  const suites = suitesOf(report.files, distinct(cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="poolfit" ${countsOf([...suites.values()].flat())}>`,
    ...[...suites].flatMap(([file, own]) => suiteLines(file, own)),
    '</testsuites>\n',
  ].join('\n');
}

function suitesOf(files: readonly string[], cases: readonly TestCase[]): ReadonlyMap<string, readonly TestCase[]> {
  const suites = new Map<string, TestCase[]>(files.map((file) => [file, []]));
  for (const one of cases) {
    const suite = suites.get(one.suite);
    if (suite) suite.push(one);
    else suites.set(one.suite, [one]);
  }
  for (const [suite, own] of suites) if (own.length === 0) own.push({ suite, name: 'no findings', kind: 'passed' });
  return suites;
}

const thrown = ({ ruleId, subject, error }: Report['crashes'][number], files: ReadonlySet<string>): TestCase => ({
  suite: suiteOf(subject, files),
  name: `${ruleId} ${subject}`,
  kind: 'error',
  message: error,
});

function failed({ ruleId, severity, subject, file, message, help, ...rest }: Finding): TestCase {
  const lines = [
    `${severity}: ${message}`,
    `place: ${placeText(file, rest.location)}`,
    ...rest.evidence.map((evidence) => `from: ${evidenceText(evidence)}`),
    ...rest.related.map((one) => `also: ${placeText(one.location.file, one.location)} ${one.message}`),
    `help: ${help}`,
  ];
  return { suite: file, name: `${ruleId} ${subject}`, kind: 'failure', type: severity, message, lines };
}

function skipped(group: NotEvaluated, files: ReadonlySet<string>): TestCase[] {
  const { ruleId, subjects } = group;
  const message = gapText(group);
  const named = subjects.first.map((subject) => ({ suite: suiteOf(subject, files), name: `${ruleId} ${subject}` }));
  const rest = subjects.count - named.length;
  const unnamed = rest > 0 ? [{ suite: 'poolfit', name: `${ruleId} and ${rest} more` }] : [];
  return [...named, ...unnamed].map((one) => ({ ...one, kind: 'skipped', message }));
}

/** A subject is `<file>#<key or family>`; file names may hold a `#` too. */
function suiteOf(subject: string, files: ReadonlySet<string>): string {
  const file = subject.slice(0, Math.max(0, subject.lastIndexOf('#')));
  return files.has(file) ? file : 'poolfit';
}

/** GitLab drops repeated names of a suite: the second of a name becomes `… (2)`. */
function distinct(cases: readonly TestCase[]): TestCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const id = `${one.suite}\0${one.name}`;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}

const countsOf = (cases: readonly TestCase[]): string => {
  const count = (kind: TestCase['kind']): number => cases.filter((one) => one.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
};

const suiteLines = (file: string, cases: readonly TestCase[]): string[] => [
  `  <testsuite name="${xml(file)}" ${countsOf(cases)}>`,
  ...cases.flatMap((one) => caseLines(one)),
  '  </testsuite>',
];

function caseLines({ suite, name, kind, type, message, lines }: TestCase): string[] {
  const open = `    <testcase classname="${xml(suite)}" name="${xml(name)}"`;
  if (kind === 'passed') return [`${open}/>`];
  const attributes = [...(type ? [`type="${xml(type)}"`] : []), `message="${xml(message ?? '')}"`].join(' ');
  const body = lines ? `>${lines.map(xml).join('\n')}</${kind}>` : '/>';
  return [`${open}>`, `      <${kind} ${attributes}${body}`, '    </testcase>'];
}

/**
 * Text for XML 1.0: the characters it forbids are shown as escapes (controls, lone surrogates) or as U+FFFD (U+FFFE, U+FFFF); every `>`
 * is escaped and with it the one of `]]>`; the bracket of `##[`, which GitHub's runner obeys anywhere in a line, is a reference.
 */
const xml = (text: string): string =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']|(?<=##)\[/g, (character) => `&#${character.charCodeAt(0)};`);
