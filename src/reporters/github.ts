import type { Finding, NotEvaluated, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { printable } from '../model/words/printable.ts';
import { repositoryPath } from './file-path.ts';
import { assumptionText, gapText, summaryText } from './wording.ts';

/**
 * GitHub workflow commands: one annotation a finding, a summary before them, since a step shows 10 of a kind and drops the rest.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function reportGithub(
  report: Report,
  { diagnostics, quiet }: Pick<ReportContext, 'diagnostics' | 'quiet'>,
): string {
  const commands = [
    ...(quiet ? [] : [command('notice', { title: 'poolfit' }, summary(report, diagnostics.length))]),
    ...diagnostics.map(({ file, message }) =>
      command('error', { file: repositoryPath(file), title: 'poolfit: file not read' }, [message]),
    ),
    ...report.crashes.map(({ ruleId, subject, error }) =>
      command('error', { title: `poolfit: ${ruleId} failed` }, [`${subject}: ${error}`]),
    ),
    ...report.findings.map(annotation),
  ];
  return commands.map((line) => `${line}\n`).join('');
}

const kinds = { error: 'error', warning: 'warning', info: 'notice' } as const;

function annotation({ severity, ruleId, message, help, file, location }: Finding): string {
  const place = location && {
    line: location.line,
    endLine: location.endLine,
    // Columns of more than one line are refused: https://docs.github.com/en/rest/checks/runs
    ...(location.line === location.endLine && { col: location.column, endColumn: location.endColumn }),
  };
  const properties = { file: repositoryPath(file), ...place, title: `poolfit: ${ruleId}` };
  return command(kinds[severity], properties, [message, `help: ${help}`]);
}

/** What GitHub keeps of each kind in a step. */
const shownOfAKind = 10;

function summary(report: Report, unread: number): string[] {
  const counts = { error: unread + report.crashes.length, warning: 0, notice: 1 };
  for (const { severity } of report.findings) counts[kinds[severity]]++;
  const hides = Object.values(counts).some((count) => count > shownOfAKind);
  return [
    summaryText(report, unread),
    ...(hides ? [`GitHub shows ${shownOfAKind} annotations of a kind; the log and the job summary have them all`] : []),
    ...gaps(report.notEvaluated).map((gap) => `not evaluated: ${gap}`),
    ...(report.assumed.length > 0 ? [`assumed: ${report.assumed.map(assumptionText).join(', ')}`] : []),
  ];
}

const gaps = (groups: readonly NotEvaluated[]): string[] => [...new Set(groups.map(gapText))];

type Properties = Readonly<Record<string, string | number>>;

function command(name: 'error' | 'warning' | 'notice', properties: Properties, lines: readonly string[]): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === '' ? [] : [`${key}=${encoded(String(value), /[%\r\n:,]/g)}`],
  );
  return `::${name} ${written.join(',')}::${lines.map((line) => encoded(line, /[%\r\n]/g)).join('%0A')}`;
}

/** The runner decodes these, and only these, of properties and of data (actions/runner, ActionCommand.cs). */
const encoded = (text: string, special: RegExp): string =>
  printable(text.replace(special, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`));
