import type { Pooler } from '../model/facts.ts';
import type { Provider } from '../model/lists/provider.ts';

type PoolerAt = Provider['poolerAt'];

/**
 * PgBouncer forwards protocol-level prepared statements since 1.21 and does so by default since 1.24 (its NEWS): an unknown
 * version counts as able, so that only a pooler known to lack them is warned about.
 */
export const pooler = (name: string, mode: Pooler['mode'], preparedStatements = true): Pooler => ({
  name,
  mode,
  preparedStatements,
});

export const noPooler: PoolerAt = () => null;

export const always =
  (found: Pooler): PoolerAt =>
  () =>
    found;

export const onPort =
  (ports: readonly number[], found: Pooler): PoolerAt =>
  (_host, port) =>
    ports.includes(port) ? found : null;

export const onHost =
  (pattern: RegExp, found: Pooler): PoolerAt =>
  (host) =>
    pattern.test(host) ? found : null;

/** `odyssey` only as a word of its own: companies and products bear the name too. */
const isOdyssey = (host: string): boolean => host.includes('odyssey') && /(?:^|[.-])odyssey(?:$|[.\d-])/.test(host);

const names: readonly (readonly [(host: string) => boolean, Pooler])[] = [
  [(host) => host.includes('pgbouncer'), pooler('PgBouncer', 'unknown')],
  [(host) => host.includes('pgcat'), pooler('PgCat', 'unknown')],
  [isOdyssey, pooler('Odyssey', 'unknown')],
];

const byPort = onPort([6432], pooler('a pooler on port 6432 (PgBouncer’s own)', 'unknown'));

/** The pooler that a host of no known provider is: by its name, or by PgBouncer's port 6432. */
export const generalPooler: PoolerAt = (host, port) => names.find(([is]) => is(host))?.[1] ?? byPort(host, port);
