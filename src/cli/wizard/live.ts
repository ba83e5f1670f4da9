import { homedir, userInfo } from 'node:os';
import type { Live } from '../../core/live.ts';
import { connect } from '../../db/connect.ts';
import { readSnapshot } from '../../db/read-snapshot.ts';
import { type Target, targetFromUrl } from '../../db/target.ts';

/** What a database said, or why it did not, in one line. */
export type Asked = { readonly ok: true; readonly live: Live } | { readonly ok: false; readonly problem: string };

/** The target of a URL, for naming it in a question; null where it cannot be connected to. */
export function liveTarget(url: string): Target | null {
  const target = targetFromUrl(url, { env: process.env, home: homedir(), osUser: userName() });
  return target.ok ? target.value : null;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name; then the URL has to give one.
    return '';
  }
}

const timeoutMs = 10_000;

/** One connection, one READ ONLY transaction: the limits of the server, as far as this login may see them. */
export async function askDatabase(target: Target): Promise<Asked> {
  const connection = await connect(target, { timeoutMs });
  if (!connection.ok) return { ok: false, problem: connection.fault.message };
  try {
    const snapshot = await readSnapshot(connection.value);
    if (!snapshot.ok) return { ok: false, problem: snapshot.fault.message };
    const { label, applicationName = null } = target;
    const live = { target: label, snapshot: snapshot.value, refusal: null, observation: null, applicationName };
    return { ok: true, live };
  } finally {
    await connection.value.close();
  }
}
