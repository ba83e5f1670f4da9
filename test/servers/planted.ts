import { randomUUID } from 'node:crypto';
import type { TestServer } from './postgres.ts';
import { execute } from './sessions.ts';

/** The body of a planted function of PL/pgSQL: it says that it ran in the server's log, where nobody can swallow it. */
export const tells = (what: string, value: string): string =>
  `LANGUAGE plpgsql AS $planted$ BEGIN RAISE LOG 'planted <%>', $what$${what}$what$; RETURN ${value}; END $planted$`;

/** Resolves with the log up to now: the server writes it in order, and the pipe may be behind. */
async function wholeLog({ superuserUrl, log }: TestServer): Promise<string> {
  const mark = randomUUID();
  await execute(superuserUrl, `DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
  while (!log().includes(mark)) await new Promise((resolve) => setTimeout(resolve, 5));
  return log();
}

/** From now on: `ran()` resolves with what was planted and has run since then. */
export async function listenForPlanted(server: TestServer): Promise<() => Promise<string[]>> {
  const { length } = await wholeLog(server);
  return async () => {
    const since = (await wholeLog(server)).slice(length);
    return [...new Set([...since.matchAll(/planted <(.+?)>/g)].map(([, what = '']) => what))];
  };
}
