import type { UrlFacts } from '../model/facts.ts';
import { isKnownParameter, isSecretParameter } from '../model/url-parameters.ts';
import type { Parameter } from './url-apart.ts';
import { decode } from './url-hosts.ts';

/** What a URL's parameters say. */
export interface UrlQuery extends Pick<UrlFacts, 'parameters' | 'unknownParameters'> {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
}

/** The only parameter whose value is kept, because a rule needs it. */
const keptValue = 'prepared_statement_cache_size';

/** The names that some library knows, and the server where parameters name it (libpq's `host`, pg8000's `unix_sock`). */
export function readParameters(parameters: readonly Parameter[]): UrlQuery {
  const written = parameters.filter(({ name, value }) => name.text !== '' || value !== undefined);
  const all = written.map(({ name, value }) => ({
    name: decode(name.text) ?? '',
    value: decode(value?.text ?? '') ?? '',
  }));
  const known = withoutRests(all.filter(({ name }) => isKnownParameter(name)));
  const firstOf = (...names: string[]): string | undefined => known.find(({ name }) => names.includes(name))?.value;
  const hosts = known.filter(({ name }) => name === 'host').map(({ value }) => value);
  const port = firstOf('port');
  const database = firstOf('dbname');
  return {
    host: hosts.length > 0 ? hosts.join(',') : firstOf('hostaddr', 'unix_sock'),
    port: port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
    database: database !== undefined && /^[\p{L}\p{N}_.-]{1,63}$/u.test(database) ? database : undefined,
    parameters: known.map(({ name, value }) => ({
      name,
      value: name === keptValue && /^[+-]?\d{1,9}$/.test(value) ? value : undefined,
    })),
    unknownParameters: all.filter(({ name }) => !isKnownParameter(name)).length,
  };
}

interface Named {
  readonly name: string;
  readonly value: string;
}

/** Behind a password, a name that was there before may be the rest of it, after a bare `&`. */
function withoutRests(parameters: readonly Named[]): readonly Named[] {
  const seen = new Set<string>();
  let isBehind = false;
  return parameters.filter(({ name }) => {
    const isRest = isBehind && seen.has(name);
    seen.add(name);
    isBehind ||= isSecretParameter(name);
    return !isRest;
  });
}
