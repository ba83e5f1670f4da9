import type { Provider } from '../model/lists/provider.ts';
import { halfAnHour, noIdleLimit } from './limits.ts';
import { always, noPooler, pooler } from './poolers.ts';

export const postgresql: Provider = {
  id: 'postgresql',
  name: 'PostgreSQL 12 to 18, self-managed',
  aliases: ['postgres', 'pg'],
  hosts: [],
  idleTimeout: noIdleLimit(
    'None by default: idle_session_timeout exists from 14 on and is 0; read it live, roles and databases can set it. The guide’s 8 hours are MySQL’s wait_timeout.',
  ),
  reservedConnections: {
    value: 3,
    note: 'superuser_reserved_connections 3, reserved_connections 0 (16+)',
    confidence: 'high',
  },
  recommendedRecycle: halfAnHour(),
  maxConnections: '100 unless changed (initdb takes less on a small machine); a change needs a restart.',
  poolerNote: 'None built in.',
  poolerAt: noPooler,
  sources: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html',
    'https://www.postgresql.org/docs/current/runtime-config-connection.html',
    'measured on PostgreSQL 12 to 18',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};

export const pgbouncer: Provider = {
  id: 'pgbouncer',
  name: 'PgBouncer, self-hosted',
  aliases: ['bouncer'],
  hosts: [],
  idleTimeout: noIdleLimit(
    'By default client_idle_timeout is 0; server_idle_timeout 600 and server_lifetime 3600 act on its server side only.',
  ),
  reservedConnections: { value: 0, note: 'a pooler reserves nothing', confidence: 'high' },
  recommendedRecycle: halfAnHour(),
  maxConnections:
    'Clients: max_client_conn, 100 by default; towards the server default_pool_size (20) for each pair of user and database, unless max_db_connections caps it.',
  poolerNote:
    'Its default pool_mode is session. It refuses with SQLSTATE 08P01, not 53300. Prepared statements in transaction mode: from 1.21 with max_prepared_statements, by default from 1.24.',
  poolerAt: always(pooler('PgBouncer', 'unknown')),
  sources: ['github.com/pgbouncer/pgbouncer, doc/config.md', 'github.com/pgbouncer/pgbouncer, NEWS.md, 1.24.0'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};
