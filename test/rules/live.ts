import type { LintOptions } from '../../src/index.ts';
import type { Live } from '../../src/model/live.ts';
import type { Refusal } from '../../src/model/refusal.ts';
import type { SessionGroup, Snapshot } from '../../src/model/snapshot.ts';
import { type Stated, stated } from './stated.ts';

/** What a test says about a live server; the rest is a stock PostgreSQL 18 with nobody on it. */
export interface Seen {
  readonly target?: string;
  readonly maxConnections?: number;
  readonly groups?: readonly Partial<SessionGroup>[];
  readonly snapshot?: Partial<Snapshot>;
  readonly refusal?: Refusal;
  readonly applicationName?: string;
}

const nobody: SessionGroup = {
  application: 'web',
  user: null,
  database: 'shop',
  own: true,
  total: 1,
  active: 0,
  idle: 1,
  idleInTransaction: 0,
  hidden: 0,
  oldestSeconds: 5,
  longestIdleInTransactionSeconds: null,
};

export function snapshotWith({ maxConnections = 100, groups = [], snapshot, target }: Seen = {}): Snapshot {
  const full = groups.map((group) => ({ ...nobody, ...group }));
  const sum = (of: (group: SessionGroup) => number) => full.reduce((all, group) => all + of(group), 0);
  const hidden = sum((group) => group.hidden);
  return {
    schemaVersion: 1,
    at: '2026-01-01T00:00:00.000Z',
    target: target ?? 'db:5432/shop',
    server: { kind: 'postgresql', version: '18.4', major: 18, inRecovery: false, differences: [] },
    pooler: null,
    provider: null,
    transport: 'tcp',
    encrypted: true,
    limits: {
      maxConnections,
      superuserReservedConnections: 3,
      reservedConnections: 0,
      providerReserved: [],
      restartPending: [],
    },
    timeouts: { idleSessionMs: 0, idleInTransactionSessionMs: 0, transactionMs: 0, statementMs: 0 },
    keepalives: { idleSeconds: 60, intervalSeconds: 10, count: 6, userTimeoutMs: 0 },
    login: { superuser: false, roleLimit: null, databaseLimit: null, usesReservedConnections: false },
    capacity: null,
    sessions: {
      total: sum(({ total }) => total),
      exact: hidden === 0,
      hidden,
      own: sum(({ own, total }) => (own ? total : 0)),
      groups: full,
    },
    unseen: [],
    ...snapshot,
  };
}

export function liveWith(seen: Seen = {}): Live {
  return {
    target: seen.target ?? 'db:5432/shop',
    snapshot: seen.refusal ? null : snapshotWith(seen),
    refusal: seen.refusal ?? null,
    observation: null,
    applicationName: seen.applicationName ?? null,
  };
}

/** Options of `lint()` with a live server, and facts as flags would state them. */
export function live(seen: Seen = {}, facts: Stated = {}): LintOptions {
  const options = stated(facts);
  return { ...options, stated: { facts: {}, idleLimits: [], ...options.stated, live: liveWith(seen) } };
}

export const pgbouncer = { name: 'PgBouncer 1.18.0', evidence: 'its console answered', admin: null };
