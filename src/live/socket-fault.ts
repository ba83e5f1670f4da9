import { type Fault, fault } from './fault.ts';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: start the database, or check host and port',
  ENOTFOUND: 'its host name is not known: check the spelling and the network',
  EAI_AGAIN: 'its host name could not be looked up: check the network and try again',
  EHOSTUNREACH: 'there is no route to it: check the network or the VPN',
  ENETUNREACH: 'there is no route to it (an IPv6-only host needs an IPv6 network): check the network or the VPN',
  ENOENT: 'there is no such Unix socket: start the database, or check the folder and the port',
  EACCES: 'this account may not open the Unix socket: check its permissions',
  ECONNRESET: 'it closed the connection: check that PostgreSQL is behind that port and lets this machine in',
  ETIMEDOUT: 'it did not answer: a firewall may swallow the packets',
};

/** Node's code of a failed call, such as ECONNREFUSED. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A fault of the network before any login. */
export function socketFault(label: string, code: string | undefined): Fault {
  const reason = (code && reasons[code]) || `the connection failed${code ? ` (${code})` : ''}: check host and port`;
  return fault('unreachable', `${label} could not be reached: ${reason}`);
}

export function closedEarly(label: string): Fault {
  const next = 'check that a PostgreSQL server is behind that port';
  return fault('unreachable', `${label} accepted the connection and closed it without an answer: ${next}`);
}

/** A greeting that is no PostgreSQL message, named where it is a common one. */
export function notPostgresql(label: string, bytes: Buffer): Fault {
  const text = bytes.subarray(0, 16).toString('latin1');
  const looks = /^HTTP\//.test(text) ? ' (an HTTP server)' : /^SSH-/.test(text) ? ' (an SSH server)' : '';
  return fault('not-postgresql', `${label} does not speak PostgreSQL's protocol${looks}: check host and port`);
}
