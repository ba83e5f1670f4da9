import { defineRule, fail, pass } from '../src/engine/rule.ts';

export default defineRule({
  id: 'pooler-full',
  title: 'The pooler refused the connection because it is full',
  category: 'live',
  severity: 'error',
  on: 'server',
  needs: ['refusal'],
  uses: ['demand', 'instances', 'workers'],
  check({ refusal, demand }) {
    if (refusal?.kind !== 'pooler-full') return pass;
    const asked =
      demand && Number.isFinite(demand.total) ? `; the pools of the file may open ${demand.total} in all` : '';
    return fail({ at: 'refusal', message: `${refusal.what}${asked}`, help: refusal.next });
  },
  texts: () => ({
    why: 'Applications get an error or wait at the pooler while the server behind it may be idle.',
    sources: [
      'measured on PgBouncer 1.18: 08P01 for max_client_conn and for query_wait_timeout',
      'facts: Supavisor answers EMAXCONN and EMAXCONNSESSION',
    ],
  }),
});
