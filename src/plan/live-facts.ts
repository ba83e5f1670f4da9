import type { FactName, FactSet, Pooler } from '../model/facts.ts';
import { type Live, liveOrigin, reservedFor } from '../model/live.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { IdleLimit } from '../model/stated.ts';
import { millis, never, seconds } from '../model/units.ts';

/** What a live server states about the pools that lead to it. */
export interface LiveFacts {
  readonly facts: Pick<FactSet, 'maxConnections' | 'reservedConnections' | 'otherConnections'>;
  readonly idleLimits: readonly IdleLimit[];
  readonly pooler: Pooler | null;
}

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
