import type { Socket } from 'node:net';
import Client from 'pg/lib/client.js';
import { type Fault, failure, fault, type Outcome, success } from './fault.ts';
import { firstReplyProblem } from './first-reply.ts';
import { serverError, serverFault } from './server-error.ts';
import { closedEarly, errorCode, socketFault } from './socket-fault.ts';
import type { Target } from './target.ts';

/** A session: the driver's client and the socket under it. */
export interface Session {
  readonly client: Client;
  readonly socket: Socket;
}

/** The driver wants to open the socket itself; ours is open already, with TLS as libpq would have it. */
function asUnconnected(socket: Socket): Socket {
  return Object.assign(socket, {
    connect() {
      queueMicrotask(() => socket.emit('connect'));
      return socket;
    },
  });
}

/**
 * The driver reads these into the start-up packet, and an empty value in its settings does not keep it from doing so.
 * PgBouncer refuses every option there; PGREPLICATION, which libpq does not know, asks for a walsender.
 */
const unsaid = ['PGOPTIONS', 'PGREPLICATION'] as const;

function withoutVariables<T>(make: () => T): T {
  const kept = unsaid.map((name) => [name, process.env[name]] as const);
  for (const name of unsaid) delete process.env[name];
  try {
    return make();
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}

/** Every field the driver would otherwise take from the environment is given: it must not change a URL's meaning. */
function driverFor({ host, port, database, user, routing }: Target, socket: Socket, password: () => string): Client {
  const fields = { host, port, database, user, password, application_name: 'poolfit', client_encoding: 'utf8' };
  const options = routing === undefined ? {} : { options: routing };
  const stream = () => asUnconnected(socket);
  return withoutVariables(() => new Client({ ...fields, ...options, ssl: false, sslnegotiation: 'postgres', stream }));
}

function passwordMissing(label: string, problem: string | undefined): Fault {
  const aside = problem === undefined ? '' : ` (the password file is not used: ${problem})`;
  const next = 'it asks for a password and none was given: put it into the URL, PGPASSWORD or ~/.pgpass';
  return fault('refused-login', `${label} refused the login: ${next}${aside}`);
}

/** Logs in over an open socket. The socket is destroyed where that fails; an ended socket makes it fail. */
export async function logIn(target: Target, socket: Socket): Promise<Outcome<Session>> {
  let seen: Fault | undefined;
  const client = driverFor(target, socket, () => {
    const { password, problem } = target.password();
    if (password !== undefined) return password;
    seen = passwordMissing(target.label, problem);
    throw new Error('no password');
  });
  socket.prependOnceListener('data', (chunk: Buffer) => {
    seen = firstReplyProblem(target.label, chunk);
    if (seen === undefined) return;
    // The driver's parser gets the same bytes and may loop or throw on them: now they are the start of a long message.
    chunk.fill(0x7f);
    socket.destroy();
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return success({ client, socket });
  } catch (error) {
    socket.destroy();
    return failure(seen ?? loginFailure(target, error));
  }
}

function loginFailure(target: Target, error: unknown): Fault {
  const { label } = target;
  const answer = serverError(error);
  if (answer) return serverFault(target, answer, 'login');
  const code = errorCode(error);
  if (code !== undefined) return socketFault(label, code);
  if (error instanceof Error && error.message.startsWith('SASL')) {
    const next = 'check the password';
    return fault('refused-login', `${label} refused the login: the password exchange (SCRAM) failed: ${next}`);
  }
  return closedEarly(label);
}
