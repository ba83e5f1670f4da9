import type { Live } from '../../core/live.ts';
import type { OnOutcome } from '../../core/lint.ts';
import type { Report } from '../../core/report.ts';
import type { Diagnostic } from '../../core/reporter.ts';
import { makeLinter } from '../../index.ts';
import { type AnswerFlags, addAnswerFlags, reporterFor } from '../answer-flags.ts';
import { addChangeFlags, baselineFor, type ChangeFlags, checkChanges, fixerFor } from '../change-flags.ts';
import type { Declare, Result } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { addFactFlags, type FactFlags, givenFrom, refuseRepeats } from '../fact-flags.ts';
import { discover, type Found } from '../files.ts';
import type { Fixer } from '../fix.ts';
import { lintHelp } from '../lint-help.ts';
import type { Heard } from '../live/ask.ts';
import { addLiveFlags, type LiveFlags } from '../live/flags.ts';
import { checkOutput, pageFor } from '../output-flags.ts';
import { type FileText, readFile, readStandardInput } from '../read-file.ts';
import { asideText } from '../said.ts';
import { usageError } from '../usage-error.ts';
import { version } from '../version.ts';

interface LintFlags extends FactFlags, AnswerFlags, ChangeFlags, LiveFlags {
  readonly stdinFilename?: string;
  readonly live?: true;
  readonly snapshot?: string;
}

/** Declares `poolfit lint`. */
export const declareLint: Declare = (command, done) => {
  command
    .argument('[paths...]', 'files, folders or - (standard input); default: .env')
    .option('--stdin-filename <name>', 'the name that findings in standard input carry');
  addFactFlags(command, { defaults: true });
  command
    .optionsGroup('The live database:')
    .option('--live', "read limits and sessions from the database in the named file's DATABASE_URL")
    .option('--snapshot <file>', 'take them from what check --save wrote');
  addLiveFlags(command);
  addChangeFlags(command);
  addAnswerFlags(command);
  refuseRepeats(command);
  command.addHelpText('after', lintHelp);
  command.action(async (paths: string[]) => done(await runLint(paths, command.opts<LintFlags>())));
};

async function runLint(named: readonly string[], flags: LintFlags): Promise<Result> {
  const paths = named.length > 0 ? named : ['.env'];
  checkStandardInput(paths, flags);
  checkOutput(flags, paths);
  checkChanges(flags, paths);
  const format = flags.format ?? 'text';
  const reporter = await reporterFor(format);
  const heard = await heardBy(named, flags);
  const [fixer, baseline] = [await fixerFor(flags), await baselineFor(flags)];
  const linted = lintPaths(paths, flags, { live: heard?.live ?? null, fixer, onOutcome: baseline?.onOutcome });
  const { diagnostics } = linted;
  const isWhole = diagnostics.length === 0 && linted.report.crashes.length === 0;
  const { report, said } = baseline?.finish(linted.report, isWhole) ?? { report: linted.report, said: [] };
  const notes = [...linted.notes, ...(fixer?.said ?? []), ...said];
  const page = pageFor(flags);
  const isEmpty = format === 'text' && report.files.length === 0;
  const faults = heard?.fault ? [heard.fault.message] : [];
  return {
    out: flags.diff && fixer ? fixer.printed() : isEmpty ? '' : reporter(report, { version, diagnostics, ...page }),
    err: asideText(report, { diagnostics, faults, notes, quiet: page.quiet }),
    code: exitCode(report, {
      failOn: flags.failOn ?? 'error',
      strict: flags.strict === true,
      unread: diagnostics.length,
      ...(heard?.fault && { unanswered: heard.fault.exitCode === 2 ? 2 : 3 }),
    }),
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

/** What a live database, or a snapshot of one, says; undefined where nobody asked. What it takes is loaded only then. */
async function heardBy(named: readonly string[], flags: LintFlags): Promise<Heard | undefined> {
  const { live, url, snapshot } = flags;
  if (!live && url === undefined && snapshot === undefined) {
    if (flags.timeout === undefined && flags.pgbouncerAdminUrl === undefined) return undefined;
    throw usageError('--timeout and --pgbouncer-admin-url are for a database; give --live or --url too');
  }
  if (snapshot !== undefined && (live || url !== undefined)) {
    throw usageError('--snapshot stands for a database; give either it, or --live and --url');
  }
  const { hear, readSnapshotFile } = await import('../commands/check.ts');
  if (snapshot !== undefined) return { live: await readSnapshotFile(snapshot), fault: null };
  if (url !== undefined) {
    if (url === '-' && named.includes('-'))
      throw usageError('--url - and - are both standard input; it can be read once');
    return hear(flags, undefined);
  }
  return hear(flags, onlyFile(named));
}

/** The one file that `--live` takes its database from. */
function onlyFile(named: readonly string[]): { file: string; text: string } {
  const [file, ...more] = named;
  if (file === undefined || more.length > 0 || file === '-') {
    throw usageError('--live connects to the database of one named file; name it, or give --url URL');
  }
  const read = readFile(file, false);
  if (read.kind === 'problem') throw usageError(`${file}: ${read.problem}`);
  return { file, text: read.text };
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

interface Company {
  readonly live: Live | null;
  readonly fixer: Fixer | undefined;
  readonly onOutcome: OnOutcome | undefined;
}

/** File by file: only findings and names stay in memory. */
function lintPaths(paths: readonly string[], flags: LintFlags, { live, fixer, onOutcome }: Company): Linted {
  const { defaults } = flags;
  const options = { given: { ...givenFrom(flags), ...(live && { live }) }, ...(defaults && { defaults }) };
  const linter = makeLinter({ ...options, ...(onOutcome && { onOutcome }) });
  const diagnostics: Diagnostic[] = [];
  const notes: string[] = [];
  for (const found of discover(paths)) {
    const file = found.kind === 'standard-input' ? (flags.stdinFilename ?? '<stdin>') : found.file;
    if (found.kind === 'skipped') notes.push(`${file}: ${found.reason}`);
    else {
      const given = textOf(found);
      const read = fixer && given.kind === 'text' ? fixer.handle({ name: file, text: given.text }, options) : given;
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
