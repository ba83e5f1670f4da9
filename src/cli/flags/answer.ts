import type { Command } from 'commander';
import { rules } from '../../../rules/index.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext, Reporter } from '../../model/reporter.ts';
import { reportText } from '../../reporters/text.ts';
import type { Result, Written } from '../command.ts';
import type { FailOn } from '../output/exit-code.ts';
import { version } from '../version.ts';
import { addOutputFlags, type Format, mainFormat, type OutputFlags, pageFor } from './output.ts';
import { oneOf } from './values.ts';

/** Declares the flags of every command that judges. */
export function addAnswerFlags(command: Command): void {
  command
    .optionsGroup('The answer:')
    .option(
      '--fail-on <severity>',
      'exit 1 from: error (the default), warning, info or never',
      oneOf('--fail-on', ['error', 'warning', 'info', 'never']),
    )
    .option('--strict', 'exit 1 too where a limit could not be judged, or only with assumed instances');
  addOutputFlags(command);
}

/** How a report is printed and what exit code it gives. */
export interface AnswerFlags extends OutputFlags {
  readonly failOn?: FailOn;
  readonly strict?: true;
}

/** Prints a report in every format that was asked for. */
export type Print = (
  report: Report,
  context: Pick<ReportContext, 'diagnostics'>,
) => Pick<Result, 'out'> & { readonly more: readonly Written[] };

/** How the flags want a report printed; reporters for CI are loaded when they are asked for. */
export async function printFor(flags: AnswerFlags): Promise<Print> {
  const { format = [], output, quiet, color } = flags;
  const main = mainFormat(flags);
  const reporter = main && (await reporterFor(main));
  const files = format.flatMap((one) => (one.file === undefined ? [] : [{ format: one.format, file: one.file }]));
  const others = await Promise.all(
    files.map(async ({ format, file }) => ({ file, reporter: await reporterFor(format) })),
  );
  // GitHub shows what is in this file on the job's page: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
  const summary = format.some((one) => one.format === 'github') ? process.env.GITHUB_STEP_SUMMARY : undefined;
  const markdown = summary ? await reporterFor('markdown') : undefined;
  const page = pageFor({ ...(output !== undefined && { output }), ...(quiet && { quiet }), ...(color && { color }) });
  const filePage = pageFor({ output: 'a file', ...(quiet && { quiet }) });
  return (report, { diagnostics }) => {
    const context = { version, diagnostics };
    const isEmpty = main === 'text' && report.files.length === 0 && report.live === undefined;
    return {
      out: reporter && !isEmpty ? reporter(report, { ...context, ...page }) : '',
      more: [
        ...others.map(({ file, reporter }) => ({ file, text: reporter(report, { ...context, ...filePage }) })),
        ...(summary && markdown
          ? [
              {
                file: summary,
                text: markdown(report, { ...context, ...filePage, quiet: false }),
                append: true as const,
              },
            ]
          : []),
      ],
    };
  };
}

/** The reporter of a format. */
async function reporterFor(format: Format): Promise<Reporter> {
  if (format === 'text') return reportText;
  if (format === 'json') return (await import('../../reporters/json.ts')).reportJson;
  const { ciReporters } = await import('../output/ci-reporters.ts');
  return ciReporters[format](rules);
}
