import { isKnownParameter, isSecretParameter } from '../model/url-parameters.ts';
import type { UrlParts } from '../model/url-parts.ts';
import { type ForeignUrl, type Parameter, type Piece, placeholder, takeApart, type UrlPieces } from './url-apart.ts';
import { baseOf, meaningOfScheme } from './url-databases.ts';
import { decode, isPlaceholder, splitHosts } from './url-hosts.ts';
import { refusalText, type UrlProblem, unescaped } from './url-problem.ts';

/** A URL to connect to, or why it is none: one sentence that holds nothing of it. */
export type ConnectionReading =
  | { readonly kind: 'parts'; readonly parts: UrlParts }
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): ConnectionReading => ({ kind: 'refused', why });

/**
 * Reads a URL to connect to, after libpq's rules. What can be read in two ways is refused: guessing could send half of a password to a
 * name server. So is a placeholder, and what libpq would take and other readers would not (a parameter given twice).
 */
export function readConnectionUrl(value: string): ConnectionReading {
  const apart = takeApart(value);
  if (apart.kind === 'foreign') return refused(foreignText(apart.url));
  if (apart.kind !== 'pieces') return refused(refusalText(apart.problem));
  const { pieces } = apart;
  if (pieces.meaning.database !== 'postgresql') return refused(foreignText(pieces));
  const { userInfo, hosts, path, parameters } = pieces;
  const query = parameters.flatMap(({ name, value }) => (value === undefined ? [name] : [name, value]));
  const all = [...(userInfo ? [userInfo] : []), hosts, path, ...query];
  const problem = firstOf(all, escapeProblem) ?? hostProblem(pieces) ?? parameterProblem(parameters);
  if (problem) return refused(refusalText(problem));
  const parts = decoded(pieces);
  const twice = namedTwice(parts);
  return twice === undefined ? { kind: 'parts', parts } : refused(`the database URL cannot be read: ${twice}`);
}

/** A scheme that nobody knows may be a part of a password: it is not repeated. */
function foreignText({ scheme }: Pick<ForeignUrl, 'scheme'>): string {
  const base = baseOf(scheme);
  const meaning = meaningOfScheme(base);
  if (meaning?.database === 'postgresql') {
    return 'the database URL cannot be read: it does not start with postgresql://';
  }
  const name = meaning ? ` ${base}` : '';
  return `the database URL cannot be read: its scheme${name} is not PostgreSQL's`;
}

function firstOf<T>(items: readonly T[], problemOf: (item: T) => UrlProblem | undefined): UrlProblem | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem) return problem;
  }
  return undefined;
}

/** Percent-decoding as libpq does it: a bare % is an error, and so is %00. */
function escapeProblem({ text, at }: Piece): UrlProblem | undefined {
  const control = text.search(/[\x00-\x1f\x7f]/);
  if (control >= 0) return { at: at + control, what: 'it holds a line break or another control character' };
  const bare = text.search(/%(?![0-9a-fA-F]{2})/);
  if (bare >= 0) return unescaped('%', at + bare);
  const zero = text.indexOf('%00');
  if (zero >= 0) return { at: at + zero, what: 'it holds a %00' };
  const isText = decode(text) !== undefined;
  return isText ? undefined : { at: at + text.indexOf('%'), what: 'its percent-encoded bytes are not UTF-8' };
}

const severalHosts = 'it names several hosts; give the one to check';

function hostProblem({ hosts, servers }: UrlPieces): UrlProblem | undefined {
  return servers.length > 1 || hosts.text.includes(',') ? { at: hosts.at, what: severalHosts } : undefined;
}

const ampersand = 'write & in a user name or password as %26';

/**
 * A bare & in a password given as a parameter: what stands behind it is a parameter without a value, or of a name that none has or nobody
 * knows, or one that was there before.
 */
function parameterProblem(parameters: readonly Parameter[]): UrlProblem | undefined {
  const seen = new Set<string>();
  let hasSecret = false;
  return firstOf(parameters, ({ name: { text, at }, value }) => {
    const name = decode(text) ?? '';
    if (value === undefined && text === '' && !hasSecret) return undefined;
    if (value === undefined) return { at, what: `a parameter has no value; ${ampersand}` };
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) return { at, what: `no parameter has such a name; ${ampersand}` };
    if (!isKnownParameter(name)) {
      return hasSecret ? { at, what: `an unknown parameter stands behind a password; ${ampersand}` } : undefined;
    }
    if (seen.has(name)) {
      return { at, what: name === 'host' ? severalHosts : `it gives the parameter ${name} twice; give it once` };
    }
    if (isToFillIn(name, decode(value.text) ?? '')) return { at: value.at, what: placeholder };
    seen.add(name);
    hasSecret ||= isSecretParameter(name);
    return undefined;
  });
}

const isToFillIn = (name: string, value: string): boolean =>
  (name === 'host' && (isPlaceholder(value) || splitHosts(value, 5432) === 'placeholder')) ||
  (name === 'dbname' && isPlaceholder(value));

function decoded({ scheme, userInfo, hosts, servers, path, parameters }: UrlPieces): UrlParts {
  const jdbc = scheme.startsWith('jdbc:');
  const [user = '', ...password] = userInfo?.text.split(':') ?? [];
  // Only the Java driver reads a + as a blank.
  const textOf = ({ text }: Piece): string => decode(jdbc ? text.replaceAll('+', ' ') : text) ?? '';
  return {
    jdbc,
    user: decode(user) || undefined,
    password: password.length > 0 ? decode(password.join(':')) : undefined,
    host: servers[0]?.host,
    port: /:(\d+)$/.exec(hosts.text)?.[1],
    database: decode(path.text) || undefined,
    parameters: new Map(
      parameters.flatMap(({ name, value }) => (value ? [[decode(name.text) ?? '', textOf(value)] as const] : [])),
    ),
  };
}

/** libpq takes a parameter's word over what stands before the `?`, other readers do not. */
function namedTwice({ parameters, host, port, user, password, database }: UrlParts): string | undefined {
  const places = { host, port, user, password, dbname: database };
  for (const [name, value] of Object.entries(places)) {
    const other = parameters.get(name);
    if (value === undefined || other === undefined || other === value) continue;
    return name === 'host' ? severalHosts : `it gives ${name} before the ? and behind it; give it once`;
  }
  return undefined;
}
