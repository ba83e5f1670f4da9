import type { FileOptions } from '../../linter/linter.ts';
import type { Live } from '../../model/live.ts';
import type { Result } from '../command.ts';
import type { ConfigFlags } from '../config/find-config.ts';
import { type AnswerFlags, printFor } from '../flags/answer.ts';
import { baselineFor, type ChangeFlags, checkChanges, fixerFor, sumBeside } from '../flags/changes.ts';
import { type FactFlags, statedFrom } from '../flags/facts.ts';
import { checkOutput } from '../flags/output.ts';
import type { LiveReading } from '../live/ask.ts';
import type { LiveFlags } from '../live/flags.ts';
import { exitCode } from '../output/exit-code.ts';
import { asideText } from '../output/notes.ts';
import { readFile } from '../read-file.ts';
import { usageError } from '../usage-error.ts';
import { lintPaths } from './lint-paths.ts';

export interface LintFlags extends FactFlags, ConfigFlags, AnswerFlags, ChangeFlags, LiveFlags {
  readonly stdinFilename?: string;
  readonly live?: true;
  readonly snapshot?: string;
}

/** `poolfit lint`; `named`: the paths, none for `.env`. */
export async function lint(named: readonly string[], flags: LintFlags): Promise<Result> {
  const paths = named.length > 0 ? named : ['.env'];
  checkStandardInput(paths, flags);
  checkOutput(flags, paths);
  checkChanges(flags, paths);
  const print = printFor(flags);
  const reading = await heardBy(named, flags);
  const [fixer, baseline] = [fixerFor(flags), baselineFor(flags)];
  const ofFlags = optionsFrom(flags, reading?.live ?? null);
  const linted = await lintPaths(paths, { flags, ofFlags, fixer, onOutcome: baseline?.onOutcome });
  const { diagnostics } = linted;
  const isWhole = diagnostics.length === 0 && linted.report.crashes.length === 0 && !reading?.fault;
  const { report, said } = baseline?.finish(linted.report, isWhole) ?? { report: linted.report, said: [] };
  const notes = [...linted.notes, ...(fixer?.said ?? []), ...said, ...(flags.diff ? [sumBeside(report)] : [])];
  const { out, more } = print(report, { diagnostics });
  const faults = reading?.fault ? [reading.fault.message] : [];
  return {
    out: flags.diff && fixer ? fixer.printed() : out,
    more,
    err: asideText(report, { diagnostics, faults, notes, quiet: flags.quiet === true }),
    code: exitCode(report, {
      failOn: flags.failOn ?? 'error',
      strict: flags.strict === true,
      unread: diagnostics.length,
      ...(reading?.fault && { unanswered: reading.fault.exitCode === 2 ? 2 : 3 }),
    }),
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

/** What holds for every file, whatever its config says. */
const optionsFrom = (flags: FactFlags, live: Live | null): FileOptions => ({
  stated: { ...statedFrom(flags), ...(live && { live }) },
  ...(flags.defaults && { defaults: flags.defaults }),
});

/** What a live database, or a snapshot of one, says; undefined where nobody asked. What it takes is loaded only then. */
async function heardBy(named: readonly string[], flags: LintFlags): Promise<LiveReading | undefined> {
  const { live, url, snapshot } = flags;
  if (!live && url === undefined && snapshot === undefined) {
    if (flags.timeout === undefined && flags.pgbouncerAdminUrl === undefined) return undefined;
    throw usageError('--timeout and --pgbouncer-admin-url are for a database; give --live or --url too');
  }
  if (snapshot !== undefined && (live || url !== undefined)) {
    throw usageError('--snapshot stands for a database; give either it, or --live and --url');
  }
  const { readLive, readSnapshotFile } = await import('../commands/check.ts');
  if (snapshot !== undefined) return { live: await readSnapshotFile(snapshot), fault: null };
  if (url !== undefined) {
    if (url === '-' && named.includes('-'))
      throw usageError('--url - and - are both standard input; it can be read once');
    return readLive(flags, undefined);
  }
  return readLive(flags, onlyFile(named));
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
