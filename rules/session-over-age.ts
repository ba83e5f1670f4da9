import { defineRule, fail, pass } from '../src/engine/rule.ts';
import type { LongSessions } from '../src/model/facts.ts';
import { seconds as secondsOf, toSeconds } from '../src/model/units.ts';
import { formatAge, named } from '../src/model/words/session-words.ts';

/** Guide: "Connections older than 1 hour". */
const anHour = secondsOf(3600);

export default defineRule({
  id: 'session-over-age',
  title: 'A session is older than an hour, or than the recycle time',
  category: 'live',
  severity: 'info',
  on: 'server',
  needs: ['sessionAges'],
  uses: ['maxLifetime'],
  check({ sessionAges, maxLifetime }, key) {
    const most = ({ ours }: LongSessions) => toSeconds(ours && maxLifetime !== undefined ? maxLifetime : anHour);
    const old = sessionAges.filter((sessions) => sessions.seconds > most(sessions));
    if (old.length === 0) return pass;
    const recycled = old.some(({ ours }) => ours) && maxLifetime !== undefined;
    const limit = recycled
      ? `${key('maxLifetime')} is ${toSeconds(maxLifetime)} s, an hour counts for others`
      : 'an hour is long';
    return fail({
      at: 'sessionAges',
      message: `Old sessions: ${named(old, describe)}; ${limit}`,
      help: 'Nothing, if they are idle in a pool: recycling happens at checkout, and an idle session can grow old. Look at those that are never given back',
    });
  },
  texts: () => ({
    why: 'A session that is never checked out again is not recycled: a firewall or a failover may have cut it long ago.',
    sources: [
      'guide: "Identify connection leaks: connections older than 1 hour"',
      'measured: SQLAlchemy recycles at checkout, so that an old idle session is healthy',
    ],
  }),
});

const describe = ({ count, seconds }: LongSessions): string =>
  `${count === 1 ? '1 session' : `the oldest of ${count}`} for ${formatAge(seconds)}`;
