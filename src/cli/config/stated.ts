import type { FactSet, Origin } from '../../model/facts.ts';
import { setFact } from '../../model/lists/row.ts';
import { parseRational, rational } from '../../model/rational.ts';
import type { Load, Stated } from '../../model/stated.ts';
import { millis, parseDuration, seconds } from '../../model/units.ts';
import { findProvider } from '../../providers/index.ts';
import type { StatedFacts } from './schema.ts';

/** Where in the config a part stands: the file for people, and the path before the names of its facts. */
export interface Part {
  readonly file: string;
  readonly path: string;
}

const counts = [
  'instances',
  'workers',
  'threads',
  'engines',
  'maxConnections',
  'reservedConnections',
  'otherConnections',
] as const;

/** The facts of one part of a config, each with its place as origin. */
export function statedFacts(data: StatedFacts, { file, path }: Part): Stated {
  const origin = (name: string): Origin => ({ kind: 'config', file, path: `${path}${name}` });
  const facts: FactSet = {};
  for (const name of counts) {
    const value = data[name];
    if (value !== undefined) setFact(facts, name, value, origin(name));
  }
  const { surge, idleTimeout } = data;
  const load = loadOf(data);
  const provider = data.provider === undefined ? undefined : findProvider(data.provider);
  return {
    facts,
    idleLimits:
      idleTimeout === undefined
        ? []
        : [{ value: durationOf(idleTimeout), kind: 'closes', origin: origin('idleTimeout') }],
    ...(surge !== undefined && { surge: { value: surgeOf(surge), origin: origin('surge') } }),
    ...(load && { load: { value: load, origin: origin(load.kind === 'rate' ? 'rps' : 'concurrency') } }),
    ...(provider && { provider }),
  };
}

const surgeOf = (surge: number | string) =>
  typeof surge === 'number' ? { count: surge } : { percent: Number(surge.slice(0, -1)) };

const durationOf = (value: number | string) =>
  (typeof value === 'string' ? parseDuration(value) : value === 0 ? undefined : seconds(value)) ??
  millis(Number.POSITIVE_INFINITY);

function loadOf({ concurrency, rps, queryMs, queriesPerRequest }: StatedFacts): Load | undefined {
  const exact = (value: number | undefined) => (value === undefined ? undefined : parseRational(String(value)));
  const perProcess = exact(concurrency);
  if (perProcess) return { kind: 'concurrency', perProcess };
  const [requests, milliseconds] = [exact(rps), exact(queryMs)];
  if (!requests || !milliseconds) return undefined;
  return {
    kind: 'rate',
    rps: requests,
    queryMs: milliseconds,
    queriesPerRequest: exact(queriesPerRequest) ?? rational(1),
  };
}

/** What the facts of one part say that cannot be true together, each with the path's name. */
export function contradictions(data: StatedFacts, path: string): string[] {
  const { concurrency, rps, queryMs, queriesPerRequest, maxConnections, reservedConnections } = data;
  const found: string[] = [];
  const rate = rps !== undefined || queryMs !== undefined || queriesPerRequest !== undefined;
  if (concurrency !== undefined && rate) found.push(`${path}concurrency and ${path}rps state the load twice; keep one`);
  else if (rate && rps === undefined) found.push(`${path}rps is missing: the requests per second of the whole service`);
  else if (rate && queryMs === undefined) found.push(`${path}queryMs is missing: the milliseconds that a query takes`);
  if (maxConnections !== undefined && reservedConnections !== undefined && reservedConnections >= maxConnections) {
    found.push(`${path}reservedConnections ${reservedConnections} leaves nothing of maxConnections ${maxConnections}`);
  }
  return found;
}
