/** What is known about managed PostgreSQL: limits, idle timeouts and poolers, each with source and date. */

import type { Pooler } from '../model/facts.ts';
import type { Provider } from '../model/lists/provider.ts';
import { nearest } from '../model/words/nearest.ts';
import { digitalocean, heroku, railway, render } from './app-platforms.ts';
import { awsAurora, awsAuroraDsql, awsAuroraServerless, awsRds, awsRdsProxy } from './aws.ts';
import { azureFlexible } from './azure.ts';
import {
  aiven,
  crunchyBridge,
  ionos,
  planetscalePostgres,
  prismaPostgres,
  timescale,
  yandex,
} from './database-services.ts';
import { cockroachdb, yugabytedb } from './distributed.ts';
import { flyLegacy, flyMpg } from './fly.ts';
import { gcpAlloydb, gcpCloudsql } from './google.ts';
import { neon, vercelPostgres } from './neon.ts';
import { generalPooler } from './poolers.ts';
import { pgbouncer, postgresql } from './self-managed.ts';
import { supabaseDirect, supabasePooler } from './supabase.ts';

/** Every provider, in the order in which host names are tried: a proxy before the cluster before the plain instance of one vendor. */
export const providers: readonly Provider[] = [
  postgresql,
  awsRdsProxy,
  awsAurora,
  awsAuroraServerless,
  awsAuroraDsql,
  awsRds,
  gcpCloudsql,
  gcpAlloydb,
  azureFlexible,
  neon,
  supabasePooler,
  supabaseDirect,
  heroku,
  digitalocean,
  render,
  railway,
  flyMpg,
  flyLegacy,
  crunchyBridge,
  aiven,
  timescale,
  cockroachdb,
  yugabytedb,
  vercelPostgres,
  planetscalePostgres,
  prismaPostgres,
  ionos,
  yandex,
  pgbouncer,
];

/** Host names know no case, and a last dot only says that the name is complete. */
function plainHost(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** The provider that a host name gives away; undefined for all others. */
export function providerAt(host: string): Provider | undefined {
  const plain = plainHost(host);
  return providers.find(({ hosts }) => hosts.some((pattern) => pattern.test(plain)));
}

/** The pooler that a host and port lead to: the provider's own, else one told by its name or by port 6432. */
export function poolerAt(host: string, port: number, provider = providerAt(host)): Pooler | null {
  return (provider?.poolerAt ?? generalPooler)(plainHost(host), port);
}

/** `RDS Proxy`, `rds_proxy` and `rds-proxy` are one name. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');

/** The provider with this id or alias. */
export function findProvider(idOrAlias: string): Provider | undefined {
  const wanted = plainName(idOrAlias);
  return providers.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
}

/** Ids and aliases like a name nobody bears: those that contain it or that it contains, then the nearest by letters. */
export function nearestProviders(name: string, most = 3): string[] {
  const wanted = plainName(name);
  const names = providers.flatMap(({ id, aliases }) => [id, ...aliases]);
  const parts = wanted.length < 3 ? [] : names.filter((known) => known.includes(wanted) || wanted.includes(known));
  const near = nearest(wanted, names, Math.min(3, Math.ceil(wanted.length / 3)));
  return [...new Set([...near, ...parts.filter((known) => known.length > 2)])].slice(0, most);
}
