/** What readers that expand variables make of `$NAME` and `${NAME:-default}`. */

/** A value as one reader gives it; `depends`: on variables whose values must not be shown. */
export type Expanded = { readonly value: string } | { readonly depends: true };

/** Whether the file sets a variable, as far as the reader has come. */
type IsSet = (name: string) => boolean;

const depends: Expanded = { depends: true };

/** Positions of one character, found once however often they are asked for: keeps a text of `${${${` linear. */
function makeFinder(text: string, character: string): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found !== -1 && found < from) found = text.indexOf(character, from);
    return found;
  };
}

/** python-dotenv expands `${NAME}` and `${NAME:-default}` in every value, single-quoted ones too; nothing else. */
export function expandAsPython(text: string, isSet: IsSet): Expanded {
  const closeFrom = makeFinder(text, '}');
  const colonFrom = makeFinder(text, ':');
  let value = '';
  let done = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', Math.max(at + 2, done))) {
    const close = closeFrom(at + 2);
    if (close < 0) break;
    const colon = colonFrom(at + 2);
    const hasDefault = colon >= 0 && colon < close;
    if (hasDefault && text[colon + 1] !== '-') continue;
    if (isSet(text.slice(at + 2, hasDefault ? colon : close))) return depends;
    value += text.slice(done, at) + (hasDefault ? text.slice(colon + 2, close) : '');
    done = close + 1;
  }
  return { value: value + text.slice(done) };
}

const named = /[A-Za-z_][A-Za-z0-9_]*/y;

/**
 * Docker Compose expands `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME-default}`, and makes `$` of `$$`; where a `$` starts none of
 * them it takes the whole value as it stands (measured).
 */
export function expandAsCompose(text: string, isSet: IsSet): Expanded {
  const closeFrom = makeFinder(text, '}');
  let value = '';
  let done = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', done)) {
    value += text.slice(done, at);
    const braced = text[at + 1] === '{';
    named.lastIndex = at + (braced ? 2 : 1);
    const name = named.exec(text)?.[0];
    if (text[at + 1] === '$') {
      value += '$';
      done = at + 2;
    } else if (name === undefined) {
      return { value: text };
    } else if (!braced) {
      if (isSet(name)) return depends;
      done = at + 1 + name.length;
    } else {
      const close = closeFrom(at + 2);
      if (close < 0) return { value: text };
      const fallback = defaultOf(text.slice(at + 2 + name.length, close));
      if (fallback === undefined || isSet(name)) return depends;
      value += fallback;
      done = close + 1;
    }
  }
  return { value: value + text.slice(done) };
}

/** What stands behind the name in braces, where it is a plain default; undefined for `?`, `+` and defaults that hold variables. */
function defaultOf(rest: string): string | undefined {
  if (rest === '') return '';
  const text = /^:?-([^$]*)$/s.exec(rest)?.[1];
  return text;
}
