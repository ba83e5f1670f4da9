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
const plainText = (text: string): string =>
  text
    .slice(0, longest)
    .toLowerCase()
    .replace(/[\u2018\u2019`\u00b4]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
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

/** The error that a pasted text holds; of several the one with most words in common. */
export function heldError(pasted: string, errors: readonly ErrorText[]): ErrorText | undefined {
  const text = plainText(pasted);
  let best: { readonly error: ErrorText; readonly length: number } | undefined;
  for (const error of errors) {
    if (error.id === text) return error;
    const length = Math.max(0, ...error.texts.filter((one) => holds(text, one)).map((one) => one.length));
    if (length > (best?.length ?? 0)) best = { error, length };
  }
  return best?.error;
}

/** The errors of an SQLSTATE (`53300`), or those whose text a fragment is part of. */
export function errorsLike(fragment: string, errors: readonly ErrorText[]): readonly ErrorText[] {
  const text = plainText(fragment);
  const ofState = errors.filter(({ sqlstates }) => sqlstates.some((state) => state.toLowerCase() === text));
  if (ofState.length > 0) return ofState;
  const part = words(text);
  const isTelling = part.length > 9 || part.trim().includes(' ');
  return !isTelling ? [] : errors.filter(({ texts }) => texts.some((one) => words(plainText(one)).includes(part)));
}

/** The words of a text, each between blanks: a fragment is made of whole ones. */
const words = (text: string): string => ` ${text.replace(/[^a-z0-9_]+/g, ' ').trim()} `;
