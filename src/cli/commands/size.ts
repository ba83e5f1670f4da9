import { readableWidth } from '../../core/wrap.ts';
import type { Declare, Result } from '../command.ts';
import { addFactFlags, refuseRepeats } from '../fact-flags.ts';
import { oneOf } from '../flag-values.ts';
import { type ColorWhen, terminalWidth, usesColor } from '../output.ts';
import { type SizeFlags, sizeReport } from '../size-calculate.ts';
import { formatSizeJson } from '../size-json.ts';
import { formatSizeEnv, type SizeReport } from '../size-report.ts';
import { formatSizeText, styleFor } from '../size-text.ts';
import { version } from '../version.ts';

interface Options extends SizeFlags {
  readonly format: 'text' | 'json' | 'env';
  readonly output?: string;
  readonly color: ColorWhen;
}

/** `poolfit size`: settings from load and limits, with every step. */
export const declareSize: Declare = (command, done) => {
  command
    .description('Calculates pool settings from the load and the limits, and shows every step.')
    .allowExcessArguments(false);
  addFactFlags(command, { traffic: true });
  command
    .optionsGroup('Output:')
    .option('--pool-timeout', 'asks for DB_POOL_TIMEOUT too')
    .option('--format <name>', 'text, json, or env: lines to paste', oneOf('--format', ['text', 'json', 'env']), 'text')
    .option('--output <file>', 'writes to a file instead')
    .option('--color <when>', 'auto, always or never', oneOf('--color', ['auto', 'always', 'never']), 'auto')
    .action((options: Options) => done(runSize(options)));
  refuseRepeats(command);
};

function runSize(options: Options): Result {
  const report = sizeReport(options);
  const { result } = report.sized;
  return {
    out: format(report, options),
    err: options.format === 'env' && result === 'needs-pooler' ? `poolfit: ${noPool}\n` : '',
    code: result === 'needs-pooler' ? 1 : 0,
    ...(options.output !== undefined && { file: options.output }),
  };
}

const noPool = 'no pool fits this load; --format text says which pooler carries it';

function format(report: SizeReport, options: Options): string {
  if (options.format === 'json') return formatSizeJson(report, version);
  if (options.format === 'env') return formatSizeEnv(report);
  const inColor = options.output === undefined && usesColor(options.color, process.env);
  return formatSizeText(report, { width: readableWidth(terminalWidth()), style: styleFor(inColor) });
}
