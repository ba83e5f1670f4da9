import { targetFromUrl } from '../../src/cli/live/url-target.ts';
import { connect } from '../../src/live/connect.ts';
import type { Connection } from '../../src/live/connection.ts';
import type { Fault, Outcome } from '../../src/live/fault.ts';
import { readSnapshot } from '../../src/live/read-snapshot.ts';
import type { Surroundings, Target } from '../../src/live/target.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

/** An environment in which nothing of the machine's own is found. */
export const nowhere: Surroundings = { env: {}, home: '/nonexistent', osUser: 'nobody' };

export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.fault.kind}: ${outcome.fault.message}`);
  return outcome.value;
}

export function faultIn<T>(outcome: Outcome<T>): Fault {
  if (outcome.ok) throw new Error('no fault');
  return outcome.fault;
}

export function target(url: string, surroundings: Partial<Surroundings> = {}): Target {
  return valueIn(targetFromUrl(url, { ...nowhere, ...surroundings }));
}

/** Connects, does something and closes again. */
export async function withConnection<T>(url: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = valueIn(await connect(target(url), { timeoutMs: 20_000 }));
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

export function snapshotOf(url: string): Promise<Snapshot> {
  return withConnection(url, async (connection) => valueIn(await readSnapshot(connection)));
}

/** The fault of a connection that must not come about; a connection that does is closed. */
export async function faultAt(url: string, timeoutMs = 10_000, surroundings?: Partial<Surroundings>): Promise<Fault> {
  const outcome = await connect(target(url, surroundings), { timeoutMs });
  if (outcome.ok) await outcome.value.close();
  return faultIn(outcome);
}
