import type { UrlFacts } from '../model/facts.ts';
import { decode } from './url-hosts.ts';

/** What a URL's parameters say. */
export interface UrlQuery {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly parameters: UrlFacts['parameters'];
}

/** The only parameters whose values are kept: rules need them, and they are no secrets. */
const keptValues = new Set([
  'prepared_statement_cache_size',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'sslmode',
]);

const noParameters: UrlQuery = { host: undefined, port: undefined, database: undefined, parameters: [] };

/** Reads `a=1&b=2`: the names that look like names, and the server where parameters name it (libpq's `host`, pg8000's `unix_sock`). */
export function readParameters(query: string): UrlQuery {
  if (query === '') return noParameters;
  const all: { name: string; value: string }[] = [];
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut)) ?? '';
    if (/^[A-Za-z_][\w.-]{0,40}$/.test(name))
      all.push({ name, value: decode(cut < 0 ? '' : pair.slice(cut + 1)) ?? '' });
  }
  const firstOf = (...names: string[]): string | undefined => all.find(({ name }) => names.includes(name))?.value;
  const hosts = all.filter(({ name }) => name === 'host').map(({ value }) => value);
  const port = firstOf('port');
  const database = firstOf('dbname');
  return {
    host: hosts.length > 0 ? hosts.join(',') : firstOf('hostaddr', 'unix_sock'),
    port: port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
    database: database !== undefined && /^[\p{L}\p{N}_.-]{1,63}$/u.test(database) ? database : undefined,
    parameters: all.map(({ name, value }) => ({
      name,
      value: keptValues.has(name) && /^[\w.+-]{1,16}$/.test(value) ? value : undefined,
    })),
  };
}
