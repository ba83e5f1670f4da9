import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { type Millis, never, seconds, toSeconds } from '../src/model/units.ts';

/** From here on a wait is hardly meant: 1000 s are 17 minutes. */
const longestWait = seconds(1000);
/** A day: nobody recycles less often. */
const longestLifetime = seconds(86_400);

export default defineRule({
  id: 'duration-looks-like-milliseconds',
  title: 'A setting in seconds looks like milliseconds',
  category: 'time',
  severity: 'error',
  on: 'setting',
  needs: [],
  uses: ['acquireTimeout', 'maxLifetime'],
  check({ acquireTimeout, maxLifetime }, key) {
    if (acquireTimeout === undefined && maxLifetime === undefined) return notApplicable;
    const isWait = acquireTimeout !== undefined && acquireTimeout >= longestWait;
    const isLifetime = maxLifetime !== undefined && maxLifetime > longestLifetime && maxLifetime !== never;
    if (!isWait && !isLifetime) return pass;
    const at = isWait ? 'acquireTimeout' : 'maxLifetime';
    const value = toSeconds((isWait ? acquireTimeout : maxLifetime) ?? never);
    const meant = value >= 1000 ? Math.round(value / 1000) : value;
    return fail({
      at,
      message: `${key(at)} is ${value} seconds, that is ${inHours(seconds(value))}: it looks like milliseconds`,
      help: `Set ${key(at)} to ${meant} if ${value} ms were meant; SQLAlchemy counts seconds`,
    });
  },
  texts: () => ({
    why: 'A request waits for hours for a connection, or connections are never renewed.',
    sources: [
      'https://docs.sqlalchemy.org/en/20/core/pooling.html (pool_timeout and pool_recycle are seconds)',
      'facts: DB_POOL_TIMEOUT=30000 in 4 of 185 public files',
    ],
  }),
});

const inHours = (duration: Millis): string => {
  const hours = toSeconds(duration) / 3600;
  return hours < 1 ? `${Math.round(hours * 60)} minutes` : `${Number(hours.toFixed(1))} hours`;
};
