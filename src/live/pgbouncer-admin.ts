import type { PoolerAdmin, PoolerPool } from '../model/snapshot.ts';
import type { Connection } from './connection.ts';
import { failure, fault, type Outcome, success } from './fault.ts';

/** SHOW CONFIG's rows: every value is text. */
interface ConfigRow {
  readonly key: string;
  readonly value: string | null;
}

/** SHOW POOLS' columns that 1.18 and newer have; numbers come as text. */
interface PoolRow {
  readonly database: string;
  readonly user: string;
  readonly cl_active: string | number;
  readonly cl_waiting: string | number;
  readonly sv_active: string | number;
  readonly sv_idle: string | number;
  readonly maxwait: string | number;
  readonly pool_mode: string;
}

function numberIn(config: ReadonlyMap<string, string | null>, key: string): number | null {
  const value = config.get(key);
  const number = value === null || value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

function poolOf(row: PoolRow): PoolerPool {
  return {
    database: row.database,
    user: row.user,
    mode: row.pool_mode,
    clientsActive: Number(row.cl_active),
    clientsWaiting: Number(row.cl_waiting),
    serversActive: Number(row.sv_active),
    serversIdle: Number(row.sv_idle),
    longestWaitSeconds: Number(row.maxwait),
  };
}

/**
 * Reads PgBouncer's console (the database `pgbouncer`, a login of admin_users or stats_users): three SHOW commands.
 */
export async function readPgBouncer(connection: Connection): Promise<Outcome<PoolerAdmin>> {
  const version = await connection.show<{ version: string }>('VERSION');
  const name = version.ok ? version.value[0]?.version : undefined;
  if (!version.ok && version.fault.kind !== 'query-failed') return version;
  if (name === undefined || !name.startsWith('PgBouncer')) {
    const next = 'its URL ends in /pgbouncer and its user is one of admin_users or stats_users';
    return failure(fault('usage', `${connection.target.label} is not PgBouncer's console: ${next}`));
  }
  const config = await connection.show<ConfigRow>('CONFIG');
  if (!config.ok) return config;
  const pools = await connection.show<PoolRow>('POOLS');
  if (!pools.ok) return pools;
  const settings = new Map(config.value.map(({ key, value }) => [key, value]));
  return success({
    version: name,
    maxClientConnections: numberIn(settings, 'max_client_conn'),
    defaultPoolSize: numberIn(settings, 'default_pool_size'),
    poolMode: settings.get('pool_mode') ?? null,
    queryWaitTimeoutSeconds: numberIn(settings, 'query_wait_timeout'),
    clientIdleTimeoutSeconds: numberIn(settings, 'client_idle_timeout'),
    serverIdleTimeoutSeconds: numberIn(settings, 'server_idle_timeout'),
    serverLifetimeSeconds: numberIn(settings, 'server_lifetime'),
    // The console is a pool of its own and serves no application.
    pools: pools.value.filter(({ database }) => database !== 'pgbouncer').map(poolOf),
  });
}

/** A snapshot's pooler with what its console said. */
export function describePooler(admin: PoolerAdmin): { name: string; evidence: string; admin: PoolerAdmin } {
  return { name: admin.version, evidence: 'its console answered', admin };
}
