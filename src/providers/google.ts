import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { stockReserve } from './limits.ts';
import { noPooler, onPort, pooler } from './poolers.ts';

/** Google's VPC forgets a TCP flow after ten silent minutes; a keepalive is enough to keep it. */
const vpc = {
  value: seconds(600),
  kind: 'drops',
  note: 'Not the database: the VPC’s connection tracking forgets a silent flow after 10 minutes. Any packet resets it, a keepalive too. Through Cloud NAT it is 1200 s.',
} as const;

const belowTracking = {
  value: seconds(540),
  basis: 'below the network’s 600 s; with keepalives under 600 s a longer life is fine',
} as const;

export const gcpCloudsql: Provider = {
  id: 'gcp-cloudsql',
  name: 'Google Cloud SQL for PostgreSQL',
  aliases: ['cloudsql', 'cloud-sql', 'gcp'],
  hosts: [/^\/cloudsql\/[^:/]+(?::[^:/]+)?:[^:/]+:[^:/]+(?:\/\.s\.pgsql\.\d+)?$/, /\.sql\.goog$/],
  idleTimeout: vpc,
  reservedConnections: stockReserve('PostgreSQL’s own 3 assumed; the provider’s agents hold sessions besides'),
  recommendedRecycle: belowTracking,
  maxConnections:
    'By memory: 0.6 GB 25, 1.7 50, 3.75 100, 6 200, 7.5 400, 15 500, 30 600, 60 800, 120 1000. The flag max_connections overrides it, after a restart.',
  poolerNote: 'The Auth Proxy and the connectors do not pool: one connection in is one connection out.',
  poolerAt: noPooler,
  sources: [
    'https://cloud.google.com/compute/docs/troubleshooting',
    'https://cloud.google.com/sql/docs/postgres/faq',
    'https://dev.to/gleb_otochkin/demystifying-max-connections-limit-in-cloud-sql-for-postgresql-55o6 (third party)',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: [
    'the *.sql.goog host names',
    'reserved slots',
    'by IP address or through the Auth Proxy it cannot be told from the host',
  ],
};

export const gcpAlloydb: Provider = {
  id: 'gcp-alloydb',
  name: 'Google AlloyDB for PostgreSQL',
  aliases: ['alloydb'],
  hosts: [/\.alloydb(?:-psc)?\.goog$/],
  idleTimeout: vpc,
  reservedConnections: stockReserve(),
  recommendedRecycle: belowTracking,
  maxConnections: 'At least 1000; read it with SHOW max_connections.',
  poolerNote: 'Managed pooling on port 6432, by transaction unless switched to sessions.',
  poolerAt: onPort([6432], pooler('AlloyDB’s managed pooling', 'transaction')),
  sources: [
    'https://cloud.google.com/compute/docs/troubleshooting',
    'https://cloud.google.com/alloydb/docs/configure-managed-connection-pooling',
  ],
  asOf: '2026-11-23',
  confidence: 'low',
  unverified: ['host names', 'the default of max_connections', 'reserved slots'],
};
