import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { once } from '../core/once.ts';

/** What a reader of `poolfit … | head` leaves behind: nobody to write to, and no reason to complain. */
const isClosedPipe = (error: unknown): boolean => codeOf(error) === 'EPIPE' || codeOf(error) === 'EOF';

/** The system's code of an error: `ENOENT`, `EACCES`; empty for anything else. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Writes all of a text, or of its parts, to a file descriptor, synchronously: `process.stdout` costs a tenth of the whole run. A pipe may
 * take a part or be full for a while (EAGAIN); a closed one ends the writing quietly. Other errors are thrown.
 */
export function writeAll(descriptor: number, text: string | Iterable<string>): void {
  if (typeof text === 'string') {
    writePart(descriptor, text);
    return;
  }
  let waiting = '';
  for (const part of text) {
    // What waits goes out before a large part: both together would be a copy.
    if (waiting.length + part.length >= mostWaiting) {
      if (!writePart(descriptor, waiting)) return;
      waiting = '';
    }
    waiting += part;
  }
  writePart(descriptor, waiting);
}

/** Characters of small parts that are written together. */
const mostWaiting = 32 * 1024;

/** False: nobody reads any more. */
function writePart(descriptor: number, text: string): boolean {
  if (text === '') return true;
  let rest: Buffer | undefined;
  for (;;) {
    try {
      const written = rest === undefined ? writeSync(descriptor, text) : writeSync(descriptor, rest);
      if (written === (rest?.length ?? Buffer.byteLength(text))) return true;
      rest = (rest ?? Buffer.from(text)).subarray(written);
    } catch (error) {
      if (isClosedPipe(error)) return false;
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
export function writeFile(file: string, text: string | Iterable<string>, mode: 'w' | 'a' = 'w'): void {
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

/** The one character device that scripts write to; Linux has it under a fixed number (devices.txt of its documentation: 1, 3). */
const nullDevice = (): number | undefined =>
  process.platform === 'linux' ? 0x103 : statSync('/dev/null', { throwIfNoEntry: false })?.rdev;

/** `tty` is loaded only for character devices: it costs a cold start 3 ms, and pipes and files are no terminals. */
const terminal = once((): { readonly columns: number } | undefined => {
  try {
    const output = fstatSync(1);
    if (!output.isCharacterDevice()) return undefined;
    if (output.rdev === nullDevice()) return undefined;
  } catch {
    // A standard output that cannot even be looked at (closed) is no terminal.
    return undefined;
  }
  return process.stdout.isTTY ? process.stdout : undefined;
});
