import type { Fact, FactSet, IdleTimeoutKind, Origin } from './facts.ts';
import type { Provider } from './lists/provider.ts';
import type { Live } from './live.ts';
import type { Rational } from './rational.ts';
import type { Millis } from './units.ts';

/** Queries in flight, as stated: per process, or the load of the whole service. */
export type Load =
  | { readonly kind: 'concurrency'; readonly perProcess: Rational }
  | { readonly kind: 'rate'; readonly rps: Rational; readonly queriesPerRequest: Rational; readonly queryMs: Rational };

/** One known limit on idle connections. */
export interface IdleLimit {
  readonly value: Millis;
  readonly kind: IdleTimeoutKind;
  readonly origin: Origin;
}

/** What the user, a config file or a live server states. Flags win over live values, those over config, those over the file. */
export interface Stated {
  readonly facts: Pick<
    FactSet,
    'instances' | 'workers' | 'threads' | 'engines' | 'maxConnections' | 'reservedConnections' | 'otherConnections'
  >;
  readonly idleLimits: readonly IdleLimit[];
  readonly surge?: Fact<{ readonly count: number } | { readonly percent: number }>;
  readonly load?: Fact<Load>;
  readonly provider?: Provider;
  /** What a live database said; it overrules config and file where the pools lead to it. */
  readonly live?: Live;
}

export const nothingStated: Stated = { facts: {}, idleLimits: [] };
