import type { Rule } from '../src/core/rule.ts';
import deadClientsHoldSlots from './dead-clients-hold-slots.ts';
import declaredLimitDiffers from './declared-limit-differs.ts';
import { fileRules } from './of-files.ts';
import overflowInUse from './overflow-in-use.ts';
import poolerFull from './pooler-full.ts';
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

const others: readonly Rule[] = [
  deadClientsHoldSlots,
  declaredLimitDiffers,
  overflowInUse,
  poolerFull,
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
];

/** Every rule, sorted by id: the registry. `others` judge live servers, services together and suppressions, which few runs have. */
export const rules: readonly Rule[] = [...fileRules, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
