import type { Rule } from '../src/core/rule.ts';
import acquireTimeoutOverRequestTimeout from './acquire-timeout-over-request-timeout.ts';
import acquireTimeoutZero from './acquire-timeout-zero.ts';
import adminHeadroomMissing from './admin-headroom-missing.ts';
import connectionsOverLimit from './connections-over-limit.ts';
import connectionsOverLimitInDeploy from './connections-over-limit-in-deploy.ts';
import durationLooksLikeMilliseconds from './duration-looks-like-milliseconds.ts';
import overflowOverRatio from './overflow-over-ratio.ts';
import poolOverConcurrency from './pool-over-concurrency.ts';
import poolUnbounded from './pool-unbounded.ts';
import poolUnderConcurrency from './pool-under-concurrency.ts';
import prePingDisabled from './pre-ping-disabled.ts';
import recycleDisabled from './recycle-disabled.ts';
import recycleEveryCheckout from './recycle-every-checkout.ts';
import recycleOverIdleTimeout from './recycle-over-idle-timeout.ts';

/** Every rule, sorted by id: the only registry. */
export const rules: readonly Rule[] = [
  acquireTimeoutOverRequestTimeout,
  acquireTimeoutZero,
  adminHeadroomMissing,
  connectionsOverLimit,
  connectionsOverLimitInDeploy,
  durationLooksLikeMilliseconds,
  overflowOverRatio,
  poolOverConcurrency,
  poolUnbounded,
  poolUnderConcurrency,
  prePingDisabled,
  recycleDisabled,
  recycleEveryCheckout,
  recycleOverIdleTimeout,
];
