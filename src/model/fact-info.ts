import type { Demand, FactName, FactValues, Origin, SharedServer } from './facts.ts';
import { type Rational, toNumber } from './rational.ts';
import { type Millis, never, toSeconds } from './units.ts';

/** What poolfit says about a fact, in one place. */
export interface FactInfo<T> {
  readonly title: string;
  readonly unit: 's' | null;
  /** For JSON and evidence; null where the fact is not a number that a person would check. */
  readonly plain: ((value: T) => number | string | boolean) | null;
  /** What its absence means to a rule that needs it: nothing to judge, or nothing to judge by. */
  readonly absent: 'not-applicable' | 'not-evaluated';
  /** How a user supplies it. */
  readonly supply: string;
  /** The fact that it is always known with: a user is told of that one. */
  readonly knownWith?: FactName;
  /** SQLAlchemy's or PostgreSQL's name for it, under which reports show it. */
  readonly label?: string;
}

const count = (value: number): number | string => (Number.isFinite(value) ? value : 'unlimited');
const span = (value: Millis): number | string => (value === never ? 'never' : toSeconds(value));
const asIs = (value: string | boolean): string | boolean => value;

/** What only a live database tells: without one there is nothing to judge. */
const seenLive = <T>(
  title: string,
  plain: FactInfo<T>['plain'] = null,
  unit: FactInfo<T>['unit'] = null,
): FactInfo<T> => ({
  title,
  unit,
  plain,
  absent: 'not-applicable',
  supply: 'poolfit check, or --live',
});

export const factInfo: { readonly [K in FactName]: FactInfo<FactValues[K]> } = {
  poolMax: {
    title: 'the most connections that one process opens through one pool',
    unit: null,
    plain: null,
    absent: 'not-evaluated',
    supply: 'a readable pool size',
    label: 'max',
  },
  poolSize: {
    title: 'connections a pool keeps',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: 'a readable pool size',
    label: 'pool_size',
  },
  maxOverflow: {
    title: 'extra connections in a spike',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: 'a readable overflow',
    label: 'max_overflow',
  },
  maxLifetime: {
    title: 'retire a connection by age, at checkout',
    unit: 's',
    plain: span,
    absent: 'not-evaluated',
    supply: 'a readable recycle time',
    label: 'pool_recycle',
  },
  acquireTimeout: {
    title: 'how long a caller waits for a connection',
    unit: 's',
    plain: span,
    absent: 'not-applicable',
    supply: 'DB_POOL_TIMEOUT in the file',
    label: 'pool_timeout',
  },
  prePing: {
    title: 'test a connection at checkout',
    unit: null,
    plain: asIs,
    absent: 'not-evaluated',
    supply: 'a readable pre-ping',
    label: 'pool_pre_ping',
  },
  instances: {
    title: 'app instances (replicas, pods, dynos) at their maximum',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--instances N',
  },
  workers: {
    title: 'processes per instance, each with a pool of its own',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--workers N',
  },
  threads: {
    title: 'threads per process',
    unit: null,
    plain: count,
    absent: 'not-applicable',
    supply: '--threads N',
  },
  engines: {
    title: 'pools per process (a read replica, a second engine)',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--engines N',
  },
  surge: {
    title: 'extra instances alive during a deploy',
    unit: null,
    plain: count,
    absent: 'not-applicable',
    supply: '--surge N',
  },
  concurrency: {
    title: 'expected concurrent queries per process',
    unit: null,
    plain: (value: Rational) => Number(toNumber(value).toFixed(3)),
    absent: 'not-applicable',
    supply: '--concurrency N',
  },
  requestTimeout: {
    title: "the web worker's own timeout",
    unit: 's',
    plain: span,
    absent: 'not-applicable',
    supply: 'GUNICORN_TIMEOUT in the file',
  },
  maxConnections: {
    title: "the server's limit",
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--max-connections N, or --live',
    label: 'max_connections',
  },
  reservedConnections: {
    title: 'slots that ordinary roles cannot use',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--reserved-connections N',
  },
  otherConnections: {
    title: 'slots kept for everyone else, the reserved ones counted in',
    unit: null,
    plain: count,
    absent: 'not-evaluated',
    supply: '--other-connections N',
  },
  idleTimeout: {
    title: 'what closes an idle connection: server, proxy or network',
    unit: 's',
    plain: span,
    absent: 'not-evaluated',
    supply: '--idle-timeout DURATION, --provider ID, or --live',
  },
  idleTimeoutKind: {
    title: 'how idle connections end',
    unit: null,
    plain: null,
    absent: 'not-evaluated',
    supply: '--provider ID',
    knownWith: 'idleTimeout',
  },
  recommendedRecycle: {
    title: 'a recycle time that fits the provider',
    unit: 's',
    plain: null,
    absent: 'not-applicable',
    supply: '--provider ID',
  },
  demand: {
    title: 'connections of all pools at their peak',
    unit: null,
    plain: (value: Demand) => count(value.total),
    absent: 'not-evaluated',
    supply: 'readable pool settings',
  },
  numberReading: {
    title: 'what int() makes of a setting',
    unit: null,
    plain: null,
    absent: 'not-applicable',
    supply: '',
  },
  booleanReading: {
    title: 'what .lower() == "true" makes of it',
    unit: null,
    plain: null,
    absent: 'not-applicable',
    supply: '',
  },
  earlierValues: {
    title: 'other values of the same setting',
    unit: null,
    plain: null,
    absent: 'not-applicable',
    supply: '',
  },
  knownKey: { title: 'the setting that was meant', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  disagreement: { title: 'what other readers read', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  url: {
    title: 'the database URL',
    unit: null,
    plain: null,
    absent: 'not-applicable',
    supply: 'a database URL in the file',
  },
  urlProblem: { title: 'why a URL cannot be read', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  usesSqlalchemy: { title: 'signs of SQLAlchemy', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  pooler: { title: 'a pooler in front of the server', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  services: {
    title: 'connections of all services of one server at their peak',
    unit: null,
    plain: ({ shares }: SharedServer) => count(shares.reduce((sum, { demand }) => sum + demand.total, 0)),
    absent: 'not-evaluated',
    supply: 'readable pool settings of every service',
  },
  uncountedPools: { title: 'pools the sum lacks', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  suppression: { title: 'a poolfit-ignore comment', unit: null, plain: null, absent: 'not-applicable', supply: '' },
  refusal: seenLive('why a full server let nobody in'),
  freeSlots: seenLive('slots that ordinary roles can still take', ({ free }) => count(free)),
  ownSessions: seenLive("this login's open sessions", count),
  idleInTransaction: seenLive('sessions idle in a transaction'),
  sessionAges: seenLive('how old the sessions are'),
  loginLimits: seenLive('CONNECTION LIMIT of the role and the database', ({ role, database }) =>
    count(Math.min(role ?? Infinity, database ?? Infinity)),
  ),
  restartPending: seenLive('changed settings that wait for a restart'),
  liveLimit: seenLive("the server's limit, as it says", count),
  declaredLimit: seenLive("the server's limit, as stated", count),
  keepalives: seenLive('when the server probes a silent client', ({ idleSeconds }) => idleSeconds, 's'),
};

/** The value for evidence and JSON, or null where a fact is not one that is shown. */
export function plainValue<K extends FactName>(name: K, value: FactValues[K]): number | string | boolean | null {
  const { plain } = factInfo[name];
  return plain ? plain(value) : null;
}

/** `.env:3`, `--max-connections`, `default of the guide's loader`, `live: SHOW max_connections at db:5432`. */
export function formatOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'setting':
      return `${origin.place.location.file}:${origin.place.location.line}${origin.note === undefined ? '' : `, ${origin.note}`}`;
    case 'default':
      return origin.source;
    case 'provider':
      return `provider ${origin.id} (${origin.source}, ${origin.asOf})`;
    case 'live':
      return `live: ${origin.query} at ${origin.at}`;
    case 'flag':
      return origin.flag;
    case 'config':
      return `${origin.file}: ${origin.path}`;
    case 'assumption':
      return `assumed; ${origin.flag}`;
    case 'derived':
      return origin.formula;
  }
}

/** `100`, `600 s`, `true`. */
export function formatPlain(value: number | string | boolean, unit: string | null): string {
  return unit !== null && typeof value === 'number' ? `${value} ${unit}` : String(value);
}

export const isFact = (name: string): name is FactName => Object.hasOwn(factInfo, name);
