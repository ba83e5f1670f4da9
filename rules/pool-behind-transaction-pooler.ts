import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'pool-behind-transaction-pooler',
  title: 'The pool connects to a pooler, not to the server',
  category: 'address',
  severity: 'info',
  on: 'url',
  needs: ['url', 'pooler'],
  check({ url, pooler }, key) {
    if (url.database === 'other') return notApplicable;
    if (pooler === null || pooler.mode === 'session') return pass;
    return fail({
      at: 'pooler',
      message: `${key('pooler')} leads to ${pooler.name} (${url.target}): the limit on these connections is the pooler's limit on clients, and the server behind it counts its own`,
      help: "State the pooler's client limit as --max-connections; judge the server behind it by the pooler's pool size",
    });
  },
  texts: () => ({
    why: "Two limits count: the pooler's for its clients, the server's for the pooler. SET, LISTEN and session locks do not outlive a transaction behind it.",
    sources: ['https://www.pgbouncer.org/features.html', 'https://neon.com/docs/connect/connection-pooling'],
  }),
});
