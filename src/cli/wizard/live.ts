import { homedir, userInfo } from 'node:os';
import type { FactSet, Origin } from '../../core/facts.ts';
import type { Given } from '../../core/plan.ts';
import type { Snapshot } from '../../core/snapshot.ts';
import { millis } from '../../core/units.ts';
import { connect } from '../../db/connect.ts';
import { readSnapshot } from '../../db/read-snapshot.ts';
import { type Target, targetFromUrl } from '../../db/target.ts';
import { findProvider } from '../../providers/index.ts';

/** What a database said, or why it did not, in one line. */
export type Asked =
  | { readonly ok: true; readonly given: Given; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** The target of a URL, for naming it in a question; null where it cannot be connected to. */
export function liveTarget(url: string): Target | null {
  const target = targetFromUrl(url, { env: process.env, home: homedir(), osUser: userName() });
  return target.ok ? target.value : null;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name; then the URL has to give one.
    return '';
  }
}

const timeoutMs = 10_000;

/** One connection, one READ ONLY transaction: the limits of the server, as far as this login may see them. */
export async function askDatabase(target: Target): Promise<Asked> {
  const connection = await connect(target, { timeoutMs });
  if (!connection.ok) return { ok: false, problem: connection.fault.message };
  try {
    const snapshot = await readSnapshot(connection.value);
    return snapshot.ok ? { ok: true, ...givenBy(snapshot.value) } : { ok: false, problem: snapshot.fault.message };
  } finally {
    await connection.value.close();
  }
}

/** Limits as facts. Behind a pooler the server's own limit is not the one that clients meet. */
function givenBy(snapshot: Snapshot): { given: Given; notes: string[] } {
  const { limits, timeouts, pooler, target: at } = snapshot;
  const origin = (query: string): Origin => ({ kind: 'live', query, at });
  const facts: FactSet = {};
  const notes: string[] = [];
  if (pooler) notes.push(`${pooler.name} answers at ${at}: its own limit on clients counts, and it tells none.`);
  if (limits && !pooler) {
    const reserved = [limits.superuserReservedConnections, limits.reservedConnections ?? 0].concat(
      limits.providerReserved.map(({ value }) => value),
    );
    facts.maxConnections = { value: limits.maxConnections, origin: origin('SHOW max_connections') };
    facts.reservedConnections = {
      value: reserved.reduce((sum, value) => sum + value, 0),
      origin: origin('reserved connections'),
    };
  }
  const idleMs = timeouts?.idleSessionMs ?? 0;
  const provider = snapshot.provider ? findProvider(snapshot.provider.id) : undefined;
  return {
    given: {
      facts,
      idleLimits:
        idleMs > 0 ? [{ value: millis(idleMs), kind: 'closes', origin: origin('SHOW idle_session_timeout') }] : [],
      ...(provider && { provider }),
    },
    notes,
  };
}

/** Flags win over what the server says. */
export const withLive = (flags: Given, live: Given | undefined): Given =>
  live === undefined
    ? flags
    : {
        ...live,
        ...flags,
        facts: { ...live.facts, ...flags.facts },
        idleLimits: [...live.idleLimits, ...flags.idleLimits],
      };
