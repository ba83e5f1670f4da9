import { printable, withoutCommands } from '../model/words/printable.ts';
import type { Result, Written } from './command.ts';
import { codeOf, writeAll, writeFile } from './output/write.ts';
import { isUsageError, shownArgument } from './usage-error.ts';

/** Runs poolfit with the arguments behind its name; resolves to the exit code. Never throws, never shows a stack trace. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const result = await run(words);
    return result === undefined ? 2 : finish(result);
  } catch (error) {
    return fail(error);
  }
}

/** `lint` with paths alone has nothing to parse, and starts without the parser; all else is the parser's. */
async function run(words: readonly string[]): Promise<Result | undefined> {
  if (words[0] === 'lint' && !words.some(isFlag)) return (await import('./commands/lint.ts')).lint(words.slice(1), {});
  return (await import('./program.ts')).runProgram(words);
}

const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-';

/** Writes what a command leaves behind; what cannot be written is said, and exit 2. */
function finish({ out, err, code, file, more = [] }: Result): number {
  const unwritten = [
    ...(file === undefined ? [] : write({ file, text: out }, '--output')),
    ...more.flatMap((one) => write(one, 'the report')),
  ];
  if (file === undefined) writeAll(1, out);
  writeAll(2, err + unwritten.join(''));
  return unwritten.length > 0 ? 2 : code;
}

function write({ file, text, append }: Written, what: string): string[] {
  try {
    writeFile(file, text, append ? 'a' : 'w');
    return [];
  } catch (error) {
    const reason = codeOf(error) || 'unknown reason';
    return [`poolfit: ${what} ${shownArgument(file)} cannot be written (${reason}); name another file\n`];
  }
}

function fail(error: unknown): number {
  const code = codeOf(error);
  if (code.startsWith('commander.')) return isAnswered(code) ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  const next = isUsageError(error) ? '' : ' (an error of poolfit itself; please report it)';
  // A config can have several faults, each a line.
  const lines = message.split('\n').map((line) => `poolfit: ${withoutCommands(printable(line))}${next}\n`);
  writeAll(2, lines.join(''));
  return 2;
}

const isAnswered = (code: string): boolean => code === 'commander.helpDisplayed' || code === 'commander.version';
