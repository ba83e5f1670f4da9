import type {
  Capacity,
  Keepalives,
  Limits,
  Login,
  Pooler,
  Sessions,
  Snapshot,
  Term,
  Timeouts,
  Unseen,
} from '../model/snapshot.ts';
import type { Asked } from './ask.ts';
import { capacityOf, type SlotUse } from './capacity.ts';
import type { Connection } from './connection.ts';
import { type Outcome, success } from './fault.ts';
import { providerOf } from './provider-marks.ts';
import type { Answers, PartName } from './queries.ts';
import { serverOf } from './server-kind.ts';

/** Reads everything poolfit wants to know in one READ ONLY transaction, on PostgreSQL 12 and newer. */
export async function readSnapshot(connection: Connection): Promise<Outcome<Snapshot>> {
  const asked = await connection.ask();
  return asked.ok ? success(snapshotOf(asked.value, connection)) : asked;
}

function snapshotOf({ answers, refused }: Asked, connection: Connection): Snapshot {
  const server = serverOf(answers.server, answers.recovery);
  const limits = limitsOf(answers);
  const login = loginOf(answers.role, answers.databaseLimit);
  const sessions = sessionsOf(answers.sessions);
  const use = slotUse(answers, server.major);
  const pooler = poolerOf(connection.announcedPid, answers.server?.pid);
  const ofServer = server.kind === 'cockroachdb' ? null : capacityFor({ answers, refused }, { limits, login, use });
  return {
    schemaVersion: 1,
    at: answers.server?.at ?? new Date().toISOString(),
    target: connection.target.label,
    server,
    pooler,
    provider: answers.marks ? providerOf(answers.marks) : null,
    transport: connection.transport,
    encrypted: connection.encrypted,
    limits,
    timeouts: timeoutsOf(answers.settings),
    keepalives: connection.transport === 'tcp' ? keepalivesOf(answers.settings) : null,
    login,
    // Behind a pooler it is the server's: what the pooler hands out of it cannot be seen from here.
    capacity: ofServer && pooler ? { ...ofServer, exact: false } : ofServer,
    sessions,
    unseen: unseenOf(refused, sessions),
  };
}

interface CapacityInput {
  readonly limits: Limits | null;
  readonly login: Login | null;
  readonly use: SlotUse | null;
}

function capacityFor({ answers, refused }: Asked, { limits, login, use }: CapacityInput): Capacity | null {
  if (!limits || !use) return null;
  return capacityOf({
    maxConnections: limits.maxConnections,
    reserves: reservesFor(limits, answers.role),
    superuser: login?.superuser ?? false,
    roleLimit: login?.roleLimit ?? null,
    databaseLimit: login?.databaseLimit ?? null,
    use,
    limitsKnown: login !== null && refused.databaseLimit === undefined,
  });
}

type Settings = Answers['settings'] | null | undefined;

function numberOf(settings: Settings, name: string): number | null {
  const text = settings?.[name]?.value;
  return text === undefined ? null : Number(text);
}

function limitsOf({ limits, settings, role }: Asked['answers']): Limits | null {
  if (!limits) return null;
  const { maxConnections, superuserReserved, reserved, rdsReserved } = limits;
  // Anybody may SET it elsewhere; the role is there on RDS alone.
  const isSet = rdsReserved !== null && role?.usesRdsReserved !== null;
  return {
    maxConnections,
    superuserReservedConnections: superuserReserved,
    reservedConnections: reserved,
    providerReserved: isSet ? [{ name: 'rds.rds_superuser_reserved_connections', value: rdsReserved }] : [],
    restartPending: settings
      ? Object.entries(settings).flatMap(([name, setting]) => (setting?.pending ? [name] : []))
      : null,
  };
}

function timeoutsOf(settings: Settings): Timeouts | null {
  if (!settings) return null;
  return {
    idleSessionMs: numberOf(settings, 'idle_session_timeout'),
    idleInTransactionSessionMs: numberOf(settings, 'idle_in_transaction_session_timeout'),
    transactionMs: numberOf(settings, 'transaction_timeout'),
    statementMs: numberOf(settings, 'statement_timeout'),
  };
}

function keepalivesOf(settings: Settings): Keepalives | null {
  const idleSeconds = numberOf(settings, 'tcp_keepalives_idle');
  const intervalSeconds = numberOf(settings, 'tcp_keepalives_interval');
  const count = numberOf(settings, 'tcp_keepalives_count');
  if (idleSeconds === null || intervalSeconds === null || count === null) return null;
  return { idleSeconds, intervalSeconds, count, userTimeoutMs: numberOf(settings, 'tcp_user_timeout') ?? 0 };
}

/** PostgreSQL writes "no limit" as -1. */
function loginOf(role: Answers['role'] | null | undefined, databaseLimit: number | null | undefined): Login | null {
  if (!role) return null;
  const limited = (value: number | null | undefined) =>
    value === null || value === undefined || value < 0 ? null : value;
  return {
    superuser: role.superuser,
    roleLimit: limited(role.limit),
    databaseLimit: limited(databaseLimit),
    usesReservedConnections: role.usesReserved ?? false,
  };
}

function reservesFor(limits: Limits, role: Answers['role'] | null | undefined): Term[] {
  if (role?.superuser) return [];
  const { superuserReservedConnections, reservedConnections, providerReserved } = limits;
  return [
    { name: 'superuser_reserved_connections', value: superuserReservedConnections },
    ...(reservedConnections === null || role?.usesReserved
      ? []
      : [{ name: 'reserved_connections', value: reservedConnections }]),
    ...(role?.usesRdsReserved ? [] : providerReserved),
  ];
}

function sessionsOf(answer: Answers['sessions'] | null | undefined): Sessions | null {
  if (!answer) return null;
  const hidden = answer.groups.reduce((sum, group) => sum + group.hidden, 0);
  const total = answer.groups.reduce((sum, group) => sum + group.total, 0);
  return { total, exact: hidden === 0, hidden, own: answer.own, groups: answer.groups };
}

/** In 12 walsenders and autovacuum workers count against the CONNECTION LIMITs too; from 13 on they do not (measured). */
function slotUse({ sessions, backends }: Asked['answers'], major: number | null): SlotUse | null {
  if (sessions) {
    const { own, ownHere, othersHere, groups } = sessions;
    const hidden = groups.reduce((sum, group) => sum + group.hidden, 0);
    const only12 = (count: number) => (major === 12 ? count : 0);
    return {
      others: groups.reduce((sum, group) => sum + group.total, 0) - own,
      own,
      ownInDatabase: ownHere,
      othersInDatabase: othersHere,
      alsoOnRole: only12(sessions.walsendersOwn),
      alsoOnDatabase: only12(sessions.nonClientsHere),
      uncertain: { others: hidden, inDatabase: sessions.hiddenHere + only12(sessions.hiddenNonClientsHere), onRole: 0 },
    };
  }
  if (!backends) return null;
  // Whose they are is unknown: taken as others', and as this role's where its own limit is judged.
  const { all, here } = backends;
  return {
    others: all,
    own: 0,
    ownInDatabase: 0,
    othersInDatabase: here,
    alsoOnRole: all,
    alsoOnDatabase: 0,
    uncertain: { others: all, inDatabase: here, onRole: all },
  };
}

/** A server announces the process id of the session; what answers in its place announces one of its own. */
function poolerOf(announced: number | undefined, actual: number | undefined): Pooler | null {
  if (announced === undefined || actual === undefined || announced === actual) return null;
  return {
    name: 'a pooler or proxy (such as PgBouncer)',
    evidence: 'the process id announced at login is not that of the session',
    admin: null,
  };
}

const partTitles: Record<PartName, string> = {
  server: 'the version',
  recovery: 'whether it is a standby',
  limits: 'max_connections and the reserved slots',
  settings: 'timeouts, keepalives and changes that wait for a restart',
  role: 'the role’s CONNECTION LIMIT and its right to reserved slots',
  databaseLimit: 'the database’s CONNECTION LIMIT',
  sessions: 'the sessions by application',
  backends: 'the number of sessions',
  marks: 'which managed service it is',
};

function unseenOf(refused: Asked['refused'], sessions: Sessions | null): Unseen[] {
  const parts = Object.entries(partTitles).flatMap(([name, what]) => {
    const reason = Object.entries(refused).find(([part]) => part === name)?.[1];
    if (reason === undefined) return [];
    const denied = reason.kind === 'permission-denied';
    const why = denied ? 'permission denied' : `the server does not answer this (${reason.sqlState ?? reason.kind})`;
    return [{ what, why, remedy: denied ? 'GRANT pg_monitor' : null }];
  });
  if (sessions === null || sessions.exact) return parts;
  const what = `kind, state and age of ${sessions.hidden} sessions of other roles: the count is an upper bound`;
  return [...parts, { what, why: 'PostgreSQL hides them from this login', remedy: 'GRANT pg_monitor makes it exact' }];
}
