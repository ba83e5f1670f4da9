import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';

/** What a reader of `poolfit … | head` leaves behind: nobody to write to, and no reason to complain. */
const isClosedPipe = (error: unknown): boolean => codeOf(error) === 'EPIPE' || codeOf(error) === 'EOF';

/** The system's code of an error: `ENOENT`, `EACCES`; empty for anything else. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Writes all of a text to a file descriptor, synchronously. A pipe may take a part or be full for a while (EAGAIN); a closed one ends the
 * writing quietly. Other errors are thrown.
 */
export function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (isClosedPipe(error)) return;
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** Sleeps for a few milliseconds: synchronous writing and reading have nothing else to wait on. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

/** Writes a report to a file. Throws the system's error. */
export function writeFile(file: string, text: string, mode: 'w' | 'a' = 'w'): void {
  const descriptor = openSync(file, mode);
  try {
    writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

export type ColorWhen = 'auto' | 'always' | 'never';

/**
 * Whether to colour standard output: the flag, then NO_COLOR and FORCE_COLOR (set and not empty; `FORCE_COLOR=0` is off), then whether
 * it is a terminal that can.
 */
export function usesColor(when: ColorWhen, environment: NodeJS.ProcessEnv): boolean {
  if (when !== 'auto') return when === 'always';
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced) return forced !== '0' && forced !== 'false';
  return environment.TERM !== 'dumb' && terminal() !== undefined;
}

/** Characters in a line of the terminal that standard output is, or undefined: it is none. */
export function terminalWidth(): number | undefined {
  return terminal()?.columns;
}

/** The terminal that standard output is. `process.stdout` is asked only of what may be one: it costs a start 3 ms. */
function terminal(): { readonly columns: number } | undefined {
  try {
    const output = fstatSync(1);
    const isNothing = output.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
    if (!output.isCharacterDevice() || isNothing) return undefined;
  } catch {
    // A standard output that cannot even be looked at (closed) is no terminal.
    return undefined;
  }
  return process.stdout.isTTY ? process.stdout : undefined;
}
