import { type Fault, type Outcome, success } from './fault.ts';
import { type PartialAnswers, type PartName, parts } from './queries.ts';

/** What was answered, and why the rest was not. */
export interface Asked {
  readonly answers: PartialAnswers;
  readonly refused: Partial<Record<PartName, Fault>>;
}

/** Sends one query string over a connection, which keeps this to itself: whatever it sends is built here. */
export type Send = <R extends object>(sql: string) => Promise<Outcome<readonly R[]>>;

export const partNames: readonly PartName[] = Object.keys(parts).filter((name): name is PartName => name in parts);

/** One statement that asks for these parts. */
export function statementOf(names: readonly PartName[]): string {
  return `SELECT pg_catalog.json_build_object(${names.map((name) => `'${name}', (${parts[name]})`).join(', ')}) AS answers`;
}

/**
 * What the login, the database or a pooled session's last user has SET decides nothing here. First of all what a name
 * means: `pg_temp` is said because it would otherwise be searched before pg_catalog for relations and types (CREATE
 * FUNCTION, "Writing SECURITY DEFINER Functions Safely"). Then what UTC is: from 18 on the session's zone is asked first.
 * The isolation level, since SERIALIZABLE by default is refused by a standby, and waits for others if DEFERRABLE too.
 */
export const pinned = [
  'BEGIN ISOLATION LEVEL READ COMMITTED, READ ONLY',
  'SET LOCAL search_path = pg_catalog, pg_temp',
  "SET LOCAL TimeZone = 'UTC'",
].join('; ');

/** The server gives up a little earlier than poolfit does, so that it is the one to say so. */
function begin(timeoutMs: number): string {
  return `${pinned}; SET LOCAL statement_timeout = ${Math.max(1, Math.floor(timeoutMs * 0.9))}`;
}

/** A failure of the query leaves the connection usable; every other fault ends it. */
function isOfQuery({ kind }: Fault): boolean {
  return kind === 'permission-denied' || kind === 'query-failed';
}

/**
 * Asks everything in one READ ONLY transaction. Normally that is one round trip; when something may not be read, or
 * the server is of another kind, each part is asked by itself behind a savepoint and the ones that fail are named.
 */
export async function askEverything(send: Send, timeoutMs: number): Promise<Outcome<Asked>> {
  const outcome = await send<{ answers: PartialAnswers }>(`${begin(timeoutMs)}; ${statementOf(partNames)}; COMMIT`);
  if (outcome.ok) return success({ answers: outcome.value[0]?.answers ?? {}, refused: {} });
  if (isOfQuery(outcome.fault)) return askOneByOne(send, timeoutMs);
  // The session lives on and may be asked again: not inside a transaction that has failed.
  if (outcome.fault.kind === 'statement-timeout') await send('ROLLBACK');
  return outcome;
}

async function askOneByOne(send: Send, timeoutMs: number): Promise<Outcome<Asked>> {
  const opened = await send(`ROLLBACK; ${begin(timeoutMs)}`);
  if (!opened.ok) return opened;
  const answers: PartialAnswers = {};
  const refused: Asked['refused'] = {};
  for (const name of partNames) {
    const sql = `SAVEPOINT part; ${statementOf([name])}; RELEASE SAVEPOINT part`;
    const outcome = await send<{ answers: PartialAnswers }>(sql);
    if (outcome.ok) Object.assign(answers, outcome.value[0]?.answers);
    else if (!isOfQuery(outcome.fault)) return outcome;
    else {
      refused[name] = outcome.fault;
      const undone = await send('ROLLBACK TO SAVEPOINT part');
      if (!undone.ok) return undone;
    }
  }
  const closed = await send('COMMIT');
  return closed.ok ? success({ answers, refused }) : closed;
}
