import { type Rational, toNumber } from '../../model/rational.ts';
import type { PoolerPlan } from '../../sizing/size-pooler.ts';
import { guideKeys, namedSettings, type SizeReport } from './report.ts';

const decimal = (value: Rational): number => Number(toNumber(value).toFixed(3));

/** PgBouncer's numbers under PgBouncer's names. */
const poolerJson = (pooler: PoolerPlan) => ({
  pool_mode: pooler.poolMode,
  default_pool_size: pooler.defaultPoolSize,
  max_client_conn: pooler.maxClientConn,
  max_db_connections: pooler.maxDbConnections,
  clients: {
    [guideKeys.poolSize]: pooler.clients.poolSize,
    [guideKeys.maxOverflow]: pooler.clients.maxOverflow,
  },
  queriesInFlight: decimal(pooler.inFlight),
  carries: pooler.carries,
});

/** One JSON document, `schemaVersion` 1; null where there is no number. */
export function formatSizeJson({ sized, facts, assumed }: SizeReport, version: string): string {
  const { result, settings, concurrency, serves, pooler, steps, ...numbers } = sized;
  const document = {
    schemaVersion: 1,
    tool: { name: 'poolfit', version },
    result,
    settings: settings && Object.fromEntries(namedSettings(settings, guideKeys)),
    concurrency: decimal(concurrency),
    ...numbers,
    serves: serves && { ...serves, concurrency: decimal(serves.concurrency), rps: serves.rps && decimal(serves.rps) },
    pooler: pooler && poolerJson(pooler),
    facts,
    assumed,
    steps,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
