import type { Provider } from '../core/provider.ts';
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
import { pgbouncer, postgresql } from './self-managed.ts';
import { supabaseDirect, supabasePooler } from './supabase.ts';

/** Every provider, in the order in which host names are tried: a proxy before the cluster before the plain instance of one vendor. */
export const makeProviders = (): readonly Provider[] =>
  [
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
  ].map((make) => make());
