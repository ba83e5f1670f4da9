import { createConnection, type Socket } from 'node:net';
import { failure, fault, type Outcome, success } from './fault.ts';
import { closedEarly, errorCode, notPostgresql, socketFault } from './socket-fault.ts';
import type { Target } from './target.ts';
import { startTls, tlsFault, tlsOptions } from './tls.ts';

/** Whether this attempt asks for TLS, and what it does when the server has none. */
export type Encryption = 'none' | 'if-offered' | 'required';

export interface OpenStream {
  readonly socket: Socket;
  readonly encrypted: boolean;
}

/** What is being waited for, so that one timeout can be told from another. */
export type Phase = 'tcp' | 'login' | 'query';

export interface StreamRequest {
  readonly target: Target;
  readonly encryption: Encryption;
  readonly timeoutMs: number;
  readonly progress: Progress;
}

/** How far the opening of a connection has come. */
export interface Progress {
  phase: Phase;
  /** What to destroy when the time is up: an AbortSignal would do as well, and costs a cold start 1 ms. */
  socket: Socket | undefined;
  /** The time is up: nothing more is tried. */
  isOver: boolean;
}

/** The request that precedes a TLS handshake: length 8, code 80877103. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

export function isUnixSocket(target: Target): boolean {
  return target.host.startsWith('/');
}

function openSocket({ target, timeoutMs, progress }: StreamRequest): Promise<Socket> {
  const unix = isUnixSocket(target);
  return new Promise((resolve, reject) => {
    const socket = createConnection(
      unix
        ? { path: `${target.host}/.s.PGSQL.${target.port}` }
        : {
            host: target.host,
            port: target.port,
            noDelay: true,
            // Node gives each of a name's addresses 250 ms, too little for a far one; half the time is left for the rest.
            autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(timeoutMs / 4)),
          },
      () => {
        socket.removeListener('error', reject);
        resolve(socket);
      },
    );
    progress.socket = socket;
    socket.once('error', reject);
    // Listeners come and go with each step; an error in between must not end the process.
    socket.on('error', () => {});
  });
}

/** The first bytes a server sends, or undefined when it closes instead. */
function firstBytes(socket: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (bytes: Buffer | undefined) => {
      socket.removeListener('error', reject);
      resolve(bytes);
    };
    socket.once('error', reject);
    socket.once('close', () => settle(undefined));
    socket.once('data', settle);
  });
}

async function encrypt(socket: Socket, request: StreamRequest): Promise<Outcome<OpenStream>> {
  const { target, encryption, progress } = request;
  const options = tlsOptions(target);
  if (!options.ok) return options;
  progress.phase = 'login';
  socket.write(sslRequest);
  const answer = await firstBytes(socket);
  if (answer === undefined) return failure(closedEarly(target.label));
  const code = answer.toString('latin1');
  if (code === 'N' && encryption === 'if-offered') return success({ socket, encrypted: false });
  if (code === 'N') {
    const next = 'turn TLS on in the server, or use sslmode=disable if the network may be trusted';
    return failure(fault('tls', `${target.label} offers no TLS and sslmode=${target.tls.mode} asks for it: ${next}`));
  }
  // More than the one byte would be plain text smuggled in before the handshake (CVE-2021-23222): refused as well.
  if (code !== 'S') return failure(notPostgresql(target.label, answer));
  try {
    return success({ socket: await startTls(socket, options.value), encrypted: true });
  } catch (error) {
    return failure(tlsFault(target.label, target.tls.mode, errorCode(error)));
  }
}

/** A connected socket with TLS as wished, ready for the start-up packet. It is destroyed where the outcome is a fault. */
export async function openStream(request: StreamRequest): Promise<Outcome<OpenStream>> {
  const { target, encryption, progress } = request;
  progress.phase = 'tcp';
  let socket: Socket | undefined;
  try {
    socket = await openSocket(request);
    if (encryption === 'none' || isUnixSocket(target)) return success({ socket, encrypted: false });
    const outcome = await encrypt(socket, request);
    if (!outcome.ok) socket.destroy();
    return outcome;
  } catch (error) {
    socket?.destroy();
    return failure(socketFault(target.label, errorCode(error)));
  }
}
