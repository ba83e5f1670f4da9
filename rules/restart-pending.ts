import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'restart-pending',
  title: 'A changed connection limit waits for a restart',
  category: 'live',
  severity: 'warning',
  on: 'server',
  needs: ['restartPending'],
  uses: ['liveLimit'],
  check({ restartPending, liveLimit }) {
    if (restartPending.length === 0) return pass;
    const still = restartPending.includes('max_connections') && liveLimit !== undefined;
    return fail({
      at: 'restartPending',
      message: `${restartPending.join(' and ')} ${restartPending.length === 1 ? 'was' : 'were'} changed and ${restartPending.length === 1 ? 'waits' : 'wait'} for a restart${still ? `: max_connections is still ${liveLimit}` : ''}`,
      help: 'Restart the server (on a managed service: reboot it, or fail over); pg_reload_conf() does not apply this setting',
    });
  },
  texts: () => ({
    why: 'Pools sized for the new limit run into the old one, or the next restart changes the limit unexpectedly.',
    sources: [
      'guide: "ALTER SYSTEM SET max_connections = 200; SELECT pg_reload_conf();"',
      'measured on PostgreSQL 12–18: the reload answers t, the value stays, pending_restart is true',
    ],
  }),
});
