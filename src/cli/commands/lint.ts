import { rules } from '../../../rules/index.ts';
import { printable } from '../../core/printable.ts';
import type { Report } from '../../core/report.ts';
import type { Diagnostic, Reporter } from '../../core/reporter.ts';
import { makeLinter } from '../../index.ts';
import { reportJson } from '../../reporters/json.ts';
import { reportText } from '../../reporters/text.ts';
import type { Declare, Result } from '../command.ts';
import { exitCode, type FailOn } from '../exit-code.ts';
import { addFactFlags, type FactFlags, givenFrom, refuseRepeats } from '../fact-flags.ts';
import { discover, type Found } from '../files.ts';
import { oneOf } from '../flag-values.ts';
import { lintHelp } from '../lint-help.ts';
import { addOutputFlags, checkOutput, type Format, type OutputFlags, pageFor } from '../output-flags.ts';
import { type FileText, readFile, readStandardInput } from '../read-file.ts';
import { usageError } from '../usage-error.ts';
import { version } from '../version.ts';

interface LintFlags extends FactFlags, OutputFlags {
  readonly stdinFilename?: string;
  readonly failOn?: FailOn;
  readonly strict?: true;
}

/** Declares `poolfit lint`. */
export const declareLint: Declare = (command, done) => {
  command
    .argument('[paths...]', 'files, folders or - (standard input); default: .env')
    .option('--stdin-filename <name>', 'the name that findings in standard input carry');
  addFactFlags(command, { defaults: true });
  command
    .optionsGroup('The answer:')
    .option(
      '--fail-on <severity>',
      'exit 1 from: error (the default), warning, info or never',
      oneOf('--fail-on', ['error', 'warning', 'info', 'never']),
    )
    .option('--strict', 'exit 1 too where a limit could not be judged, or only with assumed instances');
  addOutputFlags(command);
  refuseRepeats(command);
  command.addHelpText('after', lintHelp);
  command.action(async (paths: string[]) => done(await runLint(paths, command.opts<LintFlags>())));
};

async function reporterFor(format: Format): Promise<Reporter> {
  if (format === 'text') return reportText;
  if (format === 'json') return reportJson;
  const { ciReporters } = await import('../ci-reporters.ts');
  return ciReporters[format](rules);
}

async function runLint(named: readonly string[], flags: LintFlags): Promise<Result> {
  const paths = named.length > 0 ? named : ['.env'];
  checkStandardInput(paths, flags);
  checkOutput(flags, paths);
  const format = flags.format ?? 'text';
  const reporter = await reporterFor(format);
  const { report, diagnostics, notes } = lintPaths(paths, flags);
  const context = { version, diagnostics, ...pageFor(flags) };
  const isEmpty = format === 'text' && report.files.length === 0;
  const said = [...diagnostics.map(({ file, message }) => `${file}: ${message}`), ...crashes(report)];
  if (!flags.quiet) said.push(...notes, ...withoutPools(report));
  return {
    out: isEmpty ? '' : reporter(report, context),
    err: said.map((line) => `poolfit: ${printable(line)}\n`).join(''),
    code: exitCode(report, {
      failOn: flags.failOn ?? 'error',
      strict: flags.strict === true,
      unread: diagnostics.length,
    }),
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

function checkStandardInput(paths: readonly string[], { stdinFilename }: LintFlags): void {
  const times = paths.filter((path) => path === '-').length;
  if (times > 1) throw usageError('- is given twice; standard input can be read once');
  if (times === 0 && stdinFilename !== undefined) {
    throw usageError('--stdin-filename names standard input; give - as a path too');
  }
}

interface Linted {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  /** What was left out, and is no fault. */
  readonly notes: readonly string[];
}

/** File by file: only findings and names stay in memory. */
function lintPaths(paths: readonly string[], flags: LintFlags): Linted {
  const { defaults } = flags;
  const linter = makeLinter({ given: givenFrom(flags), ...(defaults && { defaults }) });
  const diagnostics: Diagnostic[] = [];
  const notes: string[] = [];
  for (const found of discover(paths)) {
    const file = found.kind === 'standard-input' ? (flags.stdinFilename ?? '<stdin>') : found.file;
    if (found.kind === 'skipped') notes.push(`${file}: ${found.reason}`);
    else {
      const read = textOf(found);
      if (read.kind === 'text') linter.add({ file, text: read.text });
      else diagnostics.push({ file, message: read.problem });
    }
  }
  return { report: linter.report(), diagnostics, notes };
}

/** Standard input by path: opening it again fails where it is a socket, as it is for a child of many programs. */
const inputPaths: ReadonlySet<string> = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function textOf(found: Exclude<Found, { kind: 'skipped' }>): FileText {
  if (found.kind === 'problem') return found;
  const isInput = found.kind === 'standard-input' || inputPaths.has(found.file);
  return isInput ? readStandardInput() : readFile(found.file, found.isRegular);
}

/** How many files are named before they are only counted. */
const namedFiles = 3;

function withoutPools({ filesWithoutPools }: Report): string[] {
  const named = filesWithoutPools.slice(0, namedFiles);
  const lines = named.map((file) => `${file}: no pool settings (such as DB_POOL_SIZE); nothing to compare with limits`);
  const more = filesWithoutPools.length - named.length;
  return more > 0 ? [...lines, `${more} more ${more === 1 ? 'file has' : 'files have'} no pool settings`] : lines;
}

const crashes = ({ crashes }: Report): string[] =>
  crashes.map(
    ({ ruleId, subject, error }) => `the rule ${ruleId} failed on ${subject} (${error}); please report this as a bug`,
  );
