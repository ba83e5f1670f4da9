import type { Command } from 'commander';
import type { FactName, FactSet, Origin } from '../../model/facts.ts';
import type { Defaults } from '../../model/lists/library.ts';
import type { Provider } from '../../model/lists/provider.ts';
import { type Rational, rational } from '../../model/rational.ts';
import type { Load, Stated } from '../../model/stated.ts';
import type { Millis } from '../../model/units.ts';
import { findProvider, nearestProviders } from '../../providers/index.ts';
import type { ProfileName } from '../../sizing/formulas.ts';
import { checkSlots } from '../config/combine.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import { duration, oneOf, positiveDecimal, type Surge, surge, wholeNumber } from './values.ts';

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

/** The facts of cli.md as commander hands them over: absent is unknown. */
export interface FactFlags {
  readonly instances?: number;
  readonly workers?: number;
  readonly threads?: number;
  readonly engines?: number;
  readonly surge?: Surge;
  readonly maxConnections?: number;
  readonly reservedConnections?: number;
  readonly otherConnections?: number;
  readonly provider?: Provider;
  readonly idleTimeout?: Millis;
  readonly concurrency?: Rational;
  readonly rps?: Rational;
  readonly queryMs?: Rational;
  readonly queriesPerRequest?: Rational;
  /** Only where `traffic` was asked for. */
  readonly traffic?: ProfileName;
  readonly defaults?: Defaults;
}

/**
 * The stated facts for the pipeline. Throws a usage error on flags that contradict each other: reserved slots that leave none, a load
 * stated twice or by halves.
 */
export function statedFrom(flags: FactFlags): Stated {
  const facts = statedFacts(flags);
  checkSlots({ facts });
  const load = loadFrom(flags);
  const { surge, idleTimeout, provider } = flags;
  return {
    facts,
    idleLimits:
      idleTimeout === undefined ? [] : [{ value: idleTimeout, kind: 'closes', origin: flagOrigin('--idle-timeout') }],
    ...(surge && { surge: { value: surge, origin: flagOrigin('--surge') } }),
    ...(load && { load: { value: load, origin: flagOrigin(load.kind === 'rate' ? '--rps' : '--concurrency') } }),
    ...(provider && { provider }),
  };
}

const flagOrigin = (flag: string): Origin => ({ kind: 'flag', flag });

const statable = [
  ['instances', '--instances'],
  ['workers', '--workers'],
  ['threads', '--threads'],
  ['engines', '--engines'],
  ['maxConnections', '--max-connections'],
  ['reservedConnections', '--reserved-connections'],
  ['otherConnections', '--other-connections'],
] as const satisfies readonly (readonly [FactName, string])[];

function statedFacts(flags: FactFlags): Stated['facts'] {
  const facts: FactSet = {};
  for (const [name, flag] of statable) {
    const value = flags[name];
    if (value !== undefined) facts[name] = { value, origin: flagOrigin(flag) };
  }
  return facts;
}

/** The load as stated, or undefined; `--traffic` is the calculator's own and only counted here. */
export function loadFrom(flags: FactFlags): Load | undefined {
  const { concurrency, rps, queryMs, queriesPerRequest, traffic } = flags;
  const ways = [
    ...(concurrency ? ['--concurrency'] : []),
    ...(rps ? ['--rps'] : queryMs ? ['--query-ms'] : queriesPerRequest ? ['--queries-per-request'] : []),
    ...(traffic ? ['--traffic'] : []),
  ];
  if (ways.length > 1) throw usageError(`${ways.join(' and ')} state the load twice; keep one of them`);
  if (concurrency) return { kind: 'concurrency', perProcess: concurrency };
  if (!rps && !queryMs && !queriesPerRequest) return undefined;
  if (!rps) throw usageError(`${ways.join()} needs --rps, the requests per second of the whole service`);
  if (!queryMs) throw usageError('--rps needs --query-ms, the milliseconds that a query takes');
  return { kind: 'rate', rps, queryMs, queriesPerRequest: queriesPerRequest ?? rational(1) };
}
