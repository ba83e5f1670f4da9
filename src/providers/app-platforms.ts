import type { Provider } from '../model/lists/provider.ts';
import { halfAnHour, noIdleLimit, stockReserve } from './limits.ts';
import { generalPooler, noPooler, onPort, pooler } from './poolers.ts';

export const heroku: Provider = {
  id: 'heroku',
  name: 'Heroku Postgres',
  aliases: ['heroku-postgres'],
  hosts: [],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: halfAnHour(),
  maxConnections:
    'Advanced: 4G 380, 8G 800, 16G 1600, 32G 3200, 64G and more 5000. Classic (third party): essential-0 and -1 20, essential-2 40, standard-0 120, standard-2 400, larger 500.',
  poolerNote: 'Server-side pooling on some plans. Small plans limit the role: "too many connections for role".',
  poolerAt: noPooler,
  sources: [
    'https://devcenter.heroku.com/articles/postgres-advanced-connection-limits',
    'https://goldlapel.com/blog/heroku-postgresql-optimization (third party)',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: [
    '500 for larger classic plans',
    'reserved slots',
    'its hosts are plain EC2 or RDS names: say --provider',
  ],
};

export const digitalocean: Provider = {
  id: 'digitalocean',
  name: 'DigitalOcean Managed PostgreSQL',
  aliases: ['do', 'digital-ocean'],
  hosts: [/\.db\.ondigitalocean\.com$/],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: {
    value: 3,
    note: 'kept for maintenance; its published limits have them taken off already',
    confidence: 'medium',
  },
  recommendedRecycle: halfAnHour(),
  maxConnections:
    '25 per GiB of memory, minus 3: 1 GiB 22, 2 GiB 47, 4 GiB 97, 8 GiB 197. All pools share that budget.',
  poolerNote:
    'PgBouncer on port 25061 with the pool’s name as the database; each pool has its own mode. 25060 is direct.',
  poolerAt: onPort([25061], pooler('DigitalOcean’s PgBouncer', 'unknown')),
  sources: ['https://www.digitalocean.com/docs/databases/how-to/postgresql/manage-connection-pools/'],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['that 25060 is direct'],
};

export const render: Provider = {
  id: 'render',
  name: 'Render Postgres',
  aliases: ['render-postgres'],
  hosts: [/^dpg-[a-z0-9]+-[a-z](?:\.[a-z0-9-]+-postgres\.render\.com)?$/],
  idleTimeout: noIdleLimit('Nothing documented was found.'),
  reservedConnections: { value: 3, note: 'PostgreSQL’s own; Render advises to plan for 10', confidence: 'medium' },
  recommendedRecycle: halfAnHour(),
  maxConnections: 'By memory: under 8 GB 100, from 8 GB 200, from 16 GB 400, from 32 GB 500; old plans 97, 197, 397.',
  poolerNote: 'None.',
  poolerAt: noPooler,
  sources: ['https://render.com/tutorials/postgres-on-render/connection-limits-and-pooling'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};

export const railway: Provider = {
  id: 'railway',
  name: 'Railway Postgres',
  aliases: ['railway-postgres'],
  hosts: [/\.proxy\.rlwy\.net$/, /\.railway\.internal$/],
  idleTimeout: noIdleLimit('Whether the TCP proxy has an idle limit is not documented.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: halfAnHour(),
  maxConnections: 'The stock image’s 100 is likely; read it live.',
  poolerNote:
    'PgBouncer, if it was added: transaction mode, default_pool_size 20, max_client_conn 1000, times its replicas.',
  poolerAt: generalPooler,
  sources: [
    'github.com/railwayapp/docs, content/docs/networking/tcp-proxy.md',
    'github.com/railwayapp/docs, content/docs/databases/postgresql-pgbouncer.md',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: ['max_connections', 'reserved slots'],
};
