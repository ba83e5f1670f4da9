import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'pre-ping-disabled',
  title: 'Connections are not tested before use',
  category: 'time',
  severity: 'warning',
  on: 'pool',
  needs: ['prePing'],
  yieldsTo: ['boolean-reads-as-false'],
  check({ prePing }, key) {
    if (prePing) return pass;
    return fail({
      at: 'prePing',
      message: `${key('prePing')} is false: a connection that the server closed fails the first query that uses it`,
      help: `Set ${key('prePing')} to true: it costs one round trip per checkout, not per query`,
      fix: { prePing: true },
    });
  },
  texts: () => ({
    why: 'After a restart, a failover or an idle timeout the pool hands out dead connections, one error each.',
    sources: [
      'guide: DB_POOL_PRE_PING, "Don\'t disable pool_pre_ping without reason"',
      'measured: one SELECT 1 per checkout, none on a new connection',
    ],
  }),
});
