import { type Connection, openConnection, timeoutFault } from './connection.ts';
import { type Fault, failure, type Outcome, success } from './fault.ts';
import { logIn, type Session } from './login.ts';
import { type Encryption, isUnixSocket, openStream, type Progress, type StreamRequest } from './stream.ts';
import type { Target } from './target.ts';

type Attempt = Omit<StreamRequest, 'encryption'>;

/** libpq's order of attempts: `allow` begins without TLS, `prefer` falls back to none. */
const attempts: Record<Target['tls']['mode'], readonly Encryption[]> = {
  disable: ['none'],
  allow: ['none', 'required'],
  prefer: ['if-offered', 'none'],
  require: ['required'],
  'verify-ca': ['required'],
  'verify-full': ['required'],
};

/** A wrong password is not tried twice: the other encryption would not make it right, and accounts get locked. */
function worthAnotherAttempt({ kind, sqlState }: Fault): boolean {
  return kind === 'tls' || sqlState === '28000';
}

type Encrypted = Session & { readonly encrypted: boolean };

async function tryOnce(attempt: Attempt, encryption: Encryption): Promise<Outcome<Encrypted>> {
  const stream = await openStream({ ...attempt, encryption });
  if (!stream.ok) return stream;
  attempt.progress.phase = 'login';
  const { socket, encrypted } = stream.value;
  const session = await logIn(attempt.target, socket);
  return session.ok ? success({ ...session.value, encrypted }) : session;
}

async function tryInTurn(attempt: Attempt): Promise<Outcome<Encrypted>> {
  const { target, progress } = attempt;
  const [first = 'none', second] = isUnixSocket(target) ? [] : attempts[target.tls.mode];
  const outcome = await tryOnce(attempt, first);
  if (outcome.ok || second === undefined || progress.isOver || !worthAnotherAttempt(outcome.fault)) return outcome;
  const again = await tryOnce(attempt, second);
  // The first refusal says more than the fallback's, unless that one got in.
  return again.ok ? again : outcome;
}

/**
 * Opens one connection as libpq would, within `timeoutMs` whatever the other side does; no socket stays open where
 * the outcome is a fault.
 */
export async function connect(
  target: Target,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<Outcome<Connection>> {
  const progress: Progress = { phase: 'tcp', socket: undefined, isOver: false };
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<Outcome<never>>((resolve) => {
    timer = setTimeout(() => {
      resolve(failure(timeoutFault(target.label, progress.phase, timeoutMs)));
      progress.isOver = true;
      progress.socket?.destroy();
    }, timeoutMs);
  });
  try {
    const outcome = await Promise.race([tryInTurn({ target, timeoutMs, progress }), expiry]);
    return outcome.ok ? success(openConnection(outcome.value, { target, timeoutMs })) : outcome;
  } finally {
    clearTimeout(timer);
  }
}
