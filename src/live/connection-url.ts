import { failure, fault, type Outcome, success } from './fault.ts';

/** A connection URL taken apart and percent-decoded; nothing is filled in. */
export interface UrlParts {
  readonly jdbc: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly database: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Thrown inside this file only; `message` never holds text of the URL. */
interface Unreadable {
  readonly unreadable: string;
}

function unreadable(problem: string): never {
  const thrown: Unreadable = { unreadable: problem };
  throw thrown;
}

function isUnreadable(error: unknown): error is Unreadable {
  return typeof error === 'object' && error !== null && 'unreadable' in error;
}

const reserved = 'write @ / ? # % in a user name or password as %40 %2F %3F %23 %25';

/** Percent-decoding as libpq does it: a bare % is an error, a + is a +. */
function decode(text: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) unreadable(`a % is not followed by two hex digits: ${reserved}`);
  try {
    const decoded = decodeURIComponent(text);
    return decoded.includes('\0') ? unreadable('it holds a %00') : decoded;
  } catch (error) {
    return isUnreadable(error) ? unreadable(error.unreadable) : unreadable('its percent-encoded bytes are not UTF-8');
  }
}

function splitScheme(text: string): { jdbc: boolean; rest: string } {
  const match = /^(jdbc:)?(?:postgresql|postgres)(?:\+[a-z0-9_]+)?:\/\/(.*)$/is.exec(text);
  if (match?.[2] !== undefined) return { jdbc: match[1] !== undefined, rest: match[2] };
  const scheme = /^[a-z][a-z0-9+.:-]{0,30}(?=:\/\/)/i.exec(text)?.[0];
  if (scheme === undefined) return unreadable('it does not start with postgresql://');
  return unreadable(`its scheme ${scheme} is not PostgreSQL's`);
}

/**
 * Readers disagree on a second @ and on an @ after the first slash (libpq cuts at the first @, browsers at the last,
 * others at the slash): guessing could send half a password to a name server, so both are refused.
 */
function splitAuthority(rest: string): { credentials: string | undefined; hosts: string; tail: string } {
  if (rest.includes('#')) unreadable(`it holds a bare #: ${reserved}`);
  const end = rest.search(/[/?]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const tail = end < 0 ? '' : rest.slice(end);
  const [first, second, ...more] = authority.split('@');
  if (more.length > 0) unreadable(`it holds more than one @ before the host: ${reserved}`);
  const path = tail.split('?')[0] ?? '';
  if (second === undefined && path.includes('@')) unreadable(`an @ follows a bare / or ?: ${reserved}`);
  if (second === undefined) return { credentials: undefined, hosts: first ?? '', tail };
  return { credentials: first, hosts: second, tail };
}

function splitHost(hosts: string): { host: string | undefined; port: string | undefined } {
  if (hosts.includes(',')) unreadable('it names several hosts: give the one to check');
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(hosts);
  if (bracketed) return { host: decode(bracketed[1] ?? ''), port: bracketed[2] || undefined };
  const [host = '', port, ...more] = hosts.split(':');
  if (more.length > 0) unreadable('an IPv6 address needs brackets: [::1]');
  return { host: decode(host) || undefined, port: port || undefined };
}

function splitParameters(query: string, jdbc: boolean): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    if (cut < 0) unreadable(`a parameter after ? has no value: ${reserved}`);
    // Only the Java driver reads a + as a blank.
    const value = jdbc ? pair.slice(cut + 1).replaceAll('+', ' ') : pair.slice(cut + 1);
    const name = decode(pair.slice(0, cut));
    if (name === 'host' && parameters.has('host')) unreadable('it names several hosts: give the one to check');
    parameters.set(name, decode(value));
  }
  return parameters;
}

function parse(text: string): UrlParts {
  if (/[\x00-\x1f\x7f]/.test(text)) unreadable('it holds a line break or another control character');
  const { jdbc, rest } = splitScheme(text);
  const { credentials, hosts, tail } = splitAuthority(rest);
  const [path = '', ...query] = tail.split('?');
  const colon = credentials?.indexOf(':') ?? -1;
  const user = credentials !== undefined && colon >= 0 ? credentials.slice(0, colon) : credentials;
  const password = colon >= 0 ? credentials?.slice(colon + 1) : undefined;
  return {
    jdbc,
    user: user ? decode(user) : undefined,
    password: password === undefined ? undefined : decode(password),
    ...splitHost(hosts),
    database: decode(path.slice(1)) || undefined,
    parameters: splitParameters(query.join('?'), jdbc),
  };
}

/**
 * Takes a connection URL apart: `postgresql://`, `postgres://`, `+driver`, `jdbc:postgresql://`, after libpq's rules
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). The fault says what is wrong
 * with it and never shows any of it.
 */
export function parseConnectionUrl(text: string): Outcome<UrlParts> {
  try {
    return success(parse(text.trim()));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return failure(fault('usage', `the database URL cannot be read: ${error.unreadable}`));
  }
}
