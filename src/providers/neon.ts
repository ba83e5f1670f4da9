import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { onHost, pooler } from './poolers.ts';

const pooledHost = /^[^.]+-pooler\./;

export const neon: Provider = {
  id: 'neon',
  name: 'Neon',
  aliases: ['neon-tech'],
  hosts: [/\.neon\.tech$/],
  idleTimeout: {
    value: seconds(300),
    kind: 'conditional',
    note: 'With scale to zero a compute suspends after 5 minutes without active queries and its idle sessions end. Paid plans can switch that off; more than 16 CU never suspend.',
  },
  reservedConnections: { value: 7, note: 'of max_connections, by Neon’s documentation', confidence: 'high' },
  recommendedRecycle: { value: seconds(240), basis: 'below the 300 s of scale to zero' },
  maxConnections:
    'By compute: 0.25 CU 104, 0.5 209, 1 419, 2 839, 4 1678, 8 3357, 9 and more 4000. With autoscaling read it live. The pooler takes 10000 clients.',
  poolerNote:
    'PgBouncer in transaction mode on hosts with -pooler; protocol-level prepared statements work. It uses up to 90 % of max_connections.',
  poolerAt: onHost(pooledHost, pooler('Neon’s pooler', 'transaction')),
  sources: [
    'https://neon.com/docs/introduction/compute-lifecycle',
    'https://neon.com/docs/connect/connection-pooling',
    'https://neon.com/docs/introduction/auto-suspend',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};

export const vercelPostgres: Provider = {
  ...neon,
  id: 'vercel-postgres',
  name: 'Vercel Postgres (legacy, Neon underneath)',
  aliases: ['vercel'],
  hosts: [/\.postgres\.vercel-storage\.com$/],
  idleTimeout: { ...neon.idleTimeout, note: `As Neon. ${neon.idleTimeout.note}` },
  recommendedRecycle: { ...neon.recommendedRecycle, basis: 'as Neon: below the 300 s of scale to zero' },
  maxConnections: 'As Neon.',
  poolerNote: 'As Neon: hosts with -pooler.',
  poolerAt: onHost(pooledHost, pooler('Vercel’s pooler (Neon’s)', 'transaction')),
  sources: ['third-party pages; no official one found'],
  confidence: 'low',
  unverified: ['that it moved to Neon and how far its limits are Neon’s'],
};
