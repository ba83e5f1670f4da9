declare const unit: unique symbol;

/** A span of time in milliseconds; `Infinity` means "never". Counts stay plain numbers. */
export type Millis = number & { readonly [unit]: 'ms' };

/** Brands a number of milliseconds. The only place where a `Millis` is made from a number. */
export const millis = (value: number): Millis => value as Millis;

/** Milliseconds from seconds, the unit of every SQLAlchemy duration. */
export const seconds = (value: number): Millis => millis(value * 1000);

/** What never happens: no recycling, no idle limit. */
export const never: Millis = millis(Number.POSITIVE_INFINITY);

/** Seconds, for writing a duration back into a setting. */
export const toSeconds = (duration: Millis): number => duration / 1000;

/** `600 s`, `0.5 s`, `never`. */
export function formatDuration(duration: Millis): string {
  return duration === never ? 'never' : `${toSeconds(duration)} s`;
}

const factors = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const isUnit = (name: string): name is keyof typeof factors => Object.hasOwn(factors, name);

/**
 * Reads a duration as a user types it: `600`, `600s`, `10m`, `1.5h`, `250ms`; a bare number is seconds, `0` and `never` are
 * "none" (`never`). Returns undefined for anything else.
 */
export function parseDuration(text: string): Millis | undefined {
  if (text === 'never') return never;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)?$/.exec(text);
  const unitName = match?.[2] ?? 's';
  if (!match || !isUnit(unitName)) return undefined;
  const value = Number(match[1]) * factors[unitName];
  return value === 0 ? never : millis(value);
}
