/** A pattern's test for paths relative to the config's folder, `/`-separated. */
export type Matcher = (path: string) => boolean;

/** Why a pattern cannot be used, or undefined. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern === '') return 'is empty; name files, such as "services/*/.env"';
  if (pattern.includes('\\')) return 'holds a backslash; separate folders with /';
  if (pattern.startsWith('!')) return 'starts with !, which patterns do not know; name what is meant';
  const outside = pattern.startsWith('/') || /^[A-Za-z]:/.test(pattern) || pattern.split('/').includes('..');
  return outside ? 'points outside the folder of the config; patterns are relative to it' : undefined;
}

/**
 * Compiles a pattern: `*` and `?` within a name, `**` for any folders; a pattern without a slash holds in every folder; what matches a
 * folder matches everything below it. Linear in the path for every part: a pattern cannot make poolfit hang.
 */
export function compile(pattern: string): Matcher {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const anywhere = parts.length === 1 && !pattern.includes('/', 1) ? ['**', ...parts] : parts;
  return (path) => matchesParts(anywhere, path.split('/'));
}

/** Which prefixes of the path the pattern's parts so far can stand for, part by part. */
function matchesParts(parts: readonly string[], names: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '**') for (let end = at; end <= names.length; end++) next.add(end);
      else if (at < names.length && matchesName(part, names[at] ?? '')) next.add(at + 1);
    }
    reached = next;
  }
  return reached.size > 0;
}

/** `*` and `?` by the usual two pointers: on a mismatch the last star takes one character more. */
function matchesName(part: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let i = 0; i < name.length; ) {
    if (part[at] === '*') {
      star = at++;
      taken = i;
    } else if (at < part.length && (part[at] === '?' || part[at] === name[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++taken;
    } else return false;
  }
  while (part[at] === '*') at++;
  return at === part.length;
}
