import { byApplication, type Live, reservedFor } from '../model/live.ts';
import type { Observation } from '../model/observation.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** `live` of the JSON report: cli.md, "Output". Role names are left out; what was not seen is null and named in `unseen`. */
export function liveJson(live: Live) {
  const { target, snapshot, refusal, observation, overflow } = live;
  return {
    target,
    refusal: refusal && {
      kind: refusal.kind,
      cause: refusal.kind === 'server-full' ? refusal.cause : null,
    },
    ...(snapshot ? seen(live, snapshot) : nothingSeen),
    observation: observation && watched(observation, overflow),
  };
}

const nothingSeen = {
  at: null,
  serverVersion: null,
  serverKind: null,
  inRecovery: null,
  differences: [],
  pooler: null,
  provider: null,
  maxConnections: null,
  reservedConnections: null,
  sessions: null,
  limits: null,
  capacity: null,
  unseen: [],
};

function seen(live: Live, snapshot: Snapshot) {
  const { server, limits, capacity, provider, at } = snapshot;
  return {
    at,
    serverVersion: server.version,
    serverKind: server.kind,
    inRecovery: server.inRecovery,
    differences: [...server.differences],
    pooler: poolerJson(snapshot),
    provider: provider && { id: provider.id, evidence: provider.evidence },
    maxConnections: limits?.maxConnections ?? null,
    reservedConnections: limits && reservedFor(limits),
    sessions: sessionsJson(live, snapshot),
    limits: limitsJson(snapshot),
    capacity: capacity && {
      limit: capacity.limit,
      available: capacity.available,
      exact: capacity.exact,
      terms: capacity.terms.map(({ name, value }) => ({ name, value })),
    },
    unseen: snapshot.unseen.map(({ what, why, remedy }) => ({ what, why, remedy })),
  };
}

function sessionsJson(live: Live, { sessions }: Snapshot) {
  if (!sessions) return null;
  const rows = byApplication(live);
  return {
    total: sessions.total,
    exact: sessions.exact,
    ours: rows.reduce((sum, { ours }) => sum + ours, 0),
    byApplication: rows.map((row) => ({
      application: row.application,
      total: row.total,
      active: row.active,
      idle: row.idle,
      idleInTransaction: row.idleInTransaction,
      hidden: row.hidden,
      ours: row.ours,
      oldestSeconds: row.oldestSeconds,
      longestIdleInTransactionSeconds: row.longestIdleInTransactionSeconds,
    })),
  };
}

function limitsJson({ limits, login, timeouts, keepalives }: Snapshot) {
  return {
    superuserReservedConnections: limits?.superuserReservedConnections ?? null,
    reservedConnections: limits?.reservedConnections ?? null,
    providerReserved: limits?.providerReserved.map(({ name, value }) => ({ name, value })) ?? [],
    restartPending: limits?.restartPending ? [...limits.restartPending] : null,
    superuser: login?.superuser ?? null,
    roleLimit: login?.roleLimit ?? null,
    databaseLimit: login?.databaseLimit ?? null,
    idleSessionTimeoutMs: timeouts?.idleSessionMs ?? null,
    idleInTransactionSessionTimeoutMs: timeouts?.idleInTransactionSessionMs ?? null,
    transactionTimeoutMs: timeouts?.transactionMs ?? null,
    statementTimeoutMs: timeouts?.statementMs ?? null,
    tcpKeepalives: keepalives && {
      idleSeconds: keepalives.idleSeconds,
      intervalSeconds: keepalives.intervalSeconds,
      count: keepalives.count,
      userTimeoutMs: keepalives.userTimeoutMs,
    },
  };
}

function poolerJson({ pooler }: Snapshot) {
  if (!pooler) return null;
  const { name, evidence, admin } = pooler;
  return {
    name,
    evidence,
    mode: admin?.poolMode ?? null,
    maxClientConnections: admin?.maxClientConnections ?? null,
    defaultPoolSize: admin?.defaultPoolSize ?? null,
    queryWaitTimeoutSeconds: admin?.queryWaitTimeoutSeconds ?? null,
    clientIdleTimeoutSeconds: admin?.clientIdleTimeoutSeconds ?? null,
    serverIdleTimeoutSeconds: admin?.serverIdleTimeoutSeconds ?? null,
    serverLifetimeSeconds: admin?.serverLifetimeSeconds ?? null,
    pools: admin?.pools.map(({ user: _, ...pool }) => pool) ?? [],
  };
}

function watched({ samples, first, last, applications, total, own }: Observation, overflow: Live['overflow']) {
  return {
    samples,
    first,
    last,
    total: { peak: total.peak, p95: total.p95, mean: total.mean },
    ours: { peak: own.peak, p95: own.p95, mean: own.mean },
    byApplication: applications.map(({ application, peak, p95, mean }) => ({ application, peak, p95, mean })),
    overflow: overflow
      ? { processes: overflow.processes, kept: overflow.kept, share: overflow.share, poolSize: overflow.poolSize }
      : null,
  };
}
