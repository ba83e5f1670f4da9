import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { noIdleLimit, stockReserve } from './limits.ts';
import { generalPooler, onHost, pooler } from './poolers.ts';

export const flyMpg: Provider = {
  id: 'fly-mpg',
  name: 'Fly.io Managed Postgres',
  aliases: ['fly', 'fly.io', 'flyio', 'mpg'],
  hosts: [/^(?:pgbouncer|direct)\.[a-z0-9-]+\.flympg\.net$/],
  idleTimeout: noIdleLimit(
    'None; but Fly’s proxy, when it restarts, drains for 10 minutes and then cuts what is left.',
  ),
  reservedConnections: stockReserve(),
  recommendedRecycle: { value: seconds(600), basis: 'Fly’s own recommendation' },
  maxConnections:
    'Clients / server connections / reserve of the pooler: Basic and Starter 200 / 50 / 10, Launch 500 / 150 / 30, Scale and Performance 1000 / 300 / 50.',
  poolerNote:
    'PgBouncer on hosts that begin with pgbouncer., in session mode unless switched: until then it shares nothing.',
  poolerAt: onHost(/^pgbouncer\./, pooler('Fly’s PgBouncer', 'session')),
  sources: ['github.com/superfly/docs, mpg/client-configuration.html.md'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['reserved slots'],
};

export const flyLegacy: Provider = {
  id: 'fly-legacy',
  name: 'Fly Postgres (unmanaged)',
  aliases: ['fly-postgres'],
  hosts: [/\.flycast$/],
  idleTimeout: noIdleLimit('Not looked into.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: { value: seconds(600), basis: 'the same Fly proxy as Managed Postgres' },
  maxConnections: 'Read it live; set with fly postgres config update --max-connections.',
  poolerNote: 'None of its own. Port 5432 leads through a proxy to the writable node, 5433 to the node itself.',
  poolerAt: generalPooler,
  sources: ['github.com/superfly/docs, postgres/advanced-guides/high-availability-and-global-replication.html.markerb'],
  asOf: '2026-11-23',
  confidence: 'low',
  unverified: ['idle timeout', 'reserved slots', '.flycast is any Fly service'],
};
