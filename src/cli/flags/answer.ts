import type { Command } from 'commander';
import { rules } from '../../../rules/index.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { reporters } from '../../reporters/index.ts';
import type { Result, Written } from '../command.ts';
import type { FailOn } from '../output/exit-code.ts';
import { version } from '../version.ts';
import { addOutputFlags, mainFormat, type OutputFlags, pageFor } from './output.ts';
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

/** How the flags want a report printed. */
export function printFor(flags: AnswerFlags): Print {
  const { format = [], output, quiet, color } = flags;
  const main = mainFormat(flags);
  // GitHub shows what is in this file on the job's page: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
  const summary = format.some((one) => one.format === 'github') ? process.env.GITHUB_STEP_SUMMARY : undefined;
  const page = pageFor({ ...(output !== undefined && { output }), ...(quiet && { quiet }), ...(color && { color }) });
  const filePage = pageFor({ output: 'a file', ...(quiet && { quiet }) });
  return (report, { diagnostics }) => {
    const context = { version, diagnostics, rules };
    const isEmpty = main === 'text' && report.files.length === 0 && report.live === undefined;
    return {
      out: main && !isEmpty ? reporters[main](report, { ...context, ...page }) : '',
      more: [
        ...format.flatMap(({ format: name, file }) =>
          file === undefined ? [] : [{ file, text: reporters[name](report, { ...context, ...filePage }) }],
        ),
        ...(summary
          ? [summaryFor(summary, reporters.markdown(report, { ...context, ...filePage, quiet: false }))]
          : []),
      ],
    };
  };
}

const summaryFor = (file: string, text: string): Written => ({ file, text, append: true });
