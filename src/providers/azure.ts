import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { onPort, pooler } from './poolers.ts';

export const azureFlexible: Provider = {
  id: 'azure-flexible',
  name: 'Azure Database for PostgreSQL, Flexible Server',
  aliases: ['azure', 'azure-postgres'],
  hosts: [/\.postgres\.database\.(?:azure\.com|usgovcloudapi\.net|chinacloudapi\.cn)$/],
  idleTimeout: {
    value: seconds(240),
    kind: 'conditional',
    note: 'Only where a load balancer or NAT gateway is in the path (4 minutes by default), and hidden as long as the server’s keepalive of 120 s holds the flow. The guide’s 900 is above it.',
  },
  reservedConnections: {
    value: 15,
    note: 'superuser_reserved_connections 10 + reserved_connections 5 (16+), both read-only',
    confidence: 'high',
  },
  recommendedRecycle: { value: seconds(900), basis: 'the guide: "Azure Database: use 900"' },
  maxConnections:
    'By size: B1ms 50, B2s 429, 2 vCores 859, 4 vCores 1718, 8 vCores 3437, larger 5000. Stays as it was when the server is resized; a change needs a restart.',
  poolerNote:
    'Built-in PgBouncer on port 6432 (8432 on elastic clusters), not on Burstable: transaction mode, default_pool_size 50, max_client_conn 5000, max_prepared_statements 0.',
  poolerAt: onPort([6432, 8432], pooler('Azure’s built-in PgBouncer', 'transaction', false)),
  sources: [
    'https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-tcp-idle-timeout',
    'github.com/MicrosoftDocs/azure-databases-docs, postgresql/configure-maintain/concepts-limits.md',
    'github.com/MicrosoftDocs/azure-databases-docs, includes/pgbouncer-parameters-table.md',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};
