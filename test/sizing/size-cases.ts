import { parseRational, type Rational, rational } from '../../src/model/rational.ts';
import type { ProfileName } from '../../src/sizing/formulas.ts';
import type { SizeLoad } from '../../src/sizing/size-fit.ts';
import type { SizeInput } from '../../src/sizing/size-plan.ts';

const exact = (text: string): Rational => parseRational(text) ?? rational(0);

/** Concurrent queries per process. */
export const queries = (text: string): SizeLoad => ({ kind: 'concurrency', perProcess: exact(text) });

export const traffic = (name: ProfileName): SizeLoad => ({ kind: 'profile', name });

export const throughput = (rps: string, queryMs: string, perRequest = '1'): SizeLoad => ({
  kind: 'rate',
  rps: exact(rps),
  queryMs: exact(queryMs),
  queriesPerRequest: exact(perRequest),
});

export interface Facts {
  readonly instances?: number;
  readonly workers?: number;
  readonly engines?: number;
  readonly threads?: number;
  readonly surge?: SizeInput['surge'];
  readonly M?: number;
  readonly R?: number;
  readonly X?: number;
}

/** A stock server (3 reserved, 10 kept) and one process, unless the case says otherwise. */
export const input = (load: SizeLoad, facts: Facts = {}): SizeInput => ({
  load,
  processes: { instances: facts.instances ?? 1, workers: facts.workers ?? 1, engines: facts.engines ?? 1 },
  threads: facts.threads,
  surge: facts.surge ?? { count: 0 },
  slots: { maxConnections: facts.M, reservedConnections: facts.R ?? 3, otherConnections: facts.X ?? 10 },
});
