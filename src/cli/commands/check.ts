import { dirname } from 'node:path';
import { type FileOptions, makeLinter, planSource, type Source } from '../../index.ts';
import type { Fault } from '../../live/fault.ts';
import { poolCount } from '../../model/connections.ts';
import { type Live, overflowUse } from '../../model/live.ts';
import { nothingStated, type Stated } from '../../model/stated.ts';
import { livePage } from '../../reporters/live-text.ts';
import type { Declare, Result } from '../command.ts';
import { makeFolderConfigs } from '../config/file-options.ts';
import type { ConfigFlags } from '../config/find-config.ts';
import { type AnswerFlags, addAnswerFlags, printFor } from '../flags/answer.ts';
import { addConfigFlags } from '../flags/config.ts';
import { addFactFlags, type FactFlags, statedFrom } from '../flags/facts.ts';
import { checkOutput, mainFormat, pageFor } from '../flags/output.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { askLive, type LiveReading, type Question } from '../live/ask.ts';
import { addLiveFlags, defaultTimeoutMs, interval, type LiveFlags, timeLimit } from '../live/flags.ts';
import { makeProgress } from '../live/progress.ts';
import { checkSave, saveSnapshot } from '../live/snapshot-file.ts';
import { adminTarget, chooseTarget, fromFile, refuseTwoInputs } from '../live/target.ts';
import { exitCode } from '../output/exit-code.ts';
import { asideText } from '../output/notes.ts';
import { type FileText, readFile, readStandardInput } from '../read-file.ts';
import { usageError } from '../usage-error.ts';

// Other commands load what connects from here: it stands in one bundle.
export { readSnapshotFile } from '../live/snapshot-file.ts';
export { askLive, chooseTarget, fromFile };

interface CheckFlags extends FactFlags, LiveFlags, ConfigFlags, AnswerFlags {
  readonly watch?: number | true;
  readonly for?: number;
  readonly save?: string;
}

/** Declares `poolfit check`. */
export const declareCheck: Declare = (command, done) => {
  command
    .argument('[file]', 'a .env file: its database URL, and the settings to judge; - is standard input')
    .allowExcessArguments(false)
    .optionsGroup('The connection:');
  addLiveFlags(command);
  command
    .optionsGroup('Time:')
    .option('--watch [seconds]', 'sample until Ctrl-C, every second or as given', interval('--watch'))
    .option('--for <duration>', 'with --watch: for how long (90s, 10m)', timeLimit('--for'))
    .option('--save <file>', 'write what was seen as JSON, for lint --snapshot');
  addFactFlags(command, { defaults: true });
  addConfigFlags(command);
  addAnswerFlags(command);
  refuseRepeats(command);
  command.addHelpText('after', help);
  command.action(async (file: string | undefined) => done(await runCheck(file, command.opts<CheckFlags>())));
};

const help = `
Which database, the first of:
  --url, $POOLFIT_DATABASE_URL, the file's DATABASE_URL (POSTGRES_URL, DB_URL,
  DATABASE_URI, SQLALCHEMY_DATABASE_URI), PGHOST with PGPORT, PGUSER, PGDATABASE.
  Passwords also come from PGPASSWORD and ~/.pgpass.

One connection, one read-only transaction (one per sample with --watch).
Nothing is ever written; user names and passwords are never printed. Counts
are exact with GRANT pg_monitor, and an upper bound without it.

Exit codes:
  0  nothing at or above --fail-on
  1  findings, or a server that is full
  2  bad usage, an unreadable file, or no database named
  3  the database could not be reached, refused the login, or did not answer

Examples:
  poolfit check .env --instances 3
  poolfit check --url postgresql://monitor@db.internal/shop --format json
  poolfit check .env --watch --for 10m
  poolfit check .env --save friday.json && poolfit lint .env --snapshot friday.json
`;

async function runCheck(file: string | undefined, flags: CheckFlags): Promise<Result> {
  if (flags.for !== undefined && flags.watch === undefined) throw usageError('--for needs --watch; give both');
  const inputs = file === undefined ? [] : [file];
  checkOutput(flags, inputs);
  checkSave(flags.save, inputs);
  if (flags.save !== undefined && flags.save === flags.output) {
    throw usageError('--save and --output name the same file; give them two');
  }
  const stated = statedFrom(flags);
  const print = printFor(flags);
  const source = file === undefined ? undefined : readSource(file);
  const reading = await readLive(flags, source);
  if (!reading.live) return faulty(reading.fault);
  const own = await optionsFor(flags, source, { ...stated, live: reading.live });
  const live = withOverflow(reading.live, source, own.stated ?? nothingStated);
  const unsaved = save(flags.save, live);
  const linter = makeLinter({ ...own, stated: { ...(own.stated ?? nothingStated), live } });
  if (source) linter.add(source);
  const report = linter.report();
  const page = pageFor(flags);
  const isPage = mainFormat(flags) === 'text' && !page.quiet;
  const { out, more } = print(report, { diagnostics: [] });
  const faults = [...(reading.fault ? [reading.fault.message] : []), ...(unsaved === null ? [] : [unsaved])];
  return {
    out: isPage ? livePage(live, page) + out : out,
    more,
    err: asideText(report, { diagnostics: [], faults, notes: [], quiet: page.quiet }),
    code: exitCode(report, {
      failOn: flags.failOn ?? 'error',
      strict: flags.strict === true,
      unread: unsaved === null ? 0 : 1,
      ...unansweredBy(reading.fault),
    }),
    ...(flags.output !== undefined && { file: flags.output }),
  };
}

/** Flags over the config of the file; without a file, over the one that holds here. */
async function optionsFor(flags: CheckFlags, source: Source | undefined, stated: Stated): Promise<FileOptions> {
  const { defaults } = flags;
  const file = source?.file ?? '.env';
  const config = await makeFolderConfigs(flags, { stated, ...(defaults && { defaults }) }).of(dirname(file));
  return config.optionsFor(file);
}

/** Standard input by path: opening it again fails where it is a socket. */
const standardInputs: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function readSource(file: string): Source {
  const read: FileText = standardInputs.has(file) ? readStandardInput() : readFile(file, false);
  if (read.kind === 'problem') throw usageError(`${file}: ${read.problem}`);
  return { file: file === '-' ? '<stdin>' : file, text: read.text };
}

/** Asks the database that flags, environment or file name. Throws a usage error where none of them does. */
export async function readLive(
  flags: LiveFlags & Pick<CheckFlags, 'watch' | 'for' | 'quiet'>,
  source: Source | undefined,
): Promise<LiveReading> {
  refuseTwoInputs(flags, source?.file === '<stdin>');
  const target = await chooseTarget(flags, source);
  if (!target.ok) return { live: null, fault: target.fault };
  const admin = adminTarget(flags);
  if (admin && !admin.ok) return { live: null, fault: admin.fault };
  const question = { target: target.value, timeoutMs: flags.timeout ?? defaultTimeoutMs, admin: admin?.value ?? null };
  if (flags.watch === undefined) return askLive({ ...question, watch: null });
  const progress = await makeProgress(flags.quiet === true);
  try {
    return await askLive({ ...question, watch: watchPlan(flags, progress.sample) });
  } finally {
    progress.end();
  }
}

const watchPlan = (
  { watch, for: forMs }: Pick<CheckFlags, 'watch' | 'for'>,
  progress: NonNullable<Question['watch']>['progress'],
): Question['watch'] => ({
  intervalMs: typeof watch === 'number' ? watch : 1000,
  forMs: forMs ?? Number.POSITIVE_INFINITY,
  progress,
});

const faulty = (fault: Fault | null): Result => ({
  out: '',
  err: `poolfit: ${fault?.message ?? 'the database gave no answer'}\n`,
  code: fault?.exitCode ?? 3,
});

/** How a fault beside a report counts: what was named wrongly is the caller's, the rest the database's. */
export const unansweredBy = (fault: Fault | null): { unanswered?: 2 | 3 } =>
  fault === null ? {} : { unanswered: fault.exitCode === 2 ? 2 : 3 };

/** What watching says of the file's pools; without a file of the processes that the flags state. */
function withOverflow(live: Live, source: Source | undefined, stated: Stated): Live {
  if (!live.observation) return live;
  const { subjects } = planSource(source ?? { file: live.target, text: '' }, { stated });
  const demand = subjects.find(({ kind }) => kind === 'server')?.facts.demand?.value;
  const { instances, workers, engines } = stated.facts;
  const byFlags = poolCount({
    instances: instances?.value ?? 1,
    workers: workers?.value ?? 1,
    engines: engines?.value ?? 1,
  });
  const processes = demand ? poolCount(demand.processes) : byFlags;
  const kept = demand ? demand.pools.reduce((sum, { kept }) => sum + kept, 0) : null;
  return { ...live, overflow: overflowUse(live.observation, processes, kept) };
}

/** Why nothing was saved, or null. */
function save(file: string | undefined, { snapshot }: Live): string | null {
  if (file === undefined) return null;
  return snapshot ? saveSnapshot(file, snapshot) : '--save: nothing was seen, so nothing was written';
}
