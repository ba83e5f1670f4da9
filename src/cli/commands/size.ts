import { resolve } from 'node:path';
import { readableWidth } from '../../model/words/wrap.ts';
import type { Declare, Result } from '../command.ts';
import { type ConfigFlags, makeConfigs } from '../config/find-config.ts';
import { addConfigFlags } from '../flags/config.ts';
import { addFactFlags, loadFrom, statedFrom } from '../flags/facts.ts';
import { checkOutput, pageFor } from '../flags/output.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { oneOf } from '../flags/values.ts';
import type { ColorWhen } from '../output/write.ts';
import { addPoolTimeoutFlag, type SizeFlags, sizeReport } from '../size/calculate.ts';
import { formatSizeJson } from '../size/json.ts';
import { formatSizeEnv, type SizeReport } from '../size/report.ts';
import { sizeServices } from '../size/services.ts';
import { formatServicesJson, formatServicesText, resultOf } from '../size/services-text.ts';
import { formatSizeText, styleFor } from '../size/text.ts';
import { usageError } from '../usage-error.ts';
import { version } from '../version.ts';

interface Flags extends SizeFlags, ConfigFlags {
  readonly services?: true;
  readonly format?: 'text' | 'json' | 'env';
  readonly output?: string;
  readonly color?: ColorWhen;
}

/** Declares `poolfit size`: settings from load and limits, with every step. */
export const declareSize: Declare = (command, done) => {
  command.allowExcessArguments(false);
  addFactFlags(command, { traffic: true });
  addConfigFlags(command);
  command
    .option('--services', "split a server's connections among the services of the config, by their load")
    .optionsGroup('The answer:');
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
  command.action(async () => {
    const flags = command.opts<Flags>();
    done(await (flags.services ? runServices(flags) : runSize(flags)));
  });
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

async function runSize(flags: Flags): Promise<Result> {
  checkOutput(flags.output === undefined ? {} : { output: flags.output }, []);
  const config = await makeConfigs(flags)('.');
  // The same options as for a .env here, so that lint agrees with what size recommends.
  const report = sizeReport(flags, config?.optionsFor(resolve('.env')));
  const fits = report.sized.settings !== null;
  return {
    out: inFormat(report, flags),
    err: flags.format === 'env' && !fits ? 'poolfit: no pool fits this load; --format text shows what does\n' : '',
    code: fits ? 0 : 1,
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

/** `--services`: the loads stand in the config, one for each service. */
async function runServices(flags: Flags): Promise<Result> {
  const { format, output, color, defaults } = flags;
  checkOutput(output === undefined ? {} : { output }, []);
  if (format === 'env') throw usageError('--format env prints the lines of one service; use text or json');
  if (flags.traffic || loadFrom(flags)) throw usageError('the load of each service stands in the config; leave it out');
  const config = await makeConfigs(flags)('.');
  if (!config) throw usageError('--services needs a config that names them; poolfit init writes one');
  const servers = sizeServices(config, { stated: statedFrom(flags), ...(defaults && { defaults }) });
  const page = pageFor({ ...(output !== undefined && { output }), ...(color && { color }) });
  const layout = { width: readableWidth(page.width), style: styleFor(page.color) };
  return {
    out: format === 'json' ? formatServicesJson(servers, version) : formatServicesText(servers, layout),
    err: '',
    code: resultOf(servers) === 'needs-pooler' ? 1 : 0,
    ...(output !== undefined && { file: output }),
  };
}

function inFormat(report: SizeReport, { format, output, color }: Flags): string {
  if (format === 'json') return formatSizeJson(report, version);
  if (format === 'env') return formatSizeEnv(report);
  const page = pageFor({ ...(output !== undefined && { output }), ...(color && { color }) });
  return formatSizeText(report, { width: readableWidth(page.width), style: styleFor(page.color) });
}
