/** An env file as `docker run --env-file` reads it (docker 28): line by line, quotes, comments and blanks kept. */

/** The last value of every wanted key; `rejected`: the key's own line ends the whole command. */
export function readAsDocker(
  text: string,
  wanted: (key: string) => boolean,
): Map<string, { value: string } | 'rejected'> {
  const values = new Map<string, { value: string } | 'rejected'>();
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at);
    const next = lineEnd < 0 ? text.length : lineEnd;
    const end = next > at && text[next - 1] === '\r' ? next - 1 : next;
    readLine(text, skipBlanks(text, at, end), end, { values, wanted });
    at = next + 1;
  }
  return values;
}

const blank = /[\s\x85]/;

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && blank.test(text.charAt(at)) && text[at] !== '\ufeff') at++;
  return at;
}

interface Into {
  readonly values: Map<string, { value: string } | 'rejected'>;
  readonly wanted: (key: string) => boolean;
}

/** `KEY=value`; a key with a blank in or around it (`export K`, `K =`, `K: 20`) is an error. */
function readLine(text: string, start: number, end: number, { values, wanted }: Into): void {
  if (start >= end || text[start] === '#') return;
  let equals = start;
  while (equals < end && text[equals] !== '=') equals++;
  const key = text.slice(start, equals);
  if (/[ \t]/.test(key)) {
    const meant = /^(?:export[ \t]+)?([\w.-]+)(?=[ \t:=]|$)/.exec(key.slice(0, 200))?.[1] ?? '';
    if (wanted(meant)) values.set(meant, 'rejected');
  } else if (equals < end && wanted(key)) {
    values.set(key, { value: text.slice(equals + 1, end) });
  }
}
