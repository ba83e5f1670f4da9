import { factInfo, formatOrigin } from '../model/fact-info.ts';
import { copyFact, type FactName, type FactSet, type LongSessions, noNames, type Subject } from '../model/facts.ts';
import { setFact } from '../model/lists/row.ts';
import { isOurs, type Live, liveOrigin, reservedFor } from '../model/live.ts';
import type { SessionGroup, Snapshot } from '../model/snapshot.ts';
import { liveFacts } from './live-facts.ts';

/** What the file, if there is one, asks of the live server, and what was stated about it. */
export interface ServerContext {
  readonly file: string;
  readonly demand: Subject | undefined;
  readonly pool: Subject | undefined;
  readonly behindPooler: boolean;
  readonly stated: FactSet;
}

/** The subject of the Live rules: one server, as one login saw it. */
export function serverSubject(live: Live, { file, demand, pool, behindPooler, stated }: ServerContext): Subject {
  const facts: FactSet = {};
  for (const name of [
    'demand',
    'poolSize',
    'maxOverflow',
    'instances',
    'workers',
    'engines',
    'otherConnections',
  ] as const) {
    copyFact(facts, demand?.facts ?? {}, name);
  }
  copyFact(facts, pool?.facts ?? {}, 'maxLifetime');
  setFact(facts, 'refusal', live.refusal, liveOrigin(live, 'login'));
  const pooled = behindPooler || live.snapshot?.pooler != null;
  if (live.snapshot) addSeen(facts, live, { snapshot: live.snapshot, applicationName: live.applicationName, pooled });
  addDeclared(facts, live, { stated, pooled });
  return {
    kind: 'server',
    id: live.target,
    file,
    facts,
    unreadable: new Set([...(demand?.unreadable ?? []), ...(pool?.unreadable ?? [])]),
    inapplicable: noNames,
    keyOf: (name) => demand?.keyOf(name) ?? nameOf(name, facts),
    editsFor: () => null,
    linesFor: () => [],
    anchor: null,
  };
}

function nameOf(name: FactName, facts: FactSet): string {
  const origin = facts[name]?.origin;
  return origin?.kind === 'flag' ? formatOrigin(origin) : (factInfo[name].supply.split(' ')[0] ?? name);
}

interface SnapshotContext {
  readonly snapshot: Snapshot;
  readonly applicationName: string | null;
  /** The sessions on the server are the pooler's: what an application holds is not seen. */
  readonly pooled: boolean;
}

function addSeen(facts: FactSet, live: Live, { snapshot, applicationName, pooled }: SnapshotContext): void {
  const { sessions, limits, keepalives, login, server } = snapshot;
  if (limits?.restartPending) {
    setFact(facts, 'restartPending', limits.restartPending, liveOrigin(live, 'pg_settings.pending_restart'));
  }
  if (server.kind !== 'postgresql') return;
  addFreeSlots(facts, live, snapshot);
  const activity = liveOrigin(live, 'pg_stat_activity');
  const ours = isOurs(applicationName);
  if (sessions) setFact(facts, 'idleInTransaction', longest(sessions.groups, ours, leaked), activity);
  if (pooled) return;
  if (sessions) {
    const own = sessions.groups.filter(ours).reduce((sum, { total }) => sum + total, 0);
    setFact(facts, 'ownSessions', own, activity);
    setFact(facts, 'sessionAges', longest(sessions.groups, ours, aged), activity);
  }
  if (keepalives) setFact(facts, 'keepalives', keepalives, liveOrigin(live, 'SHOW tcp_keepalives_idle'));
  if (login && !login.superuser) {
    const origin = liveOrigin(live, 'pg_roles.rolconnlimit, pg_database.datconnlimit');
    setFact(facts, 'loginLimits', { role: login.roleLimit, database: login.databaseLimit }, origin);
  }
}

/** Superusers' sessions take ordinary slots too, so every session counts against M − R (measured on PostgreSQL 12–18). */
function addFreeSlots(facts: FactSet, live: Live, { sessions, limits }: Snapshot): void {
  if (!sessions || !limits) return;
  const budget = limits.maxConnections - reservedFor(limits);
  const free = Math.max(0, budget - sessions.total);
  const origin = liveOrigin(live, 'max_connections − reserved − sessions');
  setFact(facts, 'freeSlots', { free, budget, exact: sessions.exact }, origin);
}

/** Both limits where they are about the same thing: the server's, or the pooler's where one answers. */
function addDeclared(
  facts: FactSet,
  live: Live,
  { stated, pooled }: Pick<ServerContext, 'stated'> & { pooled: boolean },
): void {
  const declared = stated.maxConnections;
  const actual = liveFacts(live, pooled).facts.maxConnections;
  if (actual) setFact(facts, 'liveLimit', actual.value, actual.origin);
  if (declared && declared.origin.kind !== 'live') setFact(facts, 'declaredLimit', declared.value, declared.origin);
}

type Measure = (group: SessionGroup) => { readonly count: number; readonly seconds: number | null };

const leaked: Measure = ({ idleInTransaction, longestIdleInTransactionSeconds }) => ({
  count: idleInTransaction,
  seconds: longestIdleInTransactionSeconds,
});

const aged: Measure = ({ total, oldestSeconds }) => ({ count: total, seconds: oldestSeconds });

/** By application, the longest first; ours and others' of one name apart. What is hidden is left out. */
function longest(
  groups: readonly SessionGroup[],
  ours: (group: SessionGroup) => boolean,
  measure: Measure,
): LongSessions[] {
  const found = new Map<string, LongSessions>();
  for (const group of groups) {
    const { count, seconds } = measure(group);
    if (count === 0 || seconds === null) continue;
    const { application } = group;
    const mine = ours(group);
    const known = found.get(`${mine} ${application}`);
    found.set(`${mine} ${application}`, {
      application,
      ours: mine,
      count: count + (known?.count ?? 0),
      seconds: Math.max(seconds, known?.seconds ?? 0),
    });
  }
  return [...found.values()].sort((a, b) => b.seconds - a.seconds);
}
