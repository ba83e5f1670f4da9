import { defineRule, fail, pass } from '../src/engine/rule.ts';
import type { LongSessions } from '../src/model/facts.ts';
import { formatAge, named } from '../src/model/words/session-words.ts';

/** Long for a request, short for a leak. */
const mostSeconds = 60;

export default defineRule({
  id: 'session-idle-in-transaction',
  title: 'A session has been idle in a transaction for over a minute',
  category: 'live',
  severity: 'warning',
  on: 'server',
  needs: ['idleInTransaction'],
  check({ idleInTransaction }) {
    const leaks = idleInTransaction.filter(({ seconds }) => seconds > mostSeconds);
    if (leaks.length === 0) return pass;
    return fail({
      at: 'idleInTransaction',
      message: `Idle in a transaction: ${named(leaks, describe)}; over ${mostSeconds} s is a leak`,
      help: 'Find the code that does not commit, roll back or return its connection; as a safety net set idle_in_transaction_session_timeout to 60s',
    });
  },
  texts: () => ({
    why: 'The connection is lost to the pool, its locks block others and vacuum cannot clean up behind it.',
    sources: [
      'guide: "Connection leaks (not returning to pool)"',
      'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT',
    ],
  }),
});

const describe = ({ count, seconds }: LongSessions): string =>
  count === 1 ? `1 session for ${formatAge(seconds)}` : `${count} sessions, the longest for ${formatAge(seconds)}`;
