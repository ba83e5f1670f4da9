/** Database URLs as rules see them: user info and the values of parameters are dropped before anything is kept. */

import type { UrlFacts } from '../model/facts.ts';
import type { UrlReading } from '../model/lists/vocabulary.ts';
import { type ForeignUrl, takeApart, type UrlPieces } from './url-apart.ts';
import { splitAuthority } from './url-authority.ts';
import type { SchemeMeaning } from './url-databases.ts';
import { splitHosts } from './url-hosts.ts';
import { findingText } from './url-problem.ts';
import { readParameters } from './url-query.ts';

/** Reads the value of a URL setting. A placeholder, an empty value and a reference to a secret store are unknown. */
export function readUrl(value: string): UrlReading {
  const apart = takeApart(value);
  if (apart.kind === 'pieces') return { kind: 'url', url: postgresqlUrl(apart.pieces) };
  if (apart.kind === 'foreign') return { kind: 'url', url: foreignUrl(apart.url) };
  return apart.kind === 'open' ? { kind: 'unknown' } : { kind: 'problem', problem: findingText(apart.problem) };
}

const driverOf = (scheme: string): string | undefined =>
  scheme.includes('+') && !scheme.startsWith('prisma+') ? scheme.split('+')[1] || undefined : undefined;

type Leading = Pick<UrlFacts, 'target' | 'host' | 'port'> & Partial<UrlFacts>;

const urlFacts = (scheme: string, { database, name }: Omit<SchemeMeaning, 'port'>, leading: Leading): UrlFacts => ({
  scheme,
  database,
  databaseName: name,
  driver: driverOf(scheme),
  parameters: [],
  unknownParameters: 0,
  ...leading,
});

/** Of a database that poolfit does not judge: its name, and host and port where they are plainly there. */
function foreignUrl({ scheme, meaning, text }: ForeignUrl): UrlFacts {
  if (meaning === undefined) {
    return urlFacts(scheme, { database: 'unknown', name: scheme }, { target: '', host: undefined, port: 0 });
  }
  const { port: usual } = meaning;
  if (meaning.database !== 'other') {
    return urlFacts(scheme, meaning, { target: 'local socket', host: undefined, port: usual });
  }
  const from = scheme.length + '://'.length;
  const split = usual > 0 && text.startsWith('://', scheme.length) ? splitAuthority(text, from) : undefined;
  const hosts = split?.kind === 'split' ? splitHosts(text.slice(split.hostsFrom, split.hostsTo), usual) : [];
  const first = typeof hosts === 'string' ? undefined : hosts[0];
  if (first === undefined) return urlFacts(scheme, meaning, { target: '', host: undefined, port: usual });
  const { host, port, shown } = first;
  return urlFacts(scheme, meaning, { target: `${shown}:${port}`, host, port });
}

/** The first host is the server's; without one the query may name it, and without that it is a socket of this machine. */
function postgresqlUrl({ scheme, meaning, servers, path, parameters }: UrlPieces): UrlFacts {
  const query = readParameters(parameters);
  const isNamed = servers.length > 0 || query.host === undefined;
  const named = isNamed ? servers : splitHosts(query.host ?? '', query.port ?? meaning.port);
  const all = typeof named === 'string' ? [] : named;
  const target = all.map(({ shown, port }) => `${shown}:${port}`).join(',') || 'local socket';
  const database = path.text || query.database;
  return urlFacts(scheme, meaning, {
    target: database ? `${target}/${database}` : target,
    host: all[0]?.host,
    port: all[0]?.port ?? query.port ?? meaning.port,
    parameters: query.parameters,
    unknownParameters: query.unknownParameters,
  });
}
