import { defineRule, fail, pass } from '../src/engine/rule.ts';
import { formatDuration } from '../src/model/units.ts';

export default defineRule({
  id: 'acquire-timeout-over-request-timeout',
  title: 'A request waits for a connection longer than its worker lives',
  category: 'time',
  severity: 'info',
  on: 'pool',
  needs: ['acquireTimeout', 'requestTimeout'],
  yieldsTo: ['duration-looks-like-milliseconds'],
  check({ acquireTimeout, requestTimeout }, key) {
    if (acquireTimeout < requestTimeout) return pass;
    return fail({
      at: 'acquireTimeout',
      message: `${key('acquireTimeout')} is ${formatDuration(acquireTimeout)}, not below gunicorn's timeout of ${formatDuration(requestTimeout)}: a sync worker is killed before the pool gives up`,
      help: `Set ${key('acquireTimeout')} below ${formatDuration(requestTimeout)}, so that the request fails with a clear error`,
    });
  },
  texts: () => ({
    why: 'The worker dies with "WORKER TIMEOUT" and takes its connections with it; the log does not name the pool.',
    sources: [
      'https://docs.gunicorn.org/en/stable/settings.html#timeout',
      'https://docs.sqlalchemy.org/en/20/core/pooling.html',
    ],
  }),
});
