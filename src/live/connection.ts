import type { Socket } from 'node:net';
import type pg from 'pg';
import { type Asked, askEverything, type Send } from './ask.ts';
import { type Fault, failure, fault, type Outcome, success } from './fault.ts';
import type { Session } from './login.ts';
import { serverError, serverFault } from './server-error.ts';
import { isUnixSocket, type Phase } from './stream.ts';
import type { Target } from './target.ts';

/** What PgBouncer's console is asked for. */
type ConsoleTable = 'VERSION' | 'CONFIG' | 'POOLS';

/** One open connection. Every call ends within the time limit; after a fault of the network nothing more works. */
export interface Connection {
  readonly target: Target;
  readonly timeoutMs: number;
  readonly encrypted: boolean;
  readonly transport: 'tcp' | 'unix';
  /** The process id that the server announced at login; a pooler announces one of its own. */
  readonly announcedPid: number | undefined;
  /** Asks a server everything, in a transaction of its own. No other statement can be sent to one. */
  ask(): Promise<Outcome<Asked>>;
  /** A command of PgBouncer's console, which has neither SQL nor transactions (measured on 1.18). */
  show<R extends object>(what: ConsoleTable): Promise<Outcome<readonly R[]>>;
  /** How many times the server was waited for. */
  roundTrips(): number;
  close(): Promise<void>;
}

/** What was waited for when the time was up. */
export function timeoutFault(label: string, phase: Phase, timeoutMs: number): Fault {
  const within = `within ${timeoutMs / 1000} s`;
  if (phase === 'tcp') {
    const next = 'a firewall may swallow the packets: check host, port and network';
    return fault('timeout', `${label} did not accept a connection ${within}: ${next}`);
  }
  if (phase === 'query') {
    const next = 'check the server, or give it a longer --timeout';
    return fault('timeout', `${label} did not answer a query ${within}: ${next}`);
  }
  const next = 'check that PostgreSQL is behind that port, or give it a longer --timeout';
  return fault('timeout', `${label} accepted the connection and did not answer ${within}: ${next}`);
}

type Result<R extends object> = pg.QueryResult<R>;

/** The driver's types know one result; a string of several statements gives several. */
async function query<R extends object>(client: pg.Client, sql: string): Promise<Result<R> | Result<R>[]> {
  return client.query<R>(sql);
}

/** Sends one query string by the simple protocol, several statements at once if it holds them: one round trip. */
async function sendWithin<R extends object>(
  { client, socket }: Session,
  sql: string,
  { target, timeoutMs }: Pick<Connection, 'target' | 'timeoutMs'>,
): Promise<Outcome<readonly R[]>> {
  const { label } = target;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    socket.destroy();
  }, timeoutMs);
  try {
    const result = await query<R>(client, sql);
    return success(Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows);
  } catch (error) {
    const answer = serverError(error);
    if (timedOut) return failure(timeoutFault(label, 'query', timeoutMs));
    if (answer) return failure(serverFault(target, answer, 'query'));
    return failure(fault('killed', `the connection to ${label} broke off: check the server and try again`));
  } finally {
    clearTimeout(timer);
  }
}

/** Says goodbye, but does not wait for a server that no longer listens. */
async function closeWithin(client: pg.Client, socket: Socket): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 500);
  });
  await Promise.race([client.end().catch(() => {}), patience]);
  clearTimeout(timer);
  socket.destroy();
}

/** Wraps a session, so that nothing outside deals with the driver. */
export function openConnection(
  session: Session & { readonly encrypted: boolean },
  { target, timeoutMs }: Pick<Connection, 'target' | 'timeoutMs'>,
): Connection {
  // Not in the driver's types, though its own cancel() relies on it.
  const pid: unknown = Reflect.get(session.client, 'processID');
  let trips = 0;
  const send: Send = (sql) => {
    trips += 1;
    return sendWithin(session, sql, { target, timeoutMs });
  };
  return {
    target,
    timeoutMs,
    encrypted: session.encrypted,
    transport: isUnixSocket(target) ? 'unix' : 'tcp',
    announcedPid: typeof pid === 'number' ? pid : undefined,
    ask: () => askEverything(send, timeoutMs),
    show: (what) => send(`SHOW ${what}`),
    roundTrips: () => trips,
    close: () => closeWithin(session.client, session.socket),
  };
}
