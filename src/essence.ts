import { isTemplate } from './core/document.ts';
import type { Essence } from './core/judged.ts';
import type { Knowledge } from './core/knowledge.ts';
import type { PlainStatements } from './formats/dotenv-plain.ts';
import { makeWords, type Words } from './formats/words.ts';

/** Tells what the file scanned last says to rules, by its bytes; undefined where it has to be judged by itself. */
export type EssenceOf = (file: string, bytes: Uint8Array) => Essence | undefined;

/** A URL as rules see it: a number for all URLs that they cannot tell apart, and its `host:port`. Holds no user info. */
interface PlainUrl {
  readonly id: number;
  readonly target: string | undefined;
}

/** What the values of a key say: a number of their own, or what the schemes of its URLs say of the rest. */
type Values =
  | { readonly kind: 'plain'; readonly ids: Words<number> }
  | { readonly kind: 'url'; readonly schemes: Words<Words<PlainUrl | undefined>> };

/** More wanted statements than this are no file like others. */
const mostStatements = 50;

/** Makes `EssenceOf` for files that share all options, of which `statements` holds the one scanned last. */
export function makeEssences(knowledge: Knowledge, statements: PlainStatements): EssenceOf {
  const values = new Map<string, Values>();
  let last = 1;
  const next = (): number => ++last;
  const valuesOf = (key: string): Values => {
    const known = values.get(key);
    if (known) return known;
    const isUrl = knowledge.meaningOf(key)?.kind === 'url';
    const made: Values = isUrl
      ? { kind: 'url', schemes: schemesOf(knowledge, next) }
      : { kind: 'plain', ids: makeWords(next) };
    values.set(key, made);
    return made;
  };
  const essence = new Numbers();
  return (file, bytes) => {
    if (statements.count > mostStatements) return undefined;
    essence.clear(isTemplate(file) ? 1 : 0);
    for (let index = 0; index < statements.count; index++) {
      // Of a key set twice, it matters how its values differ: also two passwords.
      if (isSetBefore(statements, index)) return undefined;
      const known = valuesOf(statements.key(index));
      const start = statements.start(index);
      const end = statements.end(index);
      if (known.kind === 'plain') essence.say(known.ids.at(bytes, start, end));
      else {
        const url = urlAt(known.schemes, bytes, start, end);
        if (!url) return undefined;
        essence.sayUrl(url);
      }
    }
    return essence;
  };
}

/** The essence of one file after the other. */
class Numbers implements Essence {
  readonly said = new Int32Array(2 * mostStatements + 1);
  length = 0;
  hash = 0;
  private readonly urls: PlainUrl[] = [];
  private count = 0;

  clear(first: number): void {
    this.length = 0;
    this.hash = 0;
    this.count = 0;
    this.say(first);
  }

  say(id: number): void {
    this.said[this.length++] = id;
    this.hash = (Math.imul(this.hash, 31) + id) | 0;
  }

  /** Says of a URL, too, which is the first that leads where it leads: whether two of a file lead to one server. */
  sayUrl(url: PlainUrl): void {
    this.urls[this.count++] = url;
    this.say(url.id);
    this.say(url.target === undefined ? -1 : this.indexOfTarget(url.target));
  }

  target(index: number): string | undefined {
    return index < this.count ? this.urls[index]?.target : undefined;
  }

  indexOfTarget(target: string): number {
    for (let index = 0; index < this.count; index++) if (this.urls[index]?.target === target) return index;
    return -1;
  }
}

function isSetBefore(statements: PlainStatements, index: number): boolean {
  const key = statements.key(index);
  for (let before = 0; before < index; before++) if (statements.key(before) === key) return true;
  return false;
}

const COLON = 58;
const SLASH = 47;
const AT = 64;

/** The URL in these bytes without its user info, as far as that is of letters, digits and a few marks: others might say something. */
function urlAt(schemes: Words<Words<PlainUrl | undefined>>, bytes: Uint8Array, from: number, to: number) {
  let start = from;
  while (start < to && bytes[start] !== SLASH) start++;
  start += 2;
  if (start > to || bytes[start - 1] !== SLASH) return undefined;
  let colons = 0;
  let at = start;
  for (; at < to && isOfUser(bytes[at] ?? 0); at++) if (bytes[at] === COLON) colons++;
  const rest =
    bytes[at] === AT && at < to && colons === 1 && bytes[start] !== COLON && bytes[at - 1] !== COLON ? at + 1 : start;
  return schemes.at(bytes, from, start).at(bytes, rest, to);
}

const isOfUser = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 58) ||
  code === 95 ||
  code === 46 ||
  code === 45 ||
  code === 126;

/** By scheme, what the rest of a URL says. Of a host that no provider and no pooler is told by, rules see no more than that it is one. */
function schemesOf(knowledge: Knowledge, next: () => number): Words<Words<PlainUrl | undefined>> {
  const anywhere = new Map<string, number>();
  return makeWords((scheme) =>
    makeWords((rest) => {
      const isPlain = /^[a-z][a-z0-9+]*:\/\/$/.test(scheme);
      const parts = isPlain ? /^[\w.-]+(?::\d+)?(?:\/\w*)?(\?[\w=&.-]*)?$/.exec(rest) : null;
      if (!parts) return undefined;
      const reading = knowledge.readUrl(scheme + rest);
      const { host, port } = reading.kind === 'url' ? reading.url : { host: undefined, port: 0 };
      if (host === undefined) return { id: next(), target: undefined };
      const target = `${host}:${port}`;
      if (knowledge.providerAt(host) || knowledge.poolerAt(host, port)) return { id: next(), target };
      const kind = `${scheme} ${parts[1] ?? ''}`;
      const id = anywhere.get(kind) ?? next();
      anywhere.set(kind, id);
      return { id, target };
    }),
  );
}
