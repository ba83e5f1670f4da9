import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { halfAnHour, noIdleLimit, stockReserve } from './limits.ts';
import { noPooler, onHost, onPort, pooler } from './poolers.ts';

export const crunchyBridge: Provider = {
  id: 'crunchy-bridge',
  name: 'Crunchy Bridge',
  aliases: ['crunchy'],
  hosts: [/^p\.[a-z0-9]+\.db\.postgresbridge\.com$/],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: halfAnHour(),
  maxConnections: '500; can be raised, with a restart.',
  poolerNote: 'PgBouncer on port 5431, after CREATE EXTENSION crunchy_pooler in each database; not for superusers.',
  poolerAt: onPort([5431], pooler('Crunchy Bridge’s PgBouncer', 'unknown')),
  sources: ['https://docs.crunchybridge.com/how-to/pgbouncer'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['reserved slots', 'the pooler’s mode'],
};

export const aiven: Provider = {
  id: 'aiven',
  name: 'Aiven for PostgreSQL',
  aliases: ['aiven-postgres'],
  hosts: [/\.aivencloud\.com$/],
  idleTimeout: noIdleLimit('None; the server’s keepalive starts after 180 s and drops dead clients.'),
  reservedConnections: stockReserve('PostgreSQL’s own 3 assumed; Aiven says that its management may use any number'),
  recommendedRecycle: halfAnHour(),
  maxConnections:
    'By plan: Developer 15, Free 20, Hobbyist 25, Startup, Business and Premium -4 100, -8 200, -16 400, -32 800, -64 and more 1000.',
  poolerNote:
    'PgBouncer from Startup plans up, on a port of its own with the pool’s name as the database: not visible in the host.',
  poolerAt: noPooler,
  sources: [
    'https://aiven.io/docs/products/postgresql/reference/idle-connections',
    'github.com/aiven/aiven-docs, docs/products/postgresql/reference/pg-connection-limits.md',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['reserved slots'],
};

export const timescale: Provider = {
  id: 'timescale',
  name: 'Timescale Cloud, now Tiger Data',
  aliases: ['timescaledb', 'tiger', 'tigerdata'],
  hosts: [/\.tsdb\.cloud\.(?:timescale|tigerdata)\.com$/],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: { value: 17, note: '12 for superusers and 5 for operations', confidence: 'medium' },
  recommendedRecycle: halfAnHour(),
  maxConnections:
    '25 to 500 by plan. The pooler takes max_connections − 17 in session mode, twenty times that in transaction mode.',
  poolerNote: 'PgBouncer, optional, on a port of its own; the database tsdb_transaction is its transaction pool.',
  poolerAt: noPooler,
  sources: [
    'github.com/timescale/docs, use-timescale/services/connection-pooling.md',
    'github.com/timescale/docs, use-timescale/configuration/customize-configuration.md',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['the tigerdata.com host names'],
};

export const planetscalePostgres: Provider = {
  id: 'planetscale-postgres',
  name: 'PlanetScale Postgres',
  aliases: ['planetscale'],
  hosts: [/\.(?:pg|horizon)\.psdb\.cloud$/],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: halfAnHour(),
  maxConnections: 'By cluster size, unpublished; read it live on port 5432.',
  poolerNote: 'PgBouncer in transaction mode on port 6432, to the primary only; 5432 is direct.',
  poolerAt: onPort([6432], pooler('PlanetScale’s PgBouncer', 'transaction')),
  sources: [
    'https://planetscale.com/docs/postgres/connecting',
    'https://planetscale.com/docs/postgres/connecting/pgbouncer',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['reserved slots'],
};

export const prismaPostgres: Provider = {
  id: 'prisma-postgres',
  name: 'Prisma Postgres',
  aliases: ['prisma'],
  hosts: [/^(?:pooled\.)?db\.prisma\.io$/],
  idleTimeout: { value: seconds(3600), kind: 'closes', note: 'Documented for pooled connections only.' },
  reservedConnections: { value: 5, note: 'of the direct connections', confidence: 'high' },
  recommendedRecycle: { value: seconds(3000), basis: 'below the 3600 s' },
  maxConnections: 'Pooled / direct: Free and Starter 50 / 10, Pro 250 / 50, Business 500 / 100.',
  poolerNote: 'PgBouncer in transaction mode on pooled.db.prisma.io.',
  poolerAt: onHost(/^pooled\./, pooler('Prisma’s PgBouncer', 'transaction')),
  sources: ['https://prisma.io/docs/postgres/database/connection-pooling'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['older pages give 10, 100, 500 and 1000'],
};

export const ionos: Provider = {
  id: 'ionos',
  name: 'IONOS Cloud PostgreSQL',
  aliases: ['ionos-cloud'],
  hosts: [],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: { value: 11, note: 'its documentation says how many, not for whom', confidence: 'medium' },
  recommendedRecycle: halfAnHour(),
  maxConnections: 'By memory: 4 GB 384, 5 GB 512, 6 GB 640, 7 GB 768, 8 GB 896, more 1000.',
  poolerNote: 'Nothing documented was found.',
  poolerAt: noPooler,
  sources: ['https://docs.ionos.com/sections-test/guides/databases/postgresql/overview/limitations.md'],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['it cannot be told from the host: say --provider'],
};

export const yandex: Provider = {
  id: 'yandex',
  name: 'Yandex Managed PostgreSQL',
  aliases: ['yandex-cloud'],
  hosts: [],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: { value: 15, note: 'its documentation says how many, not for whom', confidence: 'medium' },
  recommendedRecycle: halfAnHour(),
  maxConnections: '200 per vCPU; each user gets a limit of 50 unless it is raised.',
  poolerNote: 'Port 6432 leads through its pooler.',
  poolerAt: onPort([6432], pooler('Yandex’s pooler', 'unknown')),
  sources: ['https://yandex.cloud/en/docs/troubleshooting/managed-postgresql/how-to/conn-limit-parameter'],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['port 6432', 'it cannot be told from the host: say --provider'],
};
