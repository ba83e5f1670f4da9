import type { Rule } from '../src/core/rule.ts';
import acquireTimeoutOverRequestTimeout from './acquire-timeout-over-request-timeout.ts';
import acquireTimeoutZero from './acquire-timeout-zero.ts';
import adminHeadroomMissing from './admin-headroom-missing.ts';
import booleanReadsAsFalse from './boolean-reads-as-false.ts';
import connectionsOverLimit from './connections-over-limit.ts';
import connectionsOverLimitInDeploy from './connections-over-limit-in-deploy.ts';
import duplicateSetting from './duplicate-setting.ts';
import durationLooksLikeMilliseconds from './duration-looks-like-milliseconds.ts';
import misspelledSetting from './misspelled-setting.ts';
import notPostgresql from './not-postgresql.ts';
import outOfRange from './out-of-range.ts';
import overflowOverRatio from './overflow-over-ratio.ts';
import poolBehindTransactionPooler from './pool-behind-transaction-pooler.ts';
import poolNotCounted from './pool-not-counted.ts';
import poolOverConcurrency from './pool-over-concurrency.ts';
import poolUnbounded from './pool-unbounded.ts';
import poolUnderConcurrency from './pool-under-concurrency.ts';
import prePingDisabled from './pre-ping-disabled.ts';
import preparedStatementsBehindTransactionPooler from './prepared-statements-behind-transaction-pooler.ts';
import readerDependentValue from './reader-dependent-value.ts';
import recycleDisabled from './recycle-disabled.ts';
import recycleEveryCheckout from './recycle-every-checkout.ts';
import recycleOverIdleTimeout from './recycle-over-idle-timeout.ts';
import unreadableSetting from './unreadable-setting.ts';
import urlParameterRejected from './url-parameter-rejected.ts';
import urlSchemeRejected from './url-scheme-rejected.ts';
import urlUnreadable from './url-unreadable.ts';

/** The rules on settings, URLs, pools and demands, which every file is judged by: sorted by id, but each after those that it yields to. */
export const fileRules: readonly Rule[] = [
  durationLooksLikeMilliseconds,
  acquireTimeoutOverRequestTimeout,
  acquireTimeoutZero,
  connectionsOverLimit,
  adminHeadroomMissing,
  booleanReadsAsFalse,
  connectionsOverLimitInDeploy,
  duplicateSetting,
  misspelledSetting,
  notPostgresql,
  outOfRange,
  poolUnbounded,
  overflowOverRatio,
  poolBehindTransactionPooler,
  poolNotCounted,
  poolOverConcurrency,
  poolUnderConcurrency,
  prePingDisabled,
  preparedStatementsBehindTransactionPooler,
  readerDependentValue,
  recycleDisabled,
  recycleEveryCheckout,
  recycleOverIdleTimeout,
  unreadableSetting,
  urlSchemeRejected,
  urlParameterRejected,
  urlUnreadable,
];
