import { defineRule, fail, pass } from '../src/engine/rule.ts';
import type { FullCause } from '../src/model/refusal.ts';

export default defineRule({
  id: 'server-full',
  title: 'The server refused the connection because it is full',
  category: 'live',
  severity: 'error',
  on: 'server',
  needs: ['refusal'],
  uses: ['demand', 'instances', 'workers', 'declaredLimit'],
  check({ refusal, demand }) {
    if (refusal?.kind !== 'server-full') return pass;
    const { message, help } = answers[refusal.cause];
    const asked =
      demand && Number.isFinite(demand.total) ? `; the pools of the file may open ${demand.total} in all` : '';
    return fail({ at: 'refusal', message: `The server refused the connection (53300): ${message}${asked}`, help });
  },
  texts: () => ({
    why: 'Nobody else gets in either: new instances do not start, migrations and administrators wait.',
    sources: [
      'guide: "FATAL: sorry, too many clients already"',
      'measured on PostgreSQL 12–18: six causes share 53300, the untranslated routine of the error tells them apart',
    ],
  }),
});

const answers: Record<FullCause, { readonly message: string; readonly help: string }> = {
  'all-slots': {
    message: 'every slot of max_connections is taken, those for administrators too',
    help: 'Close sessions that nobody uses (session-idle-in-transaction names leaks), then shrink the pools or put a pooler in between; raising max_connections needs a restart',
  },
  'reserved-slots': {
    message: 'all slots are taken but those kept for administrators',
    help: 'Log in as an administrator to see who holds the slots, then shrink the pools or put a pooler in between; raising max_connections needs a restart',
  },
  'role-limit': {
    message: 'the role has as many sessions as its CONNECTION LIMIT allows',
    help: "Shrink this role's pools, or raise the limit: ALTER ROLE … CONNECTION LIMIT N takes effect at once",
  },
  'database-limit': {
    message: 'the database has as many sessions as its CONNECTION LIMIT allows',
    help: 'Shrink the pools of this database, or raise the limit: ALTER DATABASE … CONNECTION LIMIT N takes effect at once',
  },
  standby: {
    message: 'max_wal_senders is used up',
    help: 'Connect without replication=…, or raise max_wal_senders (needs a restart)',
  },
  unknown: {
    message: 'it has no connection left for this login',
    help: 'Close sessions that nobody uses, then shrink the pools or put a pooler in between',
  },
};
