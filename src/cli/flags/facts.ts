import type { Command } from 'commander';
import type { Provider } from '../../core/provider.ts';
import { findProvider, nearestProviders } from '../../providers/index.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import { duration, oneOf, positiveDecimal, surge, wholeNumber } from './values.ts';

/** The ceiling of process counts, and of slots (PostgreSQL's `max_connections` ends at 262 143). */
const mostProcesses = 100_000;
const mostSlots = 262_143;

/** Declares the fact flags; `traffic` and `defaults` only where a command can use them. */
export function addFactFlags(command: Command, only: { readonly traffic?: true; readonly defaults?: true }): void {
  addDeploymentFlags(command);
  addServerFlags(command);
  addLoadFlags(command, only.traffic === true);
  if (!only.defaults) return;
  command.option(
    '--defaults <name>',
    'what an absent key means: guide (20 / 40 / 3600 / true, the default) or sqlalchemy (5 / 10 / -1 / false); given, a file with only a URL has a pool too',
    oneOf('--defaults', ['guide', 'sqlalchemy']),
  );
}

function addDeploymentFlags(command: Command): void {
  const processes = (flag: string) => wholeNumber(flag, 1, mostProcesses);
  command
    .optionsGroup('The service:')
    .option('--instances <n>', 'app instances (replicas, pods, dynos) at their maximum', processes('--instances'))
    .option('--workers <n>', 'processes per instance, each with its own pool', processes('--workers'))
    .option('--threads <n>', 'threads per process: no more connections than threads', processes('--threads'))
    .option('--engines <n>', 'pools per process (a read replica, a second engine)', processes('--engines'))
    .option('--surge <n>', 'extra instances alive during a deploy: 2, or 25%', surge('--surge'));
}

function addServerFlags(command: Command): void {
  const slots = (flag: string, least: number) => wholeNumber(flag, least, mostSlots);
  command
    .optionsGroup('The database:')
    .option('--max-connections <n>', "the server's limit", slots('--max-connections', 1))
    .option(
      '--reserved-connections <n>',
      "slots ordinary roles cannot use (default: the provider's, else PostgreSQL's 3)",
      slots('--reserved-connections', 0),
    )
    .option(
      '--other-connections <n>',
      'slots kept for everyone else, the reserved ones counted in (default: 10)',
      slots('--other-connections', 0),
    )
    .option(
      '--provider <id>',
      'whose limits apply: postgresql, rds, aurora, cloudsql, azure, neon, supabase …',
      provider,
    )
    .option(
      '--idle-timeout <duration>',
      'what closes idle connections: 600, 600s, 10m, never',
      duration('--idle-timeout'),
    );
}

function addLoadFlags(command: Command, traffic: boolean): void {
  command
    .optionsGroup(traffic ? 'The load (one of three ways):' : 'The load (one of two ways):')
    .option('--concurrency <n>', 'concurrent queries per process', positiveDecimal('--concurrency'))
    .option('--rps <n>', 'requests per second of the whole service, with --query-ms', positiveDecimal('--rps'))
    .option('--query-ms <n>', 'milliseconds that a query takes', positiveDecimal('--query-ms'))
    .option('--queries-per-request <n>', 'queries per request (default: 1)', positiveDecimal('--queries-per-request'));
  if (!traffic) return;
  command.option(
    '--traffic <profile>',
    "the guide's profiles: low, medium, high, very-high",
    oneOf('--traffic', ['low', 'medium', 'high', 'very-high']),
  );
}

function provider(text: string): Provider {
  const found = findProvider(text);
  if (found) return found;
  const near = nearestProviders(text);
  const instead = near.length > 0 ? `did you mean ${near.join(' or ')}? (` : '';
  const list = `poolfit explain lists them${instead ? ')' : ''}`;
  throw usageError(`--provider ${shownArgument(text)} is not known; ${instead}${list}`);
}
