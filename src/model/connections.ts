/** The sums of connections: processes, pools, slots (the guide, "connection math"). */

import { divide, multiply, type Rational, rational } from './rational.ts';

/** How often one pool exists: every process of every instance has its own, once per engine. */
export interface Processes {
  readonly instances: number;
  readonly workers: number;
  readonly engines: number;
}

/** The slots of a server: `max_connections`, what ordinary roles cannot use, what is kept for everyone else. */
export interface Slots {
  readonly maxConnections: number;
  readonly reservedConnections: number;
  readonly otherConnections: number;
}

/** Guide, connection math: pools = instances × processes per instance × pools per process. */
export const poolCount = ({ instances, workers, engines }: Processes): number => instances * workers * engines;

/** The most that one process opens through one pool: its maximum, or the threads that can ask (measured: a sync worker opens one). */
export const openedAtMost = (poolMax: number, threads = Number.POSITIVE_INFINITY): number => Math.min(threads, poolMax);

/** Guide, "total = (pool_size + max_overflow) × num_instances", with processes and engines counted. */
export const totalConnections = (processes: Processes, perProcess: number): number => poolCount(processes) * perProcess;

/** What ordinary roles can open: M − R (measured on PostgreSQL 12–18). */
export const budget = (slots: Pick<Slots, 'maxConnections' | 'reservedConnections'>): number =>
  slots.maxConnections - slots.reservedConnections;

/** What should be planned: M − max(R, X). The guide's (100 − 10): its overhead counts the reserved slots in. */
export const usable = (slots: Slots): number =>
  slots.maxConnections - Math.max(slots.reservedConnections, slots.otherConnections);

/** The guide's overhead of 10 on a stock server (R = 3), and 7 beyond a larger reserve. */
export const defaultOtherConnections = (reservedConnections: number): number => Math.max(10, reservedConnections + 7);

/** Extra instances of a rolling deploy; a percentage rounds up, as Kubernetes rounds maxSurge. */
export const surgeInstances = (
  instances: number,
  surge: { readonly count: number } | { readonly percent: number },
): number => ('count' in surge ? surge.count : Math.ceil((instances * surge.percent) / 100));

/** Little's law (N = X · R): queries in flight per process, the load shared among instances × workers. */
export function expectedConcurrency(load: {
  readonly rps: Rational;
  readonly queriesPerRequest: Rational;
  readonly queryMs: Rational;
  readonly processes: number;
}): Rational {
  const inFlightMs = multiply(multiply(load.rps, load.queriesPerRequest), load.queryMs);
  return divide(inFlightMs, rational(1000 * load.processes));
}
