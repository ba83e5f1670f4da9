import type { FactName, FactSet, Origin } from '../core/facts.ts';
import type { ProfileName } from '../core/formulas.ts';
import type { Given, Load } from '../core/given.ts';
import type { Defaults } from '../core/knowledge.ts';
import type { Provider } from '../core/provider.ts';
import { type Rational, rational } from '../core/rational.ts';
import type { Millis } from '../core/units.ts';
import type { Surge } from './flags/values.ts';
import { usageError } from './usage-error.ts';

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
export function givenFrom(flags: FactFlags): Given {
  checkSlots(flags);
  const load = loadFrom(flags);
  const { surge, idleTimeout, provider } = flags;
  return {
    facts: statedFacts(flags),
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

function statedFacts(flags: FactFlags): Given['facts'] {
  const facts: FactSet = {};
  for (const [name, flag] of statable) {
    const value = flags[name];
    if (value !== undefined) facts[name] = { value, origin: flagOrigin(flag) };
  }
  return facts;
}

function checkSlots({ maxConnections, reservedConnections }: FactFlags): void {
  if (maxConnections === undefined || reservedConnections === undefined || reservedConnections < maxConnections) return;
  throw usageError(
    `--reserved-connections ${reservedConnections} leaves nothing of --max-connections ${maxConnections}; give a smaller one`,
  );
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
