/**
 * The only place where a database URL is taken apart, by hand: browsers' URL rules invent hosts, lower-case schemes and drop what they do
 * not like. A URL whose parts cannot be told apart for sure is a problem, so that no part of a password is ever taken for a host, a port
 * or a database. Rules: libpq's (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). Linear in time.
 */

import { splitAuthority } from './url-authority.ts';
import { baseOf, isReference, meaningOfScheme, type SchemeMeaning } from './url-databases.ts';
import { type Host, isPlaceholder, splitHosts } from './url-hosts.ts';
import { type UrlProblem, unescaped } from './url-problem.ts';

/** A part of a URL as written; `at`: its 0-based offset in the value. */
export interface Piece {
  readonly text: string;
  readonly at: number;
}

/** `name=value` of the query, as written; without a value where there is no `=`, and without a name too between two `&`. */
export interface Parameter {
  readonly name: Piece;
  readonly value: Piece | undefined;
}

/** A URL that can be read in one way only. */
export interface UrlPieces {
  readonly scheme: string;
  readonly meaning: SchemeMeaning;
  /** What stands before the `@`. */
  readonly userInfo: Piece | undefined;
  readonly hosts: Piece;
  readonly servers: readonly Host[];
  /** Without the slash that it starts with. */
  readonly path: Piece;
  readonly parameters: readonly Parameter[];
}

/** A URL of another database, or one without an authority (`jdbc:postgresql:app`). */
export interface ForeignUrl {
  readonly scheme: string;
  /** Undefined: of a database that nobody has. */
  readonly meaning: SchemeMeaning | undefined;
  readonly text: string;
}

/** `open`: nothing that has to be mended, but nothing to connect to either: a placeholder, a reference to a store, `host=…`. */
export type UrlApart =
  | { readonly kind: 'pieces'; readonly pieces: UrlPieces }
  | { readonly kind: 'foreign'; readonly url: ForeignUrl }
  | { readonly kind: 'problem' | 'open'; readonly problem: UrlProblem };

const problem = (problem: UrlProblem): UrlApart => ({ kind: 'problem', problem });
const open = (at: number, what: string): UrlApart => ({ kind: 'open', problem: { at, what } });
const noScheme = 'it does not start with postgresql:// or another scheme';
/** What is said of something that is still to be filled in. */
export const placeholder = 'a placeholder stands there; fill it in';

/** Takes the value of a URL setting, or of a flag, apart; blanks around it do not count. */
export function takeApart(value: string): UrlApart {
  const text = value.trim();
  const offset = value.length - value.trimStart().length;
  const scheme = schemeOf(text);
  if (scheme === undefined) return withoutScheme(text, offset);
  if (isReference(scheme)) return open(offset, 'it says where the URL is kept; give the URL itself');
  const hasAuthority = text.startsWith('://', scheme.length);
  const meaning = meaningOfScheme(baseOf(scheme));
  if (!hasAuthority && meaning === undefined) return withoutScheme(text, offset);
  if (!hasAuthority || meaning === undefined || meaning.database === 'other') {
    return { kind: 'foreign', url: { scheme, meaning, text } };
  }
  return splitText(text, { scheme, meaning, offset });
}

/** What stands before the first colon, with `jdbc:` before it, in lower case. */
const schemeOf = (text: string): string | undefined =>
  /^(?:jdbc:|r2dbc:(?:pool:)?)?[a-z][a-z0-9+._-]{0,40}(?=:)/i.exec(text)?.[0].toLowerCase();

/** libpq's and .NET's `host=…` lists and placeholders are no URL; anything else was meant as one. */
function withoutScheme(text: string, offset: number): UrlApart {
  if (isPlaceholder(text)) return open(offset, placeholder);
  const isNoUrl = /^[A-Za-z][\w ]*=/.test(text) || /^[\w.-]*$/.test(text);
  return isNoUrl ? open(offset, noScheme) : problem({ at: offset, what: noScheme });
}

interface Start extends Pick<UrlPieces, 'scheme' | 'meaning'> {
  /** Blanks before the URL: positions count from the value's start. */
  readonly offset: number;
}

function splitText(text: string, { scheme, meaning, offset }: Start): UrlApart {
  const from = scheme.length + '://'.length;
  const split = splitAuthority(text, from);
  const piece = (start: number, end: number): Piece => ({ text: text.slice(start, end), at: start + offset });
  if (split.kind !== 'split' && isPlaceholder(text.slice(from))) return open(split.at + offset, placeholder);
  if (split.kind === 'unescaped') return problem(unescaped(split.character, split.at + offset));
  if (split.kind === 'in-value') {
    const what = 'a bare @ stands in the value of a parameter';
    return { kind: 'open', problem: unescaped('@', split.at + offset, what) };
  }
  const { hostsFrom, hostsTo, pathTo } = split;
  const userInfo = hostsFrom > from ? piece(from, hostsFrom - 1) : undefined;
  const hosts = piece(hostsFrom, hostsTo);
  const path = piece(Math.min(hostsTo + 1, pathTo), pathTo);
  for (const one of [hosts, path]) if (isPlaceholder(one.text)) return open(one.at, placeholder);
  const mistake = [userInfo, hosts, path].map(problemOf).find((found) => found) ?? problemOfPath(path);
  if (mistake) return problem(mistake);
  const servers = splitHosts(hosts.text, meaning.port);
  if (servers === 'placeholder') return open(hosts.at, placeholder);
  if (servers === 'unreadable') return problem(unreadableHosts(hosts));
  const parameters = splitParameters(piece(Math.min(pathTo + 1, text.length), text.length));
  return { kind: 'pieces', pieces: { scheme, meaning, userInfo, hosts, servers, path, parameters } };
}

/** What cannot stand in a URL as it is. User info that is still to be filled in is none yet. */
function problemOf(piece: Piece | undefined, index: number): UrlProblem | undefined {
  if (piece === undefined || (index === 0 && isPlaceholder(piece.text))) return undefined;
  const { text, at } = piece;
  const blank = text.search(/[\s\p{C}]/u);
  if (blank >= 0) return { at: at + blank, what: 'no blank or control character can stand in a URL' };
  const percent = text.search(/%(?![0-9a-fA-F]{2})/);
  return percent >= 0 ? unescaped('%', at + percent) : undefined;
}

/** `/app&password=…`: what was meant as parameters, a password among them, is no name of a database. */
function problemOfPath({ text, at }: Piece): UrlProblem | undefined {
  const mark = text.search(/[&=;]/);
  return mark < 0 ? undefined : { at: at + mark, what: 'parameters start with ?, and a name has & = ; as %26 %3D %3B' };
}

function unreadableHosts({ text, at }: Piece): UrlProblem {
  const isBareIpv6 = /^[^[,]*:[^[,]*:/.test(text);
  const what = 'no host and port can be read from there on';
  return { at, what: isBareIpv6 ? `${what}; an IPv6 address needs brackets: [::1]` : what };
}

function splitParameters(query: Piece): readonly Parameter[] {
  if (query.text === '') return [];
  const parameters: Parameter[] = [];
  let at = query.at;
  for (const pair of query.text.split('&')) {
    const equals = pair.indexOf('=');
    const name = { text: equals < 0 ? pair : pair.slice(0, equals), at };
    const value = equals < 0 ? undefined : { text: pair.slice(equals + 1), at: at + equals + 1 };
    parameters.push({ name, value });
    at += pair.length + 1;
  }
  return parameters;
}
