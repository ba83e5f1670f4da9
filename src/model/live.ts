import type { Origin } from './facts.ts';
import type { Observation } from './observation.ts';
import type { Refusal } from './refusal.ts';
import type { Limits, SessionGroup, Snapshot } from './snapshot.ts';

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

/** Client sessions of one application, in whatever roles and databases. */
export interface ApplicationRow extends Omit<SessionGroup, 'user' | 'database' | 'own'> {
  /** Of `total` the user's own. */
  readonly ours: number;
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
