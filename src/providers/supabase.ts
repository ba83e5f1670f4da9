import type { Provider } from '../model/lists/provider.ts';
import { halfAnHour, noIdleLimit, stockReserve } from './limits.ts';
import { onPort, pooler } from './poolers.ts';

const byCompute =
  'Nano and Micro 60, Small 90, Medium 120, Large 160, XL 240, 2XL 380, 4XL 480, 8XL 490, 12XL and more 500';

const session = pooler('Supavisor, session mode', 'session');
const transaction = pooler('Supavisor, transaction mode', 'transaction', false);

export const supabasePooler: Provider = {
  id: 'supabase-pooler',
  name: 'Supabase shared pooler (Supavisor)',
  aliases: ['supavisor'],
  hosts: [/\.pooler\.supabase\.com$/],
  idleTimeout: noIdleLimit('Off in Supavisor’s source (client_idle_timeout); the hosted value is not published.'),
  reservedConnections: {
    value: 0,
    note: 'a pooler reserves nothing; Supabase’s services use direct slots',
    confidence: 'medium',
  },
  recommendedRecycle: halfAnHour(),
  maxConnections:
    'Clients by compute: Nano and Micro 200, Small 400, Medium 600, Large 800, XL 1000, 2XL 1500, 4XL 3000, 8XL 6000, 12XL 9000, 16XL 12000. In session mode only as many as the pool’s size.',
  poolerNote:
    'Port 5432 is session mode, 6543 transaction mode without prepared statements. Refuses with EMAXCONN or EMAXCONNSESSION.',
  poolerAt: (_host, port) => (port === 6543 ? transaction : session),
  sources: [
    'github.com/supabase/supavisor, lib/supavisor/tenants/tenant.ex',
    'https://supabase.com/docs/guides/database/connecting-to-postgres',
    'github.com/supabase/supabase, apps/docs/content/guides/platform/compute-and-disk.mdx',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['the hosted idle timeout'],
};

export const supabaseDirect: Provider = {
  id: 'supabase-direct',
  name: 'Supabase, direct connection or dedicated pooler',
  aliases: ['supabase'],
  hosts: [/^db\.[a-z0-9]+\.supabase\.co$/],
  idleTimeout: noIdleLimit('Nothing documented was found. The direct host has only IPv6 without the IPv4 add-on.'),
  reservedConnections: stockReserve(),
  recommendedRecycle: halfAnHour(),
  maxConnections: `By compute: ${byCompute}.`,
  poolerNote: 'Port 5432 is PostgreSQL, 6543 a dedicated PgBouncer in transaction mode.',
  poolerAt: onPort([6543], pooler('Supabase’s dedicated PgBouncer', 'transaction')),
  sources: [
    'https://supabase.com/docs/guides/database/connecting-to-postgres',
    'github.com/supabase/supabase, apps/docs/content/guides/platform/compute-and-disk.mdx',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['reserved slots', 'prepared statements on the dedicated pooler'],
};
