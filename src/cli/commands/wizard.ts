import { makeVocabulary } from '../../linter/vocabulary.ts';
import { readableWidth } from '../../model/words/wrap.ts';
import type { Declare, Result } from '../command.ts';
import { type EnvFile, readEnvFile } from '../env-file/read.ts';
import { addFactFlags, statedFrom } from '../flags/facts.ts';
import { pageFor } from '../flags/output.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { oneOf } from '../flags/values.ts';
import { type ColorWhen, writeAll } from '../output/write.ts';
import { addPoolTimeoutFlag, loadOf, type SizeFlags } from '../size/calculate.ts';
import { usageError } from '../usage-error.ts';
import { interrupted, makeAsker } from '../wizard/asker.ts';
import { opening, readLimits } from '../wizard/opening.ts';
import { presentation } from '../wizard/presentation.ts';
import { propose } from '../wizard/proposal.ts';
import { askEverything } from '../wizard/questions.ts';
import { save } from '../wizard/save.ts';
import type { Session } from '../wizard/session.ts';

interface Flags extends SizeFlags {
  readonly url?: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly backup?: true;
  readonly color?: ColorWhen;
}

/** Declares `poolfit wizard`: the questions of `size`, a preview, and the file. */
export const declareWizard: Declare = (command, done) => {
  command.argument('[file]', 'the file to write; default: .env').allowExcessArguments(false);
  addFactFlags(command, { traffic: true });
  command
    .option('--url <url>', 'read the limits from this database: one connection, one read-only transaction')
    .optionsGroup('The file:')
    .option('--yes', 'ask nothing, take the flags, and write')
    .option('--dry-run', 'show the changes and write nothing')
    .option('--backup', 'keep the old file as .env.bak');
  addPoolTimeoutFlag(command);
  command.option(
    '--color <when>',
    'auto (the default), always or never',
    oneOf('--color', ['auto', 'always', 'never']),
  );
  refuseRepeats(command);
  command.addHelpText('after', help);
  command.action(async (file: string | undefined) => done(await runWizard(file ?? '.env', command.opts<Flags>())));
};

const help = `
Examples:
  poolfit wizard
  poolfit wizard .env --yes --backup --traffic medium --max-connections 100

Exit codes:
  0    written, or nothing to write, or declined
  1    no pool fits: a pooler is needed, its numbers are shown
  2    bad usage, an unreadable or unwritable file, or no terminal to ask in
  130  Ctrl-C: nothing was written
`;

async function runWizard(name: string, flags: Flags): Promise<Result> {
  // Between prompts the terminal turns Ctrl-C into a signal. Writing is synchronous: a signal waits until the file is whole.
  const leave = (): never => process.exit(130);
  process.on('SIGINT', leave);
  try {
    return await run(name, flags);
  } catch (error) {
    if (error !== interrupted) throw error;
    return { out: '', err: '\npoolfit: stopped; nothing was written\n', code: 130 };
  } finally {
    process.off('SIGINT', leave);
  }
}

async function run(name: string, flags: Flags): Promise<Result> {
  const asks = flags.yes !== true;
  if (asks && !(process.stdin.isTTY && process.stdout.isTTY)) throw usageError(noTerminal);
  statedFrom(flags);
  const load = asks ? undefined : loadOf(flags);
  const file = readEnvFile(name);
  if (!file.ok) return { out: '', err: `poolfit: ${file.problem}\n`, code: 2 };
  const page = pageFor({ ...(flags.color && { color: flags.color }) });
  const session = makeSession(file.value, flags, { width: readableWidth(page.width), load });
  const asker = asks ? await makeAsker() : undefined;
  if (asker) session.say(opening(session));
  const problem = await readLimits(session, flags.url, asker);
  if (problem !== null) return { out: '', err: `poolfit: ${problem}\n`, code: 3 };
  if (asker) await askEverything(session, asker);
  const proposal = propose(session, flags.poolTimeout === true);
  session.say(`${asker ? '\n' : ''}${presentation(session, proposal, page)}\n`);
  return save(session, proposal, { ...flags, asker });
}

const noTerminal =
  'the wizard asks questions, and this is no terminal; give --yes with a load (--traffic medium, --concurrency N, or --rps N --query-ms N) and --instances N, --workers N, --max-connections N';

const makeSession = (file: EnvFile, flags: Flags, start: Pick<Session, 'width' | 'load'>): Session => ({
  file,
  flags,
  ...start,
  vocabulary: makeVocabulary(),
  say: (text) => writeAll(1, text),
  live: undefined,
});
