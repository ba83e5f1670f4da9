/** An error text that people paste, with what it means and what to do. */
export interface ErrorText {
  readonly id: string;
  /** As it is written, `…` where it varies; the first is the one shown. */
  readonly texts: readonly string[];
  /** Who says it. */
  readonly from: string;
  readonly sqlstates: readonly string[];
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly todo: readonly string[];
  /** Ids of the rules that prevent it or find it. */
  readonly rules: readonly string[];
  readonly sources: readonly string[];
}

/** Beyond this nobody pastes an error message. */
const longest = 20_000;

/** Quotes, blanks and capitals do not tell errors apart. */
export const plainText = (text: string): string =>
  text
    .slice(0, longest)
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether the fixed parts of a template occur in this order; linear, whatever is pasted. */
function holds(text: string, template: string): boolean {
  let from = 0;
  for (const part of plainText(template).split('…')) {
    const at = text.indexOf(part.trim(), from);
    if (at < 0) return false;
    from = at + part.trim().length;
  }
  return true;
}

/** The error that a pasted text holds (of several the one with most words in common), else those that a fragment is part of. */
export function findErrors(pasted: string, errors: readonly ErrorText[]): readonly ErrorText[] {
  const text = plainText(pasted);
  const held = errors.flatMap((error) => {
    const length = Math.max(0, ...error.texts.filter((one) => holds(text, one)).map((one) => one.length));
    return length > 0 ? [{ error, length }] : [];
  });
  const best = held.reduce<(typeof held)[number] | undefined>((a, b) => (a && a.length >= b.length ? a : b), undefined);
  if (best) return [best.error];
  const state = /^[0-9a-z]{5}$/.test(text) ? text.toUpperCase() : undefined;
  if (state && /\d/.test(state)) return errors.filter(({ sqlstates }) => sqlstates.includes(state));
  if (text.length < 6) return [];
  return errors.filter(({ texts }) => texts.some((one) => plainText(one).includes(text)));
}
