import { join } from 'node:path';
import type { UrlParts } from '../model/url-parts.ts';
import { printable } from '../model/words/printable.ts';
import { type Fault, failure, fault, type Outcome, success } from './fault.ts';
import { type PassfileAnswer, readPassfile } from './passfile.ts';

const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

export type TlsMode = (typeof tlsModes)[number];

/** libpq's ssl settings; paths are read when the connection is opened. */
export interface TlsWish {
  readonly mode: TlsMode;
  /** A file, `system` for the certificates the runtime trusts, or undefined. */
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** `~/.postgresql`, where libpq looks for what is not named. */
  readonly defaultFolder: string;
}

/** Where to connect and as whom. Passwords are behind a function, so that printing a target shows none. */
export interface Target {
  /** A name, an address, or the absolute folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** `application_name` of the URL: which sessions are the user's own. Never sent: poolfit calls itself poolfit. */
  readonly applicationName: string | undefined;
  /** `options` that some providers need to find the database at all (`endpoint=…`). */
  readonly routing: string | undefined;
  readonly tls: TlsWish;
  /** `host:port/database`, all that is ever printed; `host:port` where no database is named. */
  readonly label: string;
  password(): PassfileAnswer;
}

/** The surroundings libpq reads as well. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The operating system's user, libpq's last resort for a user name. */
  readonly osUser: string;
}

const nothing: UrlParts = {
  jdbc: false,
  user: undefined,
  password: undefined,
  host: undefined,
  port: undefined,
  database: undefined,
  parameters: new Map(),
};

/** PostgreSQL itself stops at 65535. The text is not echoed: nobody has looked at it before. */
function portOf(text: string): number | Fault {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535) return Number(text);
  return fault('usage', 'the port is not a number from 1 to 65535');
}

/** `ssl` is asyncpg's, node's and Java's name; `ssl=true` means require to libpq and verify-full to the Java driver. */
function tlsModeOf(given: UrlParts, env: Surroundings['env']): TlsMode | Fault {
  const ssl = given.parameters.get('ssl');
  const named = given.parameters.get('sslmode') ?? ssl ?? (env.PGSSLMODE || 'prefer');
  const booleans: Record<string, TlsMode> = { true: given.jdbc ? 'verify-full' : 'require', false: 'disable' };
  const mode = tlsModes.find((known) => known === named) ?? booleans[named];
  if (mode !== undefined && (mode === named || named === ssl)) return mode;
  return fault('usage', `the sslmode must be one of ${tlsModes.join(', ')}`);
}

function tlsWish(mode: TlsMode, given: UrlParts, { env, home }: Surroundings): TlsWish {
  const path = (parameter: string, variable: string) => given.parameters.get(parameter) || env[variable] || undefined;
  return {
    mode,
    rootCertificate: path('sslrootcert', 'PGSSLROOTCERT'),
    certificate: path('sslcert', 'PGSSLCERT'),
    key: path('sslkey', 'PGSSLKEY'),
    defaultFolder: join(home, '.postgresql'),
  };
}

/** Without a database that libpq calls as the user: user names are not shown. */
function label(host: string, port: number, database: string | undefined): string {
  const path = database === undefined ? '' : `/${database}`;
  return printable(`${host.includes(':') && !host.startsWith('/') ? `[${host}]` : host}:${port}${path}`);
}

/** Only what routes a connection is sent; PgBouncer refuses every other start-up option (measured, PgBouncer 1.18). */
function routingOf(options: string | undefined): string | undefined {
  return options !== undefined && /^(?:-c\s*|--)?(?:endpoint|project|reference|cluster)=\S+$/.test(options)
    ? options
    : undefined;
}

function passwordSource(given: UrlParts, { env, home }: Surroundings, request: Parameters<typeof readPassfile>[1]) {
  const stated = given.password ?? given.parameters.get('password') ?? (env.PGPASSWORD || undefined);
  const path = given.parameters.get('passfile') || env.PGPASSFILE || join(home, '.pgpass');
  return () => (stated === undefined ? readPassfile(path, request) : { password: stated });
}

/**
 * The target of a URL's parts; what they leave out comes from libpq's variables, then from libpq's defaults. A URL without a host needs
 * PGHOST: no default socket is tried.
 */
export function targetFromParts(given: UrlParts, surroundings: Surroundings): Outcome<Target> {
  const { env, osUser } = surroundings;
  const { parameters } = given;
  const host = given.host ?? (parameters.get('host') || env.PGHOST || undefined);
  if (host === undefined) return failure(fault('usage', 'the database URL names no host: add one, or set PGHOST'));
  if (host.includes(',')) return failure(fault('usage', 'several hosts are named: give the one to check'));
  const port = portOf(given.port ?? (parameters.get('port') || env.PGPORT || '5432'));
  if (typeof port !== 'number') return failure(port);
  const mode = tlsModeOf(given, env);
  if (typeof mode !== 'string') return failure(mode);
  const user = given.user ?? (parameters.get('user') || env.PGUSER || osUser);
  const named = given.database ?? (parameters.get('dbname') || env.PGDATABASE || undefined);
  const database = named ?? user;
  return success({
    host,
    port,
    database,
    user,
    applicationName: parameters.get('application_name') ?? parameters.get('ApplicationName'),
    routing: routingOf(parameters.get('options')),
    tls: tlsWish(mode, given, surroundings),
    label: label(host, port, named),
    password: passwordSource(given, surroundings, { host, port, database, user }),
  });
}

/** The target of libpq's variables alone; undefined when they name no host. */
export function targetFromEnvironment(surroundings: Surroundings): Outcome<Target> | undefined {
  return surroundings.env.PGHOST ? targetFromParts(nothing, surroundings) : undefined;
}
