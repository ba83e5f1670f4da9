import type { FullCause } from '../model/refusal.ts';
import { type Fault, fault } from './fault.ts';
import type { Target } from './target.ts';

/** The fields of a server's error that are safe to judge by; its text is never printed, it may name users. */
export interface ServerError {
  readonly sqlState: string;
  /** The C function that raised it: never translated, absent in poolers' own errors. */
  readonly routine: string | undefined;
  readonly text: string;
}

function textField(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** The server's error in what the driver threw; undefined for errors of the network or the driver itself. */
export function serverError(error: unknown): ServerError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const sqlState = textField(error, 'code');
  const severity = textField(error, 'severity');
  if (sqlState === undefined || severity === undefined || !/^[0-9A-Z]{5}$/.test(sqlState)) return undefined;
  return { sqlState, routine: textField(error, 'routine'), text: textField(error, 'message') ?? '' };
}

/** The routines of src/backend that raise 53300, the same from 12 to 18 (measured). */
const fullRoutines: Readonly<Record<string, FullCause>> = {
  InitProcess: 'all-slots',
  ProcessStartupPacket: 'all-slots',
  InitPostgres: 'reserved-slots',
  InitializeSessionUserId: 'role-limit',
  CheckMyDatabase: 'database-limit',
  InitWalSender: 'standby',
  InitWalSenderSlot: 'standby',
};

const fullTexts: readonly (readonly [RegExp, FullCause])[] = [
  [/for role/, 'role-limit'],
  [/for database/, 'database-limit'],
  [/standby|max_wal_senders/, 'standby'],
  [/reserved/, 'reserved-slots'],
  [/already/, 'all-slots'],
];

function fullCause({ routine, text }: ServerError): FullCause {
  const known = routine === undefined ? undefined : fullRoutines[routine];
  return known ?? fullTexts.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
}

const fullMessages: Record<FullCause, string> = {
  'all-slots': 'every connection slot is taken: close sessions, or shrink the pools',
  'reserved-slots': 'all slots are taken but those kept for administrators: close sessions, or shrink the pools',
  'role-limit': 'the role has as many connections as its CONNECTION LIMIT allows: shrink its pools, or raise the limit',
  'database-limit':
    'the database has as many connections as its CONNECTION LIMIT allows: shrink the pools, or raise the limit',
  standby: 'the replication slots of max_wal_senders are taken: use an ordinary connection',
  unknown: 'the server has no connection left for this login: close sessions, or shrink the pools',
};

/** PgBouncer answers 08P01 for its own limits, Supavisor an error that names EMAXCONN. */
function poolerFault(label: string, { sqlState, text, routine }: ServerError): Fault | undefined {
  if (/max_client_conn|EMAXCONN|max clients reached|MaxClientsInSessionMode/i.test(text)) {
    const next = 'close clients, or raise the pooler’s client limit (max_client_conn)';
    return fault('pooler-full', `the pooler at ${label} takes no more clients: ${next}`, { sqlState });
  }
  if (text.includes('query_wait_timeout')) {
    const next = 'its pool of server connections is busy: look for long transactions, or raise default_pool_size';
    return fault('pooler-full', `the pooler at ${label} had no server connection in time: ${next}`, { sqlState });
  }
  if (routine !== undefined || sqlState !== '08P01') return undefined;
  // PgBouncer also passes on what its server said, as text alone.
  if (/too many (?:clients|connections)|connection slots/.test(text)) {
    const cause = fullCause({ sqlState, text, routine });
    return fault('server-full', `the server behind the pooler at ${label} is full: ${fullMessages[cause]}`, {
      sqlState,
      cause,
    });
  }
  if (/no such database|database ".*" does not exist/.test(text)) return wrongDatabase(label, sqlState);
  if (/no such user|role ".*" does not exist|auth/.test(text))
    return refused(label, 'the pooler does not know this login', sqlState);
  if (/SSL required|TLS required/i.test(text)) return tlsRequired(label, sqlState);
  if (/login failed|cannot connect|login_retry|server/.test(text)) {
    const next = 'check the pooler’s log and the server behind it';
    return fault('unreachable', `the pooler at ${label} cannot reach its server: ${next}`, { sqlState });
  }
  return undefined;
}

function wrongDatabase(label: string, sqlState: string): Fault {
  return fault('wrong-database', `${label}: there is no such database: check the name at the end of the URL`, {
    sqlState,
  });
}

function refused(label: string, reason: string, sqlState: string): Fault {
  return fault('refused-login', `${label} refused the login: ${reason}`, { sqlState });
}

function tlsRequired(label: string, sqlState: string): Fault {
  return fault('tls', `${label} lets this login in only over TLS: use sslmode=require`, { sqlState });
}

/** 28000 has two causes that ask for different steps; the routine tells them apart, the text only whether TLS is missing. */
function unauthorized({ label, tls }: Target, { sqlState, routine, text }: ServerError): Fault {
  if (routine !== undefined && routine !== 'ClientAuthentication') {
    return refused(label, 'the role does not exist or may not log in: check the user name', sqlState);
  }
  if (tls.mode === 'disable' && /no encryption|SSL off/i.test(text)) return tlsRequired(label, sqlState);
  return refused(label, 'pg_hba.conf has no line that lets this role in from here: ask the administrator', sqlState);
}

function cannotConnectNow(label: string, { sqlState, text }: ServerError): Fault {
  if (/shutting down/.test(text)) {
    return fault('shutting-down', `${label} is shutting down: try again when it is back`, { sqlState });
  }
  const next = 'try again in a moment';
  return fault('starting-up', `${label} takes no connections yet (starting up or recovering): ${next}`, { sqlState });
}

const killed: Readonly<Record<string, string>> = {
  '57P01': 'an administrator ended it, or the server is shutting down: try again',
  '57P02': 'another server process crashed: look at the server’s log',
  '57P05': 'idle_session_timeout ended it: sample more often than that',
  '25P03': 'idle_in_transaction_session_timeout ended it',
  '25P04': 'transaction_timeout ended it: the server allows less time than poolfit needs',
};

/** What the server said, as a fault. `stage` tells a refused login from a session that was ended later. */
export function serverFault(target: Target, error: ServerError, stage: 'login' | 'query'): Fault {
  const { label } = target;
  const { sqlState } = error;
  const pooler = poolerFault(label, error);
  if (pooler) return pooler;
  if (sqlState === '53300') {
    const cause = fullCause(error);
    return fault('server-full', `${label} is full: ${fullMessages[cause]}`, { sqlState, cause });
  }
  if (sqlState === '57P03') return cannotConnectNow(label, error);
  if (sqlState === '57014') {
    const next = 'the server is busy: try again with a longer --timeout';
    return fault('statement-timeout', `a query on ${label} ran into the time limit: ${next}`, { sqlState });
  }
  if (sqlState === '57P01' && stage === 'login') {
    return fault('shutting-down', `${label} is shutting down: try again when it is back`, { sqlState });
  }
  const why = killed[sqlState];
  if (why !== undefined) return fault('killed', `the connection to ${label} was ended: ${why}`, { sqlState });
  return stage === 'login' ? loginFault(target, error) : queryFault(label, error);
}

function loginFault(target: Target, error: ServerError): Fault {
  const { label } = target;
  const { sqlState, text } = error;
  switch (sqlState) {
    case '28P01':
      return refused(label, 'wrong user name or password: check both in the URL, PGPASSWORD or ~/.pgpass', sqlState);
    case '28000':
      return unauthorized(target, error);
    case '3D000':
      return wrongDatabase(label, sqlState);
    case '55000':
      return fault('wrong-database', `${label}: this database accepts no connections: name another`, { sqlState });
    case '42501':
      return refused(label, 'the role lacks the CONNECT privilege on this database', sqlState);
  }
  if (/sslmode=require|insecure|SSL required/i.test(text)) return tlsRequired(label, sqlState);
  return refused(label, `error ${sqlState}: see the server’s log`, sqlState);
}

function queryFault(label: string, { sqlState }: ServerError): Fault {
  if (sqlState === '42501') {
    return fault('permission-denied', `${label}: this login may not read what poolfit asks for`, { sqlState });
  }
  return fault('query-failed', `a query on ${label} failed with ${sqlState}: see the server’s log`, { sqlState });
}
