import type { Rule } from '../src/engine/rule.ts';
import acquireTimeoutOverRequestTimeout from './acquire-timeout-over-request-timeout.ts';
import acquireTimeoutZero from './acquire-timeout-zero.ts';
import adminHeadroomMissing from './admin-headroom-missing.ts';
import booleanReadsAsFalse from './boolean-reads-as-false.ts';
import connectionsOverLimit from './connections-over-limit.ts';
import connectionsOverLimitInDeploy from './connections-over-limit-in-deploy.ts';
import deadClientsHoldSlots from './dead-clients-hold-slots.ts';
import declaredLimitDiffers from './declared-limit-differs.ts';
import duplicateSetting from './duplicate-setting.ts';
import durationLooksLikeMilliseconds from './duration-looks-like-milliseconds.ts';
import misspelledSetting from './misspelled-setting.ts';
import notPostgresql from './not-postgresql.ts';
import outOfRange from './out-of-range.ts';
import overflowInUse from './overflow-in-use.ts';
import overflowOverRatio from './overflow-over-ratio.ts';
import poolBehindTransactionPooler from './pool-behind-transaction-pooler.ts';
import poolNotCounted from './pool-not-counted.ts';
import poolOverConcurrency from './pool-over-concurrency.ts';
import poolUnbounded from './pool-unbounded.ts';
import poolUnderConcurrency from './pool-under-concurrency.ts';
import poolerFull from './pooler-full.ts';
import prePingDisabled from './pre-ping-disabled.ts';
import preparedStatementsBehindTransactionPooler from './prepared-statements-behind-transaction-pooler.ts';
import readerDependentValue from './reader-dependent-value.ts';
import recycleDisabled from './recycle-disabled.ts';
import recycleEveryCheckout from './recycle-every-checkout.ts';
import recycleOverIdleTimeout from './recycle-over-idle-timeout.ts';
import restartPending from './restart-pending.ts';
import roleLimitUnderDemand from './role-limit-under-demand.ts';
import serverFull from './server-full.ts';
import servicesOverLimit from './services-over-limit.ts';
import sessionIdleInTransaction from './session-idle-in-transaction.ts';
import sessionOverAge from './session-over-age.ts';
import sessionsNearLimit from './sessions-near-limit.ts';
import suppressionUnknown from './suppression-unknown.ts';
import suppressionUnused from './suppression-unused.ts';
import suppressionWithoutReason from './suppression-without-reason.ts';
import unreadableSetting from './unreadable-setting.ts';
import urlParameterRejected from './url-parameter-rejected.ts';
import urlSchemeRejected from './url-scheme-rejected.ts';
import urlUnreadable from './url-unreadable.ts';

/** Every rule, sorted by id: the registry. */
export const rules: readonly Rule[] = [
  acquireTimeoutOverRequestTimeout,
  acquireTimeoutZero,
  adminHeadroomMissing,
  booleanReadsAsFalse,
  connectionsOverLimit,
  connectionsOverLimitInDeploy,
  deadClientsHoldSlots,
  declaredLimitDiffers,
  duplicateSetting,
  durationLooksLikeMilliseconds,
  misspelledSetting,
  notPostgresql,
  outOfRange,
  overflowInUse,
  overflowOverRatio,
  poolBehindTransactionPooler,
  poolNotCounted,
  poolOverConcurrency,
  poolUnbounded,
  poolUnderConcurrency,
  poolerFull,
  prePingDisabled,
  preparedStatementsBehindTransactionPooler,
  readerDependentValue,
  recycleDisabled,
  recycleEveryCheckout,
  recycleOverIdleTimeout,
  restartPending,
  roleLimitUnderDemand,
  serverFull,
  servicesOverLimit,
  sessionIdleInTransaction,
  sessionOverAge,
  sessionsNearLimit,
  suppressionUnknown,
  suppressionUnused,
  suppressionWithoutReason,
  unreadableSetting,
  urlParameterRejected,
  urlSchemeRejected,
  urlUnreadable,
];
