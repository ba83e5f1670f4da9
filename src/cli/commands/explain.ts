import { rules } from '../../../rules/index.ts';
import { explain } from '../../explain/explain.ts';
import { makeVocabulary } from '../../linter/vocabulary.ts';
import type { Declare } from '../command.ts';
import { checkOutput, pageFor } from '../flags/output.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { oneOf } from '../flags/values.ts';
import type { ColorWhen } from '../output/write.ts';
import { shownArgument } from '../usage-error.ts';

export interface ExplainOptions {
  readonly format: 'text' | 'json';
  /** Columns of the terminal; the text takes 60 to 100. */
  readonly width: number;
  readonly color: boolean;
}

interface Flags {
  readonly format?: 'text' | 'json';
  readonly output?: string;
  readonly color?: ColorWhen;
}

/** Declares `poolfit explain`. */
export const declareExplain: Declare = (command, done) => {
  command
    .argument('[name...]', 'a rule, a setting, a provider or an error text; without one: the list of all')
    .option('--format <format>', 'text or json; default: text', oneOf('--format', ['text', 'json']))
    .option('--output <file>', 'write the answer to a file instead of standard output')
    .option('--color <when>', 'auto (the default), always or never', oneOf('--color', ['auto', 'always', 'never']));
  refuseRepeats(command);
  command.addHelpText('after', help);
  command.action((words: string[]) => {
    const { format = 'text', ...rest } = command.opts<Flags>();
    checkOutput(rest, []);
    const result = runExplain(words, { format, ...pageFor(rest) });
    done({ ...result, ...(rest.output !== undefined && { file: rest.output }) });
  });
};

const help = `
Examples:
  poolfit explain connections-over-limit
  poolfit explain DB_POOL_RECYCLE
  poolfit explain cloudsql
  poolfit explain "FATAL: sorry, too many clients already"

Exit codes:
  0  explained
  2  nothing is known by that name
`;

/** `poolfit explain [name…]`: the words are one name or one pasted text. */
export function runExplain(
  words: readonly string[],
  { format, ...layout }: ExplainOptions,
): { out: string; err: string; code: 0 | 2 } {
  const name = words.length === 0 ? undefined : words.join(' ');
  const explanation = explain(name, { rules, vocabulary: makeVocabulary() });
  if (explanation.kind === 'known') {
    const out = format === 'json' ? `${JSON.stringify(explanation.data(), null, 2)}\n` : explanation.text(layout);
    return { out, err: '', code: 0 };
  }
  return { out: '', err: `poolfit: ${unknown(name ?? '', explanation.nearest)}\n`, code: 2 };
}

/** A long text is an error message, which may name hosts and users: it is not repeated. */
function unknown(name: string, nearest: readonly string[]): string {
  const hint =
    nearest.length > 0
      ? `did you mean ${nearest.join(' or ')}?`
      : 'paste the line with the error, or run "poolfit explain" for the list';
  const isName = /^\S{1,40}$/.test(name) && !name.includes('@');
  return isName
    ? `nothing is known by the name ${shownArgument(name)}; ${hint}`
    : `nothing is known about this text; ${hint}`;
}
