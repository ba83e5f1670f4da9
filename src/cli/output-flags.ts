import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isEnvName } from './files.ts';
import { type ColorWhen, terminalWidth, usesColor } from './output.ts';
import { shownArgument, usageError } from './usage-error.ts';

export const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** `--format sarif=out.sarif`: a format and the file it goes to; without one to standard output, or to `--output`. */
export interface Destination {
  readonly format: Format;
  readonly file?: string;
}

export interface OutputFlags {
  readonly format?: readonly Destination[];
  readonly output?: string;
  readonly quiet?: true;
  readonly color?: ColorWhen;
}

/** What goes to standard output, or to `--output`; null: every format has a file of its own. */
export function mainFormat({ format, output }: Pick<OutputFlags, 'format' | 'output'>): Format | null {
  const bare = format?.find(({ file }) => file === undefined)?.format;
  return bare ?? (format === undefined || output !== undefined ? 'text' : null);
}

/** Refuses an output file that is one of the inputs, or that a slip of the shell made a `.env` file. */
export function checkOutput(
  { output, format = [] }: Pick<OutputFlags, 'output' | 'format'>,
  inputs: readonly string[],
): void {
  if (output === '') throw usageError('--output is empty; name a file for the report');
  const named = format.flatMap((one) =>
    one.file === undefined ? [] : [[`--format ${one.format}=`, one.file] as const],
  );
  const outputs = [...(output === undefined ? [] : [['--output ', output] as const]), ...named];
  const taken = new Set<string>();
  for (const [flag, file] of outputs) {
    const real = realPath(resolve(file));
    if (isEnvName(basename(file)) || inputs.some((input) => realPath(resolve(input)) === real)) {
      throw usageError(`${flag}${shownArgument(file)} would overwrite settings; name a file for the report`);
    }
    if (taken.has(real))
      throw usageError(`${flag}${shownArgument(file)} is written twice; give each report its own file`);
    taken.add(real);
  }
}

const realPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** Width of a line where there is no terminal: logs wrap for themselves, but not at words. */
const widthOfLogs = 100;

/** How a report for people is laid out here. */
export function pageFor({ color, output, quiet }: OutputFlags): { color: boolean; width: number; quiet: boolean } {
  const toFile = output !== undefined;
  const when = color ?? 'auto';
  return {
    color: toFile && when === 'auto' ? false : usesColor(when, process.env),
    width: toFile ? widthOfLogs : Math.min(120, Math.max(40, terminalWidth() ?? widthOfLogs)),
    quiet: quiet === true,
  };
}
