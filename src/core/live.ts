import type { FactName, FactSet, Origin, Pooler } from './facts.ts';
import type { IdleLimit } from './given.ts';
import type { Observation } from './samples.ts';
import type { Limits, SessionGroup, Snapshot } from './snapshot.ts';
import { millis, never, seconds } from './units.ts';

/** Which of PostgreSQL's limits a refusal is about. */
export type FullCause = 'all-slots' | 'reserved-slots' | 'role-limit' | 'database-limit' | 'standby' | 'unknown';

/** A server or pooler that is full, which answers the question: a finding, not a failure. */
export type Refusal =
  | { readonly kind: 'server-full'; readonly cause: FullCause }
  /** `what` and `next`: sentences without user info. */
  | { readonly kind: 'pooler-full'; readonly what: string; readonly next: string };

/** What a database said: a snapshot, over which time it was watched, or that it is full. */
export interface Live {
  /** `host:port/database`. */
  readonly target: string;
  readonly snapshot: Snapshot | null;
  readonly refusal: Refusal | null;
  readonly observation: Observation | null;
  /** `application_name` of the URL: which of the login's sessions are the user's own. */
  readonly applicationName: string | null;
  /** Where it was watched. */
  readonly overflow?: OverflowUse;
}

/** What a live server states about the pools that lead to it. */
export interface LiveFacts {
  readonly facts: Pick<FactSet, 'maxConnections' | 'reservedConnections' | 'otherConnections'>;
  readonly idleLimits: readonly IdleLimit[];
  readonly pooler: Pooler | null;
}

/** Host and port of a live target. */
export function addressOf({ target }: Pick<Live, 'target'>): { host: string; port: number; text: string } {
  const [, host = '', port = ''] = /^(\[.*?\]|.*?):(\d+)(?:\/|$)/s.exec(target) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port), text: `${host}:${port}` };
}

/** `live: SHOW max_connections at host:port`. */
export const liveOrigin = (live: Live, query: string): Origin => ({
  kind: 'live',
  query,
  at: addressOf(live).text,
});

/** The sessions that are the user's own: the login's role and database, and the URL's application name where it has one. */
export const isOurs =
  (applicationName: string | null) =>
  ({ own, application }: SessionGroup): boolean =>
    own && (applicationName === null || application === applicationName);

/** Slots that ordinary roles cannot use: PostgreSQL's two reserves and the provider's own. */
export const reservedFor = ({ superuserReservedConnections, reservedConnections, providerReserved }: Limits): number =>
  superuserReservedConnections +
  (reservedConnections ?? 0) +
  providerReserved.reduce((sum, { value }) => sum + value, 0);

/**
 * The limits that clients meet. Behind a pooler they are the pooler's own, which only its console tells; CockroachDB has none of this
 * kind, and YugabyteDB's max_connections is net of its reserve.
 */
export function liveFacts(live: Live, behindPooler: boolean): LiveFacts {
  const { snapshot } = live;
  const pooler = snapshot?.pooler ? poolerOf(snapshot.pooler.name, snapshot.pooler.admin?.poolMode) : null;
  if (!snapshot || snapshot.server.kind === 'cockroachdb') return { facts: {}, idleLimits: [], pooler };
  if (pooler || behindPooler) return { ...poolerLimits(live, snapshot), pooler };
  const { limits, timeouts, server } = snapshot;
  // 0 is off, and versions before 14 have no such setting: the server itself closes nothing.
  const idleMs = timeouts?.idleSessionMs || never;
  const idle = {
    value: millis(idleMs),
    kind: 'closes',
    origin: liveOrigin(live, 'SHOW idle_session_timeout'),
  } as const;
  const idleLimits = timeouts ? [idle] : [];
  if (!limits) return { facts: {}, idleLimits, pooler };
  const reserved = server.kind === 'yugabytedb' ? 0 : reservedFor(limits);
  const facts = {
    maxConnections: { value: limits.maxConnections, origin: liveOrigin(live, 'SHOW max_connections') },
    reservedConnections: { value: reserved, origin: liveOrigin(live, 'SHOW superuser_reserved_connections …') },
  };
  return { facts, idleLimits, pooler };
}

function poolerLimits(live: Live, { pooler }: Snapshot): Omit<LiveFacts, 'pooler'> {
  const { maxClientConnections, clientIdleTimeoutSeconds } = pooler?.admin ?? {};
  const origin = liveOrigin(live, 'SHOW CONFIG');
  const idle = { value: seconds(clientIdleTimeoutSeconds ?? 0), kind: 'closes', origin } as const;
  return {
    facts: maxClientConnections ? { maxConnections: { value: maxClientConnections, origin } } : {},
    idleLimits: clientIdleTimeoutSeconds ? [idle] : [],
  };
}

function poolerOf(name: string, mode: string | null | undefined): Pooler {
  const known = mode === 'session' || mode === 'transaction' ? mode : 'unknown';
  // Whether it keeps prepared statements is not seen: nothing is claimed about it.
  return { name, mode: known, preparedStatements: true };
}

/** Flags win over what the server says, that wins over everything else that is stated. */
export function overrule<K extends FactName>(
  stated: Pick<FactSet, K>,
  live: Partial<Pick<FactSet, K>>,
): Pick<FactSet, K> {
  const flagged = Object.fromEntries(
    Object.entries<FactSet[FactName]>({ ...stated }).filter(([, fact]) => fact?.origin.kind === 'flag'),
  );
  return { ...stated, ...live, ...flagged };
}

/** Client sessions of one application, in whatever roles and databases. */
export interface ApplicationRow {
  readonly application: string;
  readonly total: number;
  /** Of them the user's own. */
  readonly ours: number;
  readonly active: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  /** Sessions whose state this login may not see. */
  readonly hidden: number;
  readonly oldestSeconds: number | null;
  readonly longestIdleInTransactionSeconds: number | null;
}

const noSessions = { total: 0, ours: 0, active: 0, idle: 0, idleInTransaction: 0, hidden: 0 };
const noTimes = { oldestSeconds: null, longestIdleInTransactionSeconds: null };

const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** The guide's table: sessions by application, the most first. */
export function byApplication({ snapshot, applicationName }: Live): ApplicationRow[] {
  const rows = new Map<string, ApplicationRow>();
  const ours = isOurs(applicationName);
  for (const group of snapshot?.sessions?.groups ?? []) {
    const { application } = group;
    const row = rows.get(application) ?? { application, ...noSessions, ...noTimes };
    rows.set(application, {
      application,
      total: row.total + group.total,
      ours: row.ours + (ours(group) ? group.total : 0),
      active: row.active + group.active,
      idle: row.idle + group.idle,
      idleInTransaction: row.idleInTransaction + group.idleInTransaction,
      hidden: row.hidden + group.hidden,
      oldestSeconds: later(row.oldestSeconds, group.oldestSeconds),
      longestIdleInTransactionSeconds: later(
        row.longestIdleInTransactionSeconds,
        group.longestIdleInTransactionSeconds,
      ),
    });
  }
  return [...rows.values()].sort((a, b) => b.total - a.total || (a.application < b.application ? -1 : 1));
}

/** What watching showed of the overflow. */
export interface OverflowUse {
  /** instances × workers × engines. */
  readonly processes: number;
  /** processes × Σ pool_size, and the share of samples with more sessions of ours; null without pools in a file. */
  readonly kept: number | null;
  readonly share: number | null;
  /** The pool_size that would have covered 95 % of the samples. */
  readonly poolSize: number;
}

/** How often the observed sessions exceeded what the pools keep. `perProcess`: Σ pool_size of one process. */
export function overflowUse({ own, samples }: Observation, processes: number, perProcess: number | null): OverflowUse {
  const kept = perProcess === null || !Number.isFinite(perProcess) ? null : processes * perProcess;
  const above = kept === null ? 0 : own.seen.reduce((sum, [sessions, times]) => sum + (sessions > kept ? times : 0), 0);
  return {
    processes,
    kept,
    share: kept === null || samples === 0 ? null : above / samples,
    poolSize: Math.max(1, Math.ceil(own.p95 / processes)),
  };
}
