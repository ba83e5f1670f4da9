import { printable } from '../model/words/printable.ts';

/** The mark of a usage error. A property and not a class: the program is in several bundles, and `instanceof` ends at a bundle. */
const usageCode = 'poolfit.usage';

/** A mistake of the caller: one line that says what to do, exit 2. */
export const usageError = (message: string): Error => Object.assign(new Error(message), { code: usageCode });

export const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === usageCode;

/** The text that a user typed, safe to repeat: control characters escaped, cut where it is long. */
export function shownArgument(text: string): string {
  const shown = printable(text);
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
}
