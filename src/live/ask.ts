import type { Connection } from './connection.ts';
import { type Fault, type Outcome, success } from './fault.ts';
import { type PartialAnswers, type PartName, parts } from './queries.ts';

/** What was answered, and why the rest was not. */
export interface Asked {
  readonly answers: PartialAnswers;
  readonly refused: Partial<Record<PartName, Fault>>;
}

const names = Object.keys(parts).filter((name): name is PartName => name in parts);

/** Every part in one statement. */
const everything = `SELECT json_build_object(${names.map((name) => `'${name}', (${parts[name]})`).join(', ')}) AS answers`;

/** The server gives up a little earlier than poolfit does, so that it is the one to say so. */
function begin(timeoutMs: number): string {
  return `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.max(1, Math.floor(timeoutMs * 0.9))}`;
}

/** A failure of the query leaves the connection usable; every other fault ends it. */
function isOfQuery({ kind }: Fault): boolean {
  return kind === 'permission-denied' || kind === 'query-failed';
}

/**
 * Asks everything in one READ ONLY transaction. Normally that is one round trip; when something may not be read, or
 * the server is of another kind, each part is asked by itself behind a savepoint and the ones that fail are named.
 */
export async function askEverything(connection: Connection): Promise<Outcome<Asked>> {
  const sql = `${begin(connection.timeoutMs)}; ${everything}; COMMIT`;
  const outcome = await connection.run<{ answers: PartialAnswers }>(sql);
  if (outcome.ok) return success({ answers: outcome.value[0]?.answers ?? {}, refused: {} });
  if (isOfQuery(outcome.fault)) return askOneByOne(connection);
  // The session lives on and may be asked again: not inside a transaction that has failed.
  if (outcome.fault.kind === 'statement-timeout') await connection.run('ROLLBACK');
  return outcome;
}

async function askOneByOne(connection: Connection): Promise<Outcome<Asked>> {
  const opened = await connection.run(`ROLLBACK; ${begin(connection.timeoutMs)}`);
  if (!opened.ok) return opened;
  const answers: PartialAnswers = {};
  const refused: Asked['refused'] = {};
  for (const name of names) {
    const sql = `SAVEPOINT part; SELECT json_build_object('${name}', (${parts[name]})) AS answers; RELEASE SAVEPOINT part`;
    const outcome = await connection.run<{ answers: PartialAnswers }>(sql);
    if (outcome.ok) Object.assign(answers, outcome.value[0]?.answers);
    else if (!isOfQuery(outcome.fault)) return outcome;
    else {
      refused[name] = outcome.fault;
      const undone = await connection.run('ROLLBACK TO SAVEPOINT part');
      if (!undone.ok) return undone;
    }
  }
  const closed = await connection.run('COMMIT');
  return closed.ok ? success({ answers, refused }) : closed;
}
