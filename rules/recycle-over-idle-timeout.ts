import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { describeIdleLimit, idleSeverity, keepaliveAdvice } from '../src/model/idle.ts';
import { formatDuration, toSeconds } from '../src/model/units.ts';
import { recycleBelow } from '../src/sizing/formulas.ts';

export default defineRule({
  id: 'recycle-over-idle-timeout',
  title: 'pool_recycle is not below the time after which idle connections end',
  category: 'time',
  severity: 'warning',
  on: 'pool',
  needs: ['maxLifetime', 'idleTimeout', 'idleTimeoutKind', 'prePing'],
  uses: ['recommendedRecycle'],
  yieldsTo: ['recycle-disabled', 'recycle-every-checkout', 'duration-looks-like-milliseconds'],
  check({ maxLifetime, idleTimeout, idleTimeoutKind, prePing, recommendedRecycle }, key) {
    if (maxLifetime < idleTimeout) return pass;
    const isTie = maxLifetime === idleTimeout;
    const severity = idleSeverity(idleTimeoutKind, prePing);
    const wanted = recycleBelow(idleTimeout, recommendedRecycle);
    const usableRecycle = toSeconds(wanted) >= 1;
    const ping = prePing ? '' : ' and pre-ping is off';
    return fail({
      at: 'maxLifetime',
      severity: isTie && severity === 'error' ? 'warning' : severity,
      message: `${key('maxLifetime')} is ${formatDuration(maxLifetime)}${isTie ? ', not less than the limit:' : ', but'} ${describeIdleLimit(idleTimeoutKind, idleTimeout)}${ping}`,
      help: usableRecycle
        ? `Set ${key('maxLifetime')} to ${toSeconds(wanted)}${keepaliveAdvice(idleTimeoutKind, idleTimeout)}`
        : `Raise the idle timeout: no whole second below ${formatDuration(idleTimeout)} is left for ${key('maxLifetime')}`,
      ...(usableRecycle ? { fix: { maxLifetime: wanted } } : {}),
    });
  },
  texts: () => ({
    why: 'The application uses a connection that is gone: "server closed the connection unexpectedly", or a request that hangs.',
    sources: [
      'guide: DB_POOL_RECYCLE, "Set to less than your database\'s idle timeout"',
      'measured: a recycle time below the idle timeout is sufficient for errors at checkout',
    ],
  }),
});
