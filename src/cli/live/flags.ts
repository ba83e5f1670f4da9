import type { Command } from 'commander';
import { never } from '../../model/units.ts';
import { duration } from '../flags/values.ts';
import { shownArgument, usageError } from '../usage-error.ts';

/** How a database is reached. */
export interface LiveFlags {
  readonly url?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly pgbouncerAdminUrl?: string;
}

/** cli.md, "Connecting". */
export const defaultTimeoutMs = 10_000;
/** The longest that timers and statement_timeout can hold (32 bits). */
const longestMs = 2_000_000_000;

/** Reads a time limit; `never` is as long as timers go. */
export const timeLimit =
  (flag: string) =>
  (text: string): number =>
    Math.max(1, Math.min(longestMs, Math.round(duration(flag)(text))));

/** Reads how often to look: a duration that is one. */
export const interval =
  (flag: string) =>
  (text: string): number => {
    const value = duration(flag)(text);
    if (value !== never && value >= 10) return value;
    throw usageError(`${flag} ${shownArgument(text)} cannot be used; give seconds such as 1 or 0.5`);
  };

/** Declares the flags that say where the database is. */
export function addLiveFlags(command: Command): void {
  command
    .option('--url <url>', 'the database, as postgresql://user@host:5432/name; - reads the URL from standard input')
    .option('--timeout <seconds>', 'for connecting and for each query (default: 10)', timeLimit('--timeout'))
    .option(
      '--pgbouncer-admin-url <url>',
      "PgBouncer's console (…/pgbouncer), for its own limits; - reads the URL from standard input",
    );
}
