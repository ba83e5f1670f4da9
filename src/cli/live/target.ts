import { homedir, userInfo } from 'node:os';
import { parseDotenv } from '../../formats/dotenv-document.ts';
import { urlKeys } from '../../libraries/url-keys.ts';
import { type Fault, failure, fault, type Outcome } from '../../live/fault.ts';
import { type Surroundings, type Target, targetFromEnvironment } from '../../live/target.ts';
import { isInterpolated, mayLackUserInfo } from '../../plan/readings.ts';
import { readStandardInput } from '../read-file.ts';
import { usageError } from '../usage-error.ts';
import type { LiveFlags } from './flags.ts';
import { targetFromUrl } from './url-target.ts';

/** The environment variable that names the database to check: a role of its own, not the application's. */
const urlVariable = 'POOLFIT_DATABASE_URL';

function surroundings(): Surroundings {
  return {
    env: process.env,
    home: homedir(),
    get osUser() {
      return userName();
    },
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name; then the URL has to give one.
    return '';
  }
}

/** Says which of several places the URL came from; never the URL. */
function at(place: string, outcome: Outcome<Target>): Outcome<Target> {
  if (outcome.ok) return outcome;
  return failure({ ...outcome.fault, message: `${place}: ${outcome.fault.message}` });
}

/** A URL given as a flag; `-` is standard input, which keeps it out of the list of processes. */
function flagUrl(flag: string, value: string): string {
  if (value !== '-') return value;
  const read = readStandardInput();
  if (read.kind === 'problem') throw usageError(`${flag} -: standard input cannot be read (${read.problem})`);
  return read.text.trim();
}

const fromUrl = (place: string, url: string): Outcome<Target> =>
  url === ''
    ? failure(fault('usage', `${place} is empty; give postgresql://user@host:5432/database`))
    : at(place, targetFromUrl(url, surroundings()));

interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** The file's own database URL, as an application would read it; undefined where it has none. */
export async function fromFile({ file, text }: NamedText): Promise<Outcome<Target> | undefined> {
  const { parse } = await import('dotenv');
  const values: Readonly<Record<string, string>> = parse(text);
  const key = urlKeys.find((name) => values[name]);
  const value = key === undefined ? undefined : values[key];
  if (key === undefined || value === undefined) return undefined;
  const place = `${file}: ${key}`;
  const doubt = doubtAbout({ file, text }, key, value);
  return doubt ? failure({ ...doubt, message: `${place} ${doubt.message}` }) : fromUrl(place, value);
}

/** Why what dotenv gives may not be the whole URL: its rest could be a part of the password, and what is left no host. */
function doubtAbout({ file, text }: NamedText, key: string, value: string): Fault | undefined {
  const instead = 'give the URL with --url';
  if (isInterpolated(value)) return fault('usage', `is put together from other variables: ${instead}`);
  const setting = parseDotenv(file, text, (name) => name === key).settings.at(-1);
  if (setting?.value !== value) return fault('usage', `is read in several ways: ${instead}`);
  if (setting.behind.startsWith('#')) {
    const at = value.length + 1;
    return fault('usage', `is cut at a bare # at character ${at}: write # in a password as %23, or ${instead}`);
  }
  if (!mayLackUserInfo(setting)) return undefined;
  return fault('usage', `may be cut, an @ stands in the comment behind it: take the comment away, or ${instead}`);
}

/**
 * Where to connect, in the order of cli.md: the flag, the variable of poolfit's own, the file's URL, libpq's variables. Throws a usage
 * error where nobody says: no default socket is tried.
 */
export async function chooseTarget({ url }: LiveFlags, source: NamedText | undefined): Promise<Outcome<Target>> {
  if (url !== undefined) return fromUrl('--url', flagUrl('--url', url));
  const own = process.env[urlVariable];
  if (own) return fromUrl(urlVariable, own);
  const found = (source && (await fromFile(source))) ?? targetFromEnvironment(surroundings());
  if (found) return found;
  const where = source ? `${source.file} has no ${urlKeys.join(', ')}` : 'no database is named';
  throw usageError(`${where}; give --url URL, ${urlVariable}, a file with DATABASE_URL, or PGHOST`);
}

/** The console of PgBouncer. */
export const adminTarget = ({ pgbouncerAdminUrl }: LiveFlags): Outcome<Target> | undefined =>
  pgbouncerAdminUrl === undefined
    ? undefined
    : fromUrl('--pgbouncer-admin-url', flagUrl('--pgbouncer-admin-url', pgbouncerAdminUrl));

/** Standard input can be read once. */
export function refuseTwoInputs({ url, pgbouncerAdminUrl }: LiveFlags, readsFile: boolean): void {
  const readers = [
    ...(readsFile ? ['the file'] : []),
    ...(url === '-' ? ['--url'] : []),
    ...(pgbouncerAdminUrl === '-' ? ['--pgbouncer-admin-url'] : []),
  ];
  if (readers.length > 1) throw usageError(`${readers.join(' and ')} are both standard input; it can be read once`);
}
