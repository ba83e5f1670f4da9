import { readableWidth } from '../../core/wrap.ts';
import type { Declare, Result } from '../command.ts';
import { addFactFlags, refuseRepeats } from '../fact-flags.ts';
import { oneOf } from '../flag-values.ts';
import type { ColorWhen } from '../output.ts';
import { checkOutput, pageFor } from '../output-flags.ts';
import { addPoolTimeoutFlag, type SizeFlags, sizeReport } from '../size-calculate.ts';
import { formatSizeJson } from '../size-json.ts';
import { formatSizeEnv, type SizeReport } from '../size-report.ts';
import { formatSizeText, styleFor } from '../size-text.ts';
import { version } from '../version.ts';

interface Flags extends SizeFlags {
  readonly format?: 'text' | 'json' | 'env';
  readonly output?: string;
  readonly color?: ColorWhen;
}

/** Declares `poolfit size`: settings from load and limits, with every step. */
export const declareSize: Declare = (command, done) => {
  command.allowExcessArguments(false);
  addFactFlags(command, { traffic: true });
  command.optionsGroup('The answer:');
  addPoolTimeoutFlag(command);
  command
    .option(
      '--format <format>',
      'text, json or env (lines to paste); default: text',
      oneOf('--format', ['text', 'json', 'env']),
    )
    .option('--output <file>', 'write the answer to a file instead of standard output')
    .option('--color <when>', 'auto (the default), always or never', oneOf('--color', ['auto', 'always', 'never']));
  refuseRepeats(command);
  command.addHelpText('after', help);
  command.action(() => done(runSize(command.opts<Flags>())));
};

const help = `
Examples:
  poolfit size --rps 200 --query-ms 70 --instances 3 --max-connections 200
  poolfit size --traffic medium --instances 3 --max-connections 100 --format env

Exit codes:
  0  the settings fit, or are reduced to fit
  1  no pool fits: a pooler is needed, its numbers are shown
  2  bad usage, or no load
`;

function runSize(flags: Flags): Result {
  checkOutput(flags.output === undefined ? {} : { output: flags.output }, []);
  const report = sizeReport(flags);
  const fits = report.sized.settings !== null;
  return {
    out: inFormat(report, flags),
    err: flags.format === 'env' && !fits ? 'poolfit: no pool fits this load; --format text shows what does\n' : '',
    code: fits ? 0 : 1,
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

function inFormat(report: SizeReport, { format, output, color }: Flags): string {
  if (format === 'json') return formatSizeJson(report, version);
  if (format === 'env') return formatSizeEnv(report);
  const page = pageFor({ ...(output !== undefined && { output }), ...(color && { color }) });
  return formatSizeText(report, { width: readableWidth(page.width), style: styleFor(page.color) });
}
