/** The mark of a usage error. A property and not a class: every command is a bundle of its own, and `instanceof` ends at a bundle. */
const usageCode = 'poolfit.usage';

/** A mistake of the caller: one line that says what to do, exit 2. */
export const usageError = (message: string): Error => Object.assign(new Error(message), { code: usageCode });

export const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === usageCode;
