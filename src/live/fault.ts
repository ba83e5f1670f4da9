import type { FullCause } from '../model/refusal.ts';

/** What stands between poolfit and an answer. `server-full` and `pooler-full` are answers themselves. */
export type FaultKind =
  | 'usage'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'not-postgresql'
  | 'refused-login'
  | 'wrong-database'
  | 'starting-up'
  | 'shutting-down'
  | 'server-full'
  | 'pooler-full'
  | 'killed'
  | 'statement-timeout'
  | 'permission-denied'
  | 'query-failed';

/** A failure as a user is told it: never with a password, a user name or the server's own text. */
export interface Fault {
  readonly kind: FaultKind;
  /** One sentence with the next step. */
  readonly message: string;
  /** 1: full, which is a finding. 2: usage. 3: the database could not be reached or did not answer. */
  readonly exitCode: 1 | 2 | 3;
  readonly sqlState?: string;
  /** Only with `server-full`. */
  readonly cause?: FullCause;
}

/** A value or the fault that kept it away. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

const exitCodes: Partial<Record<FaultKind, 1 | 2>> = { usage: 2, 'server-full': 1, 'pooler-full': 1 };

/** A fault with the exit code of its kind. */
export function fault(kind: FaultKind, message: string, more: Pick<Fault, 'sqlState' | 'cause'> = {}): Fault {
  return { kind, message, exitCode: exitCodes[kind] ?? 3, ...more };
}

export function failure(reason: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: reason };
}
