import { isTemplate } from './core/document.ts';
import type { Essence } from './core/judged.ts';
import { behind, type World } from './core/placement.ts';
import type { Provider } from './core/provider.ts';
import type { PlainStatements } from './formats/dotenv-plain.ts';
import { splitHosts } from './formats/url-hosts.ts';
import { makeWords } from './formats/words.ts';

/** Tells what the file scanned last says to rules; undefined where it has to be judged by itself. */
export type EssenceOf = (file: string) => Essence | undefined;

/** A URL as rules see it: a number for all URLs that they cannot tell apart, and its `host:port`. Holds no user info. */
interface PlainUrl {
  readonly id: number;
  readonly target: string | undefined;
}

/** What the values of a key say: a number of their own, or what the schemes of its URLs say of the rest. */
type Values =
  | { readonly kind: 'plain'; readonly idOf: (value: string) => number }
  | { readonly kind: 'url'; readonly urlOf: (value: string) => PlainUrl | undefined };

/** More wanted statements than this are no file like others. */
const mostStatements = 50;

/** More keys than this are not told apart. */
const mostKeys = 10_000;

/** What files that share all options are read with. */
type Shared = Pick<World, 'given' | 'knowledge'>;

/** Makes `EssenceOf` for files that share all options, of which `statements` holds the one scanned last. */
export function makeEssences(shared: Shared, statements: PlainStatements): EssenceOf {
  /** By the number of a key. */
  const values: Values[] = [];
  let last = 1;
  const next = (): number => ++last;
  const makeValues = (key: string): Values =>
    shared.knowledge.meaningOf(key)?.kind === 'url'
      ? { kind: 'url', urlOf: makeUrls(shared, next) }
      : { kind: 'plain', idOf: makeWords(next) };
  const essence = new Numbers();
  return (file) => {
    // Of a key set twice, it matters how its values differ: also two passwords.
    if (statements.count > mostStatements || statements.hasRepeats()) return undefined;
    essence.clear(isTemplate(file) ? 1 : 0);
    for (let index = 0; index < statements.count; index++) {
      const number = statements.keyNumber(index);
      if (number >= mostKeys) return undefined;
      values[number] ??= makeValues(statements.key(index));
      const known = values[number];
      const rest = statements.rest(index);
      if (known.kind === 'plain') {
        essence.say(known.idOf(rest));
        continue;
      }
      const value = statements.value(index);
      const url = rest.includes('#') ? undefined : known.urlOf(value);
      if (!url) return undefined;
      essence.sayUrl(url);
      // Of a URL in quotes it is told how long it is to whom.
      if (rest !== value) essence.say(-2 - value.length);
    }
    return essence;
  };
}

/** The essence of one file after the other. */
class Numbers implements Essence {
  readonly said = new Int32Array(3 * mostStatements + 1);
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

/** A URL in which nothing is written in another way than it is read: its scheme, its hosts with their ports, and its parameters. */
const plainParts =
  /^([a-z][a-z0-9+]*:\/\/)(?:[\w.~-]+:[\w.~-]+@)?([\w-]+(?:\.[\w-]+)*(?::\d+)?)(?:\/\w*)?(\?[\w=&.-]*)?$/;

/** Hosts that are remembered: where there are more, nearly every file has one of its own, and reading it is cheaper than looking it up. */
const mostHosts = 1000;

/** Reads URLs. Of a host with no pooler at it, rules see no more than whose it is: a pooler is spoken of with its host. */
function makeUrls(shared: Shared, next: () => number): (value: string) => PlainUrl | undefined {
  const ofKind = makeWords((kind) => makeUrlsOfKind(kind, shared, next));
  return (value) => {
    const parts = plainParts.exec(value);
    return parts ? ofKind((parts[1] ?? '') + (parts[3] ?? ''))(parts[2] ?? '') : undefined;
  };
}

/** URLs that differ in their hosts only: all else that they say is read once, of `kind`, which is such a URL without a host. */
function makeUrlsOfKind(kind: string, shared: Shared, next: () => number): (hosts: string) => PlainUrl {
  const elsewhere = shared.knowledge.readUrl(kind.replace('://', '://db.internal'));
  const hasHost = elsewhere.kind === 'url' && elsewhere.url.host !== undefined;
  const ids = new Map<Provider | undefined, number>();
  return makeWords((hosts) => {
    const found = hasHost ? splitHosts(hosts, elsewhere.url.port) : 'unreadable';
    const server = typeof found === 'string' ? undefined : found[0];
    if (!server) return { id: next(), target: undefined };
    const target = `${server.host}:${server.port}`;
    const { provider, pooler } = behind(server.host, server.port, shared);
    if (pooler) return { id: next(), target };
    const id = ids.get(provider) ?? next();
    ids.set(provider, id);
    return { id, target };
  }, mostHosts);
}
