/** Where user info ends and hosts begin, or the character that makes it impossible to say. */
export type Authority =
  | { readonly hostsFrom: number; readonly hostsTo: number; readonly pathTo: number }
  | { readonly character: '@' | '/' | '?' | '#'; readonly at: number }
  | 'ambiguous';

/**
 * Readers disagree on a second `@` and on an `@` behind the first `/`, `?` or `#`: libpq cuts at the first one, browsers at the last,
 * SQLAlchemy at another. Each of these is a password with an unescaped character, told by its place only. An `@` in a parameter's
 * value leaves open where a password would end.
 */
export function splitAuthority(text: string, from: number): Authority {
  const hostsTo = indexOfAny(text, '/?#', from);
  const pathTo = text[hostsTo] === '/' ? indexOfAny(text, '?#', hostsTo) : hostsTo;
  const first = text.indexOf('@', from);
  if (first < 0) return { hostsFrom: from, hostsTo, pathTo };
  const cut = Math.min(first, hostsTo);
  const rest = afterUser(text, first < hostsTo ? first + 1 : from, pathTo);
  if (rest === 'clear') return { hostsFrom: first + 1, hostsTo, pathTo };
  if (rest === 'ambiguous') return 'ambiguous';
  const character = text[cut];
  return { character: character === '/' || character === '?' || character === '#' ? character : '@', at: cut };
}

/** Whether a further `@` stands where only hosts and a path, or only a parameter's value, should be. */
function afterUser(text: string, from: number, pathTo: number): 'clear' | 'unescaped' | 'ambiguous' {
  const next = text.indexOf('@', from);
  if (next < 0) return 'clear';
  if (next < pathTo || text[pathTo] === '#') return 'unescaped';
  const equals = text.indexOf('=', pathTo);
  const fragment = text.indexOf('#', pathTo);
  const inValue = equals >= 0 && equals < next && (fragment < 0 || next < fragment);
  return inValue ? 'ambiguous' : 'unescaped';
}

function indexOfAny(text: string, characters: string, from: number): number {
  let at = from;
  while (at < text.length && !characters.includes(text.charAt(at))) at++;
  return at;
}
