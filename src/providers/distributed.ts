import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { halfAnHour, noIdleLimit } from './limits.ts';
import { noPooler } from './poolers.ts';

export const cockroachdb: Provider = {
  id: 'cockroachdb',
  name: 'CockroachDB, Cloud or self-hosted',
  aliases: ['cockroach', 'crdb'],
  hosts: [/\.cockroachlabs\.cloud$/],
  idleTimeout: noIdleLimit('None; but connections can be cut around node restarts and maintenance.'),
  reservedConnections: { value: 0, note: 'PostgreSQL’s reserve does not exist here', confidence: 'high' },
  recommendedRecycle: {
    value: seconds(300),
    basis: 'Cockroach Labs: start at 5 minutes, 30 at most, with some jitter',
  },
  maxConnections:
    'Plan for 4 active connections per core of the whole cluster; there is no max_connections of PostgreSQL’s kind.',
  poolerNote: 'None. PostgreSQL’s catalogs and settings do not carry over; the limit’s error is 53300 as well.',
  poolerAt: noPooler,
  sources: ['github.com/cockroachdb/docs, src/current/v26.3/connection-pooling.md'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['server.max_connections_per_gateway and its default'],
};

export const yugabytedb: Provider = {
  id: 'yugabytedb',
  name: 'YugabyteDB (YSQL)',
  aliases: ['yugabyte', 'ysql'],
  hosts: [/\.ybdb\.io$/],
  idleTimeout: noIdleLimit('Its connection manager closes idle connections to the server, not the clients’.'),
  reservedConnections: {
    value: 0,
    note: 'SHOW max_connections has the reserved slots taken off already for ordinary roles',
    confidence: 'medium',
  },
  recommendedRecycle: halfAnHour(),
  maxConnections: '300 per node, as are CONNECTION LIMITs.',
  poolerNote: 'YSQL Connection Manager, where it is on, listens on 5433 too: it cannot be told from the port.',
  poolerAt: noPooler,
  sources: ['https://docs.yugabyte.com/preview/develop/quality-of-service/limiting-connections'],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['host names'],
};
