/** An exact fraction: expected concurrency must not be rounded before it is multiplied (200 rps × 70 ms × 1.5 is 21, not 22). */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** Reads plain digits with an optional decimal part (`20`, `0.7`); undefined for anything else. */
export function parseRational(text: string): Rational | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[2] ?? '';
  return { num: BigInt((match[1] ?? '') + fraction), den: 10n ** BigInt(fraction.length) };
}

/** A whole number as a fraction. */
export const rational = (whole: number): Rational => ({ num: BigInt(whole), den: 1n });

export const multiply = (a: Rational, b: Rational): Rational => ({ num: a.num * b.num, den: a.den * b.den });
export const divide = (a: Rational, b: Rational): Rational => ({ num: a.num * b.den, den: a.den * b.num });

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The least whole number not below the fraction (fractions here are never negative). */
export const ceil = (value: Rational): number => Number((value.num + value.den - 1n) / value.den);

export const toNumber = (value: Rational): number => Number(value.num) / Number(value.den);

/** For people: `14`, `2.5`, `0.333`. */
export const formatRational = (value: Rational): string => String(Number(toNumber(value).toFixed(3)));
