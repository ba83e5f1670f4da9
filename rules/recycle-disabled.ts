import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { describeIdleLimit, idleSeverity, keepaliveAdvice } from '../src/model/idle.ts';
import { never, toSeconds } from '../src/model/units.ts';
import { recycleBelow } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'recycle-disabled',
  title: 'Connections are never recycled, although idle ones end',
  category: 'time',
  severity: 'warning',
  on: 'pool',
  needs: ['maxLifetime', 'idleTimeout', 'idleTimeoutKind', 'prePing'],
  uses: ['recommendedRecycle'],
  check({ maxLifetime, idleTimeout, idleTimeoutKind, prePing, recommendedRecycle }, key) {
    if (maxLifetime !== never || idleTimeout === never) return pass;
    const seconds = Math.max(1, toSeconds(recycleBelow(idleTimeout, recommendedRecycle)));
    return fail({
      at: 'maxLifetime',
      severity: idleSeverity(idleTimeoutKind, prePing),
      message: `${key('maxLifetime')} never recycles a connection, but ${describeIdleLimit(idleTimeoutKind, idleTimeout)}${prePing ? '' : ' and pre-ping is off'}`,
      help: `Set ${key('maxLifetime')}=${seconds}${keepaliveAdvice(idleTimeoutKind, idleTimeout)}`,
    });
  },
  texts: () => ({
    why: 'The application uses a connection that is gone: "server closed the connection unexpectedly", or a request that hangs.',
    sources: [
      'guide: DB_POOL_RECYCLE',
      'measured on SQLAlchemy 1.4–2.1: recycle −1 without pre-ping fails after the idle timeout',
    ],
  }),
});
