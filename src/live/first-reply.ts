import { type Fault, fault } from './fault.ts';
import { notPostgresql } from './socket-fault.ts';

/** What may open the answer to a start-up packet: authentication, error, notice, protocol negotiation. */
const openings = new Set(['R', 'E', 'N', 'v']);
const longestOpening = 65_536;

/** Trust, clear text, MD5 and SASL; the rest is Kerberos and Windows (node-postgres throws on them). */
const spokenMethods = new Set([0, 3, 5, 10]);

/**
 * Judges the first bytes after the start-up packet before the driver parses them: a text protocol's greeting looks
 * like a message of hundreds of megabytes and would be waited for, an error without its final NUL would be read past
 * its end.
 */
export function firstReplyProblem(label: string, chunk: Buffer): Fault | undefined {
  const code = chunk.toString('latin1', 0, 1);
  if (!openings.has(code)) return notPostgresql(label, chunk);
  if (chunk.length < 5) return undefined;
  const length = chunk.readUInt32BE(1);
  if (length < 4 || length > longestOpening) return notPostgresql(label, chunk);
  if (code === 'E' && chunk.length > length && chunk[length] !== 0) return notPostgresql(label, chunk);
  if (code === 'R' && chunk.length >= 9 && !spokenMethods.has(chunk.readUInt32BE(5))) {
    const next = 'use a role with a password (scram-sha-256)';
    return fault('refused-login', `${label} asks for Kerberos or Windows authentication: ${next}`);
  }
  return undefined;
}
