import type { Command, Option } from 'commander';
import type { Declare } from '../command.ts';
import { oneOf } from '../flags/values.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** Declares `poolfit completion`: a script made from the program's own commands and flags, so that it cannot fall behind them. */
export const declareCompletion: Declare = (command, done, everything) => {
  command.argument('<shell>', 'bash, zsh or fish', oneOf('the shell', shells));
  command.addHelpText('after', help);
  command.action(async (shell: Shell) => {
    const program = await everything();
    done({ out: scripts[shell](commandsOf(program)), err: '', code: 0 });
  });
};

const help = `
Examples:
  source <(poolfit completion bash)                     # in ~/.bashrc
  poolfit completion zsh > "\${fpath[1]}/_poolfit"
  poolfit completion fish > ~/.config/fish/completions/poolfit.fish

Exit codes:
  0  printed
  2  bad usage
`;

interface Flag {
  readonly short: string | undefined;
  readonly long: string;
  readonly about: string;
  readonly takesValue: boolean;
  /** What it takes; empty: anything, such as a number or a file. */
  readonly words: readonly string[];
}

interface Known {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  /** What its argument takes; empty: files. */
  readonly words: readonly string[];
}

const commandsOf = (program: Command): Known[] =>
  program.commands.map((command) => ({
    name: command.name(),
    about: command.summary(),
    flags: [...command.options.filter(({ hidden }) => !hidden).map(flagOf), helpFlag],
    words:
      command.name() === 'help'
        ? program.commands.map((one) => one.name())
        : wordsOf(command.registeredArguments[0]?.parseArg),
  }));

const helpFlag: Flag = { short: '-h', long: '--help', about: 'display help', takesValue: false, words: [] };

const flagOf = ({ short, long, description, required, optional, parseArg }: Option): Flag => ({
  short,
  long: long ?? short ?? '',
  about: firstClause(description),
  takesValue: required || optional,
  words: wordsOf(parseArg),
});

/** The words that a parser of flags knows (`oneOf`). */
const wordsOf = (parser: unknown): readonly string[] =>
  typeof parser === 'function' && 'words' in parser && Array.isArray(parser.words)
    ? parser.words.filter((word: unknown) => typeof word === 'string')
    : [];

const firstClause = (text: string): string => text.split(/[;(]/)[0]?.trim() ?? '';

const scripts: Readonly<Record<Shell, (commands: readonly Known[]) => string>> = { bash, zsh, fish };

const spellings = ({ short, long }: Flag): string[] => [...(short ? [short] : []), long];

/** A word in single quotes, for every shell here. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const words = (list: readonly string[]): string => quoted(list.join(' '));

function bash(commands: readonly Known[]): string {
  const cases = commands.map(({ name, flags, words: own }) => {
    const valued = flags.filter(({ takesValue }) => takesValue);
    const values = valued.map((flag) => `        ${spellings(flag).join('|')}) given=${words(flag.words)} ;;`);
    const known =
      valued.length === 0 ? [] : [`      case "$before" in`, ...values, `        *) given=- ;;`, '      esac'];
    return [
      `    ${name})`,
      `      flags=${words(flags.flatMap(spellings))} own=${words(own)}`,
      ...known,
      '      ;;',
    ].join('\n');
  });
  return `# bash completion for poolfit; source it, or put it where bash-completion looks.
_poolfit() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} flags='' own='' given=-
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${words([...commands.map(({ name }) => name), '--help', '--version'])} -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) return ;;
  esac
  if [ "$given" != - ]; then
    if [ -n "$given" ]; then COMPREPLY=($(compgen -W "$given" -- "$word")); else COMPREPLY=($(compgen -f -- "$word")); fi
  elif [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [ -n "$own" ]; then COMPREPLY=($(compgen -W "$own" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _poolfit poolfit
`;
}

/** Text inside zsh's `[…]` and `(…)`: brackets and colons have a meaning there. */
const zshText = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

function zsh(commands: readonly Known[]): string {
  const described = commands.map(({ name, about }) => `    ${quoted(`${name}:${zshText(about)}`)}`).join('\n');
  const cases = commands.map(({ name, flags, words: own }) => {
    const specs = flags.flatMap((flag) =>
      spellings(flag).map((spelling) => {
        const value = flag.words.length > 0 ? `:value:(${flag.words.join(' ')})` : ':value:_files';
        return `        ${quoted(`*${spelling}[${zshText(flag.about)}]${flag.takesValue ? value : ''}`)}`;
      }),
    );
    const rest = quoted(own.length > 0 ? `*:argument:(${own.join(' ')})` : '*:file:_files');
    return `      ${name})\n        _arguments \\\n${[...specs, `        ${rest}`].join(' \\\n')}\n        ;;`;
  });
  return `#compdef poolfit
# zsh completion for poolfit.
_poolfit() {
  local -a commands
  commands=(
${described}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT -= 1 ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_poolfit" ]; then _poolfit "$@"; else compdef _poolfit poolfit; fi
`;
}

function fish(commands: readonly Known[]): string {
  const lines = commands.flatMap(({ name, about, flags, words: own }) => {
    const here = `complete -c poolfit -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    return [
      `complete -c poolfit -n __fish_use_subcommand -f -a ${name} -d ${quoted(about)}`,
      ...flags.map((flag) => `${here} ${fishFlag(flag)}`),
      ...(own.length > 0 ? [`${here} -f -a ${words(own)}`] : []),
    ];
  });
  return `# fish completion for poolfit.\n${lines.join('\n')}\n`;
}

function fishFlag({ short, long, about, takesValue, words: own }: Flag): string {
  const name = [...(short ? [`-s ${short.slice(1)}`] : []), `-l ${long.replace(/^--/, '')}`].join(' ');
  const value = !takesValue ? '' : own.length > 0 ? ` -x -a ${words(own)}` : ' -r';
  return `${name}${value} -d ${quoted(about)}`;
}
