/** A character that cannot stand in a user name or password as it is. */
export type Reserved = '@' | '/' | '?' | '#' | '%';

/**
 * Where user info ends and hosts begin; or the character that makes it impossible to say; or, `in-value`, the `@` of a parameter's value.
 */
export type Authority =
  | { readonly kind: 'split'; readonly hostsFrom: number; readonly hostsTo: number; readonly pathTo: number }
  | { readonly kind: 'unescaped'; readonly character: Exclude<Reserved, '%'>; readonly at: number }
  | { readonly kind: 'in-value'; readonly at: number };

/**
 * Readers disagree on a second `@` and on an `@` behind the first `/`, `?` or `#`: libpq cuts at the first one, browsers at the last,
 * SQLAlchemy at another. Each of these is a password with an unescaped character, told by its place only. An `@` in a parameter's
 * value leaves open where a password would end. `from`: where the authority starts.
 */
export function splitAuthority(text: string, from: number): Authority {
  const hostsTo = indexOfAny(text, '/?#', from);
  const pathTo = text[hostsTo] === '/' ? indexOfAny(text, '?#', hostsTo) : hostsTo;
  const first = text.indexOf('@', from);
  const hasUser = first >= 0 && first < hostsTo;
  const further = hasUser ? text.indexOf('@', first + 1) : first;
  if (further < 0) return withoutFragment(text, { hostsFrom: hasUser ? first + 1 : from, hostsTo, pathTo });
  if (isInValue(text, further, pathTo)) return { kind: 'in-value', at: further };
  const at = Math.min(first, hostsTo);
  const character = text[at];
  const isOther = character === '/' || character === '?' || character === '#';
  return { kind: 'unescaped', character: isOther ? character : '@', at };
}

/** libpq takes a `#` for a part of what it stands in, browsers cut there: the URL has no one meaning. */
function withoutFragment(text: string, places: { hostsFrom: number; hostsTo: number; pathTo: number }): Authority {
  const at = text.indexOf('#', places.hostsFrom);
  return at < 0 ? { kind: 'split', ...places } : { kind: 'unescaped', character: '#', at };
}

/** Whether an `@` stands behind the `=` of a parameter, and before any `#`. */
function isInValue(text: string, at: number, pathTo: number): boolean {
  if (at < pathTo || text[pathTo] === '#') return false;
  const equals = text.indexOf('=', pathTo);
  const fragment = text.indexOf('#', pathTo);
  return equals >= 0 && equals < at && (fragment < 0 || at < fragment);
}

function indexOfAny(text: string, characters: string, from: number): number {
  let at = from;
  while (at < text.length && !characters.includes(text.charAt(at))) at++;
  return at;
}
