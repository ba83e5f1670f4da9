import { Command } from 'commander';
import { printable, withoutCommands } from '../model/words/printable.ts';
import type { Declare, Result } from './command.ts';
import { writeAll } from './output/write.ts';
import { shownArgument, usageError } from './usage-error.ts';
import { version } from './version.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Loads what the command runs, and nothing before it is asked for. */
  readonly load: () => Promise<Declare>;
  /** It speaks about all commands. */
  readonly ofAll?: true;
}

const commands: readonly Entry[] = [
  {
    name: 'lint',
    summary: 'check .env files',
    load: async () => (await import('./commands/lint.ts')).declareLint,
  },
  {
    name: 'size',
    summary: 'calculate pool settings from load and limits',
    load: async () => (await import('./commands/size.ts')).declareSize,
  },
  {
    name: 'check',
    summary: "read a live database's limits and sessions, and judge them",
    load: async () => (await import('./commands/check.ts')).declareCheck,
  },
  {
    name: 'wizard',
    summary: 'ask for load and limits, preview the settings and write them',
    load: async () => (await import('./commands/wizard.ts')).declareWizard,
  },
  {
    name: 'explain',
    summary: 'explain a rule, a setting, a provider or an error text',
    load: async () => (await import('./commands/explain.ts')).declareExplain,
  },
  {
    name: 'init',
    summary: 'write a config, a CI job and a pre-commit entry; never overwrites',
    load: async () => (await import('./commands/init.ts')).declareInit,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./commands/completion.ts')).declareCompletion,
    ofAll: true,
  },
];

/** Parses the arguments behind poolfit's name and runs their command. Throws commander's errors (`commander.…`), those of help among them. */
export async function runProgram(words: readonly string[]): Promise<Result | undefined> {
  let result: Result | undefined;
  const program = makeProgram(words, (left) => {
    result = left;
  });
  await program.parseAsync([...words], { from: 'user' });
  return result;
}

/** The program with the one command that the first word names, which is all that most runs need; else with all of them. */
function makeProgram(words: readonly string[], done: (result: Result) => void): Command {
  const program = new Command('poolfit');
  const declared = new Set<string>();
  program
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ helpWidth: 80 })
    .configureOutput({
      writeOut: (text) => writeAll(1, text),
      writeErr: (text) => writeAll(2, text),
      outputError: (text, write) => write(complaint(text, 'poolfit --help')),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .hook('preSubcommand', async (_, command) => {
      await declare(command);
    });
  const everything = async (): Promise<Command> => {
    for (const command of program.commands) await declare(command);
    return program;
  };
  const declare = async (command: Command): Promise<void> => {
    const entry = commands.find(({ name }) => name === command.name());
    if (!entry || declared.has(entry.name)) return;
    declared.add(entry.name);
    const help = `poolfit ${entry.name} --help`;
    command.configureOutput({ outputError: (text, write) => write(complaint(text, help)) });
    (await entry.load())(command, done, everything);
  };
  const named = commands.find(({ name, ofAll }) => name === words[0] && !ofAll);
  if (named) addCommand(program, named);
  else addCommands(program);
  return program;
}

const addCommand = (program: Command, { name, summary }: Entry): Command =>
  program.command(name).summary(summary).description(sentence(summary));

function addCommands(program: Command): void {
  program
    .description('Do these connection pools fit this database?')
    .version(version, '-V, --version', 'show the version')
    .addHelpText('after', manual);
  for (const entry of commands) addCommand(program, entry);
  addHelpCommand(program);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** commander's own `help` shows a command before its flags are loaded. */
function addHelpCommand(program: Command): void {
  program
    .command('help')
    .argument('[command]')
    .summary('show the help of a command')
    .action(async (name: string | undefined) => {
      const isKnown = name === undefined || commands.some((entry) => entry.name === name);
      if (!isKnown) throw usageError(`there is no command ${shownArgument(name)}; see poolfit --help`);
      await program.parseAsync(name === undefined ? ['--help'] : [name, '--help'], { from: 'user' });
    });
}

const manual = `
Examples:
  poolfit lint --instances 3 --max-connections 100
  poolfit lint deploy/ --format json
  poolfit size --traffic medium --instances 3 --max-connections 100
  poolfit explain "FATAL: sorry, too many clients already"

Exit codes:
  0  nothing found at or above --fail-on
  1  findings
  2  bad usage, an unreadable file, or nothing was checked
  3  the database could not be reached
`;

/** commander's `error: …` (at times with a second line) as one line of ours; what a flag holds behind `=` may be a secret. */
function complaint(text: string, help: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/'(--?[^'=\s]+)=[^']*'/, "'$1'");
  return `poolfit: ${withoutCommands(printable(line))}; see ${help}\n`;
}
