import { connect } from '../../live/connect.ts';
import type { Connection } from '../../live/connection.ts';
import type { Fault, Outcome } from '../../live/fault.ts';
import { describePooler, readPgBouncer } from '../../live/pgbouncer-admin.ts';
import { readSnapshot } from '../../live/read-snapshot.ts';
import type { Target } from '../../live/target.ts';
import { isOurs, type Live } from '../../model/live.ts';
import type { Observation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type WatchPlan, watch } from './watch.ts';

/** What a database said, and what kept it from saying more. Both are there when it broke off while it was watched. */
export interface LiveReading {
  readonly live: Live | null;
  readonly fault: Fault | null;
}

export interface Question {
  readonly target: Target;
  readonly timeoutMs: number;
  /** PgBouncer's console: a second connection, only where it was asked for. */
  readonly admin: Target | null;
  readonly watch: Omit<WatchPlan, 'isOurs'> | null;
}

/** Asks a database: one connection, one READ ONLY transaction (one per sample where it is watched). */
export async function askLive(question: Question): Promise<LiveReading> {
  const { target, timeoutMs } = question;
  const connected = await connect(target, { timeoutMs });
  if (!connected.ok) return refused(target, connected.fault);
  const connection = connected.value;
  try {
    const first = await readSnapshot(connection);
    if (!first.ok) return refused(target, first.fault);
    return await withPooler(question, await observe(connection, first.value, question));
  } finally {
    // Said at once and not waited for: the server's answer would be one more way there and back.
    void connection.close();
  }
}

async function observe(
  connection: Connection,
  first: Snapshot,
  { target, watch: plan }: Question,
): Promise<LiveReading> {
  if (plan === null) return { live: liveOf(target, first, null), fault: null };
  const ours = isOurs(target.applicationName ?? null);
  const { observation, fault } = await watch(connection, first, { ...plan, isOurs: ours });
  return { live: liveOf(target, observation.peak, observation), fault };
}

const liveOf = (target: Target, snapshot: Snapshot, observation: Observation | null): Live => ({
  target: target.label,
  snapshot,
  refusal: null,
  observation,
  applicationName: target.applicationName ?? null,
});

/** A full server is an answer; every other fault is none. */
function refused(target: Target, fault: Fault): LiveReading {
  const live = (refusal: Live['refusal']): LiveReading => ({
    live: {
      target: target.label,
      snapshot: null,
      refusal,
      observation: null,
      applicationName: target.applicationName ?? null,
    },
    fault: null,
  });
  if (fault.kind === 'server-full') return live({ kind: 'server-full', cause: fault.cause ?? 'unknown' });
  if (fault.kind !== 'pooler-full') return { live: null, fault };
  // The fault's sentence is the finding, its next step the help.
  const cut = fault.message.lastIndexOf(': ');
  const next = fault.message.slice(cut + 2);
  return live({
    kind: 'pooler-full',
    what: fault.message.slice(0, cut),
    next: next.charAt(0).toUpperCase() + next.slice(1),
  });
}

async function withPooler({ admin, timeoutMs }: Question, reading: LiveReading): Promise<LiveReading> {
  const { live } = reading;
  if (admin === null || !live?.snapshot) return reading;
  const console = await askConsole(admin, timeoutMs);
  if (!console.ok) return { live, fault: reading.fault ?? console.fault };
  return { ...reading, live: { ...live, snapshot: { ...live.snapshot, pooler: describePooler(console.value) } } };
}

async function askConsole(admin: Target, timeoutMs: number) {
  const connected = await connect(admin, { timeoutMs });
  if (!connected.ok) return connected;
  const answer: Outcome<Parameters<typeof describePooler>[0]> = await readPgBouncer(connected.value);
  await connected.value.close();
  return answer;
}
