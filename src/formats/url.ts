/**
 * Database URLs, taken apart by hand: browsers' URL rules invent hosts, lower-case schemes and drop what they do not like. User info is
 * dropped before anything is kept, and a URL whose parts cannot be told apart is a problem, so that no part of a password is ever taken
 * for a host. Rules: libpq's (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). Linear in time.
 */

import type { UrlFacts } from '../model/facts.ts';
import type { UrlReading } from '../model/vocabulary.ts';
import { splitAuthority } from './url-authority.ts';
import { isReference, meaningOfScheme, type SchemeMeaning } from './url-databases.ts';
import { type Host, isPlaceholder, isPlain, splitHosts } from './url-hosts.ts';
import { readParameters, type UrlQuery } from './url-query.ts';

const unknown: UrlReading = { kind: 'unknown' };

/** `at`: 0-based offset in the value. Texts never hold anything of the URL. */
const problemAt = (at: number, why: string): UrlReading => ({
  kind: 'problem',
  problem: `is cut at character ${at + 1}: ${why}`,
});

const encoded = { '@': '%40', '/': '%2F', '#': '%23', '?': '%3F', '%': '%25' } as const;
const unescaped = (character: keyof typeof encoded, at: number): UrlReading =>
  problemAt(at, `${character} in a user name or password is written ${encoded[character]}`);

/** Reads the value of a URL setting. A placeholder, an empty value and a reference to a secret store are unknown. */
export function readUrl(value: string): UrlReading {
  const text = value.trim();
  const offset = value.length - value.trimStart().length;
  const scheme = schemeOf(text);
  if (text === '' || (scheme !== undefined && isReference(scheme))) return unknown;
  const hasAuthority = scheme !== undefined && text.startsWith('://', scheme.length);
  const known = scheme === undefined ? undefined : meaningOf(scheme);
  if (scheme === undefined || (!hasAuthority && known === undefined)) return withoutScheme(text, offset);
  if (known === undefined) return { kind: 'url', url: bare(scheme, { database: 'unknown', name: scheme, port: 0 }) };
  if (known.database === 'other') return { kind: 'url', url: otherUrl(scheme, known, text) };
  if (!hasAuthority)
    return { kind: 'url', url: withTarget(scheme, known, { hosts: [], path: '', query: readParameters('') }) };
  return readParts(text, { scheme, known, from: scheme.length + 3, offset });
}

/** What stands before `://`, with `jdbc:` before it, in lower case. */
function schemeOf(text: string): string | undefined {
  if (text.startsWith('postgresql://')) return 'postgresql';
  return /^(?:jdbc:|r2dbc:(?:pool:)?)?[a-z][a-z0-9+._-]{0,40}(?=:)/i.exec(text)?.[0].toLowerCase();
}

/** The scheme without `jdbc:` and `+driver`; `prisma+postgres` is Prisma's own. */
function meaningOf(scheme: string): SchemeMeaning | undefined {
  const inner = scheme.includes(':') ? scheme.replace(/^(?:jdbc:|r2dbc:(?:pool:)?)/, '') : scheme;
  const plus = inner.indexOf('+');
  return meaningOfScheme(plus < 0 ? inner : inner.slice(0, plus));
}

/** libpq's and .NET's `host=…` lists and placeholders are no URL; anything else was meant as one. */
function withoutScheme(text: string, offset: number): UrlReading {
  if (isPlaceholder(text) || /^[A-Za-z][\w ]*=/.test(text) || /^[\w.-]*$/.test(text)) return unknown;
  return problemAt(offset, 'it does not start with a scheme such as postgresql://');
}

const driverOf = (scheme: string): string | undefined =>
  scheme.includes('+') && !scheme.startsWith('prisma+') ? scheme.split('+')[1] || undefined : undefined;

const bare = (scheme: string, known: SchemeMeaning): UrlFacts =>
  urlFacts(scheme, known, { target: '', host: undefined, port: known.port, parameters: [] });

const urlFacts = (
  scheme: string,
  known: SchemeMeaning,
  { target, host, port, parameters }: Pick<UrlFacts, 'target' | 'host' | 'port' | 'parameters'>,
): UrlFacts => ({
  scheme,
  database: known.database,
  databaseName: known.name,
  driver: driverOf(scheme),
  target,
  host,
  port,
  parameters,
});

/** Of a database that poolfit does not judge: its name, and host and port where they are plainly there. */
function otherUrl(scheme: string, known: SchemeMeaning, text: string): UrlFacts {
  const from = scheme.length + 3;
  const split = known.port > 0 && text.startsWith('://', from - 3) ? splitAuthority(text, from) : 'ambiguous';
  if (typeof split === 'string' || 'at' in split) return bare(scheme, known);
  const hosts = splitHosts(text.slice(split.hostsFrom, split.hostsTo), known.port);
  const first = typeof hosts === 'string' ? undefined : hosts[0];
  if (first === undefined) return bare(scheme, known);
  const { host, port, shown } = first;
  return urlFacts(scheme, known, { target: `${shown}:${port}`, host, port, parameters: [] });
}

interface Start {
  readonly scheme: string;
  readonly known: SchemeMeaning;
  /** Where the authority starts. */
  readonly from: number;
  /** Blanks before the URL: positions count from the value's start. */
  readonly offset: number;
}

function readParts(text: string, { scheme, known, from, offset }: Start): UrlReading {
  const split = splitAuthority(text, from);
  if (split === 'ambiguous') return unknown;
  if ('character' in split) {
    return isPlaceholder(text.slice(from)) ? unknown : unescaped(split.character, split.at + offset);
  }
  const user = text.slice(from, split.hostsFrom);
  const hostText = text.slice(split.hostsFrom, split.hostsTo);
  const path = text.slice(split.hostsTo + 1, split.pathTo);
  if (isPlaceholder(hostText) || isPlaceholder(path)) return unknown;
  const checkFrom = isPlaceholder(user) ? split.hostsFrom : from;
  const checked = text.slice(checkFrom, split.pathTo);
  const problem = isPlain(checked) ? undefined : problemOf(checked, checkFrom + offset);
  if (problem) return problem;
  const hosts = splitHosts(hostText, known.port);
  if (hosts === 'placeholder') return unknown;
  if (hosts === 'unreadable') return problemAt(split.hostsFrom + offset, 'no host and port can be read from there on');
  const query = text[split.pathTo] === '?' ? (text.slice(split.pathTo + 1).split('#')[0] ?? '') : '';
  return { kind: 'url', url: withTarget(scheme, known, { hosts, path, query: readParameters(query) }) };
}

/** What cannot stand in a URL as it is; `from`: where this part of the value starts. */
function problemOf(part: string, from: number): UrlReading | undefined {
  const blank = part.search(/[\s\p{C}]/u);
  if (blank >= 0) return problemAt(blank + from, 'no blank or control character can stand in a URL');
  const percent = part.search(/%(?![0-9a-fA-F]{2})/);
  return percent >= 0 ? unescaped('%', percent + from) : undefined;
}

interface Parts {
  readonly hosts: readonly Host[];
  readonly path: string;
  readonly query: UrlQuery;
}

/** The first host is the server's; without one the query may name it, and without that it is a socket of this machine. */
function withTarget(scheme: string, known: SchemeMeaning, { hosts, path, query }: Parts): UrlFacts {
  const named = hosts.length > 0 || query.host === undefined ? hosts : splitHosts(query.host, query.port ?? known.port);
  const all = typeof named === 'string' ? [] : named;
  const target = all.map(({ shown, port }) => `${shown}:${port}`).join(',') || 'local socket';
  const database = path || query.database;
  return urlFacts(scheme, known, {
    target: database ? `${target}/${database}` : target,
    host: all[0]?.host,
    port: all[0]?.port ?? query.port ?? known.port,
    parameters: query.parameters,
  });
}
