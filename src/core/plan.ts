import { setFact, type Vocable } from './dialect.ts';
import { factInfo, formatOrigin } from './fact-info.ts';
import type { Edit, Fact, FactName, FactSet, IdleTimeoutKind, Origin, Place, Pooler, Subject } from './facts.ts';
import { copyFact } from './facts.ts';
import { defaultOtherConnections, expectedConcurrency, poolMax, surgeInstances, totalConnections } from './formulas.ts';
import type { Knowledge } from './knowledge.ts';
import { addressOf, type Live, type LiveFacts, liveFacts, overrule } from './live.ts';
import type { Provider } from './provider.ts';
import type { Rational } from './rational.ts';
import type { Assumption } from './report.ts';
import type { ResolvedFile, ResolvedPool, ResolvedUrl } from './resolve.ts';
import { perInstance, perProcess } from './scope.ts';
import { serverSubject } from './server-subject.ts';
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
export interface Given {
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

export const nothingGiven: Given = { facts: {}, idleLimits: [] };

export interface Plan {
  /** Settings, URLs, pools, demands, the live server: the order in which the engine judges. */
  readonly subjects: readonly Subject[];
  readonly assumed: readonly Assumption[];
  /** The demands again, with the servers that they lead to. */
  readonly demands: readonly PlacedDemand[];
}

/** A demand and the literal host that it leads to; undefined: unknown. */
export interface PlacedDemand {
  readonly subject: Subject;
  readonly host: string | undefined;
  readonly port: number;
}

interface World {
  readonly file: ResolvedFile;
  readonly given: Given;
  readonly knowledge: Knowledge;
}

/** The subjects of one file: its settings and URLs, its pools, and the sum of the pools on each server. */
export function plan(file: ResolvedFile, given: Given, knowledge: Knowledge): Plan {
  const world = { file, given, knowledge };
  const { workers } = deploymentFacts(world).facts;
  const pools = placeLive(
    file.pools.map((pool) => ({ pool: perProcess(pool, workers?.value), server: serverOf(pool, world) })),
    world,
  );
  const demands = byServer(pools).map((members) => demandSubject(members, world));
  const poolSubjects = pools.map((placed) => poolSubject(placed, world));
  return {
    subjects: [
      ...file.settings,
      ...file.urls.map((url) => urlSubject(url, world)),
      ...poolSubjects,
      ...demands,
      ...liveSubjects(pools, { demands, poolSubjects, world }),
    ],
    assumed: demands[0] ? assumptionsOf(demands[0].facts) : [],
    demands: byServer(pools).flatMap(([{ server }], at) => {
      const subject = demands[at];
      return subject ? [{ subject, host: server.host, port: server.port }] : [];
    }),
  };
}

/** The server a pool leads to, as far as its URL tells. */
interface Server {
  /** `host:port`, or empty: unknown, and then one for the whole file. */
  readonly target: string;
  readonly host: string | undefined;
  readonly port: number;
  readonly isPostgresql: boolean;
  readonly provider: Provider | undefined;
  readonly pooler: Pooler | null;
  /** What the live database says that this pool leads to. */
  readonly live?: LiveFacts;
}

interface PlacedPool {
  readonly pool: ResolvedPool;
  readonly server: Server;
}

/** The pools that lead to the live database: those with its host and port, or all where the file knows but one server. */
function placeLive(pools: readonly PlacedPool[], { given, knowledge }: World): readonly PlacedPool[] {
  const { live } = given;
  if (!live) return pools;
  const { host, port, text } = addressOf(live);
  const only = new Set(pools.map(({ server }) => server.target)).size === 1;
  const byHost = knowledge.providerAt(host) ?? knowledge.providerWith(live.snapshot?.provider?.id ?? '');
  return pools.map(({ pool, server }) => {
    if (!only && server.target !== text) return { pool, server };
    const pooler = server.pooler ?? knowledge.poolerAt(host, port);
    const said = liveFacts(live, pooler !== null);
    const provider = server.provider ?? byHost;
    return { pool, server: { ...server, provider, pooler: pooler ?? said.pooler, live: said } };
  });
}

interface Judged {
  readonly demands: readonly Subject[];
  readonly poolSubjects: readonly Subject[];
  readonly world: World;
}

/** The live server, with what the file's pools ask of it. */
function liveSubjects(pools: readonly PlacedPool[], { demands, poolSubjects, world }: Judged): Subject[] {
  const { live, facts } = world.given;
  if (!live) return [];
  const isLive = ({ server }: PlacedPool): boolean => server.live !== undefined;
  const { host, port } = addressOf(live);
  const pooler = pools.find(isLive)?.server.pooler ?? world.knowledge.poolerAt(host, port);
  const demand = demands[byServer(pools).findIndex(([first]) => isLive(first))];
  const pool = poolSubjects[pools.findIndex(isLive)];
  return [serverSubject(live, { file: world.file.file, demand, pool, behindPooler: pooler !== null, stated: facts })];
}

/** Pools of one file to one server add up. */
function byServer(pools: readonly PlacedPool[]): [PlacedPool, ...PlacedPool[]][] {
  const groups = new Map<string, [PlacedPool, ...PlacedPool[]]>();
  for (const placed of pools) {
    const group = groups.get(placed.server.target);
    if (group) group.push(placed);
    else groups.set(placed.server.target, [placed]);
  }
  return [...groups.values()];
}

function serverOf(pool: ResolvedPool, { file, given, knowledge }: World): Server {
  const own = file.urls.find(({ key }) => knowledge.familyUrlKeys(pool.family).includes(key));
  const main = [...file.urls].filter(({ replica }) => !replica).sort((a, b) => a.rank - b.rank)[0];
  const reading = (own ?? main)?.reading;
  const url = reading?.kind === 'url' ? reading.url : undefined;
  const host = url?.host ?? '';
  const provider = given.provider ?? (host === '' ? undefined : knowledge.providerAt(host));
  const port = url?.port ?? 5432;
  const pooler = given.provider?.poolerAt(host, port) ?? (host === '' ? null : knowledge.poolerAt(host, port));
  return {
    target: url === undefined || host === '' ? '' : `${host}:${port}`,
    host: host === '' ? undefined : host,
    port,
    isPostgresql: url?.database !== 'other',
    provider,
    pooler,
  };
}

/** instances × workers × engines and threads: flags, else the file, else what is assumed and said. */
function deploymentFacts({ file, given }: World): { facts: FactSet; unreadable: Set<FactName> } {
  const facts: FactSet = {};
  setFact(facts, 'instances', 1, { kind: 'assumption', flag: '--instances' });
  setFact(facts, 'workers', 1, { kind: 'assumption', flag: '--workers' });
  setFact(facts, 'engines', 1, { kind: 'default', key: '--engines', source: 'one pool per process' });
  const unreadable = new Set<FactName>();
  for (const name of ['instances', 'workers', 'threads', 'engines', 'requestTimeout'] as const) {
    if (file.deployment.unreadable.has(name)) {
      unreadable.add(name);
      delete facts[name];
    }
    copyFact(facts, file.deployment.facts, name);
  }
  for (const name of ['instances', 'workers', 'threads', 'engines'] as const) {
    if (given.facts[name]) unreadable.delete(name);
    copyFact(facts, given.facts, name);
  }
  const { surge } = given;
  if (surge && facts.instances) {
    setFact(facts, 'surge', surgeInstances(facts.instances.value, surge.value), surge.origin);
  }
  return { facts, unreadable };
}

/** The slots of a server. Behind a pooler nothing is reserved: max_connections is then the pooler's own limit on clients. */
function slotFacts({ provider, pooler, live }: Server, { given }: World): FactSet {
  const facts: FactSet = {};
  const stated = overrule(given.facts, live?.facts ?? {});
  copyFact(facts, stated, 'maxConnections');
  const reserved = pooler ? 0 : (provider?.reservedConnections.value ?? 3);
  const none: Origin = {
    kind: 'default',
    key: pooler?.name ?? '',
    source: `${pooler?.name}: a pooler reserves nothing`,
  };
  const assumed = (flag: string): Origin => (pooler ? none : { kind: 'assumption', flag });
  setFact(facts, 'reservedConnections', reserved, assumed('--reserved-connections'));
  copyFact(facts, stated, 'reservedConnections');
  const other = pooler ? 0 : defaultOtherConnections(facts.reservedConnections?.value ?? reserved);
  setFact(facts, 'otherConnections', other, assumed('--other-connections'));
  copyFact(facts, stated, 'otherConnections');
  return facts;
}

/** The least of the known limits on idle connections; a flag replaces them all. */
function idleFacts({ provider, live }: Server, { given }: World): FactSet {
  const known = [...given.idleLimits, ...(live?.idleLimits ?? [])];
  if (provider) {
    const { value, kind } = provider.idleTimeout;
    const source = kind === 'policy' ? "the guide's policy" : (provider.sources[0] ?? provider.name);
    known.push({ value, kind, origin: { kind: 'provider', id: provider.id, source, asOf: provider.asOf } });
  }
  const stated = known.find(({ origin }) => origin.kind === 'flag');
  const least = stated ?? [...known].sort((a, b) => (a.value < b.value ? -1 : 1))[0];
  const facts: FactSet = {};
  if (!least) return facts;
  setFact(facts, 'idleTimeout', least.value, least.origin);
  setFact(facts, 'idleTimeoutKind', least.kind, least.origin);
  if (provider) setFact(facts, 'recommendedRecycle', provider.recommendedRecycle.value, least.origin);
  return facts;
}

function concurrencyFacts(deployment: FactSet, { given: { load } }: World): FactSet {
  const facts: FactSet = {};
  if (load?.value.kind === 'concurrency') setFact(facts, 'concurrency', load.value.perProcess, load.origin);
  if (load?.value.kind !== 'rate' || !deployment.instances || !deployment.workers) return facts;
  const processes = deployment.instances.value * deployment.workers.value;
  const formula = 'rps × queries per request × seconds ÷ processes';
  setFact(facts, 'concurrency', expectedConcurrency({ ...load.value, processes }), {
    kind: 'derived',
    formula,
    from: ['instances', 'workers'],
  });
  return facts;
}

const notForOthers: ReadonlySet<string> = new Set(['limits', 'size']);
const everything: ReadonlySet<string> = new Set();

function poolSubject({ pool, server }: PlacedPool, world: World): Subject {
  const deployment = deploymentFacts(world);
  const facts = {
    ...pool.facts,
    ...deployment.facts,
    ...concurrencyFacts(deployment.facts, world),
    ...idleFacts(server, world),
  };
  return subjectOf('pool', {
    pools: [pool],
    server,
    world,
    facts,
    unreadable: [...pool.unreadable, ...deployment.unreadable],
  });
}

/** The sum of the pools of one file on one server; unknown as soon as one part is. */
function demandSubject(placed: readonly [PlacedPool, ...PlacedPool[]], world: World): Subject {
  const pools = placed.map(({ pool }) => pool);
  const server = placed[0].server;
  const deployment = deploymentFacts(world);
  const sizeFacts = ['poolSize', 'maxOverflow'] as const;
  const unreadable = [
    ...deployment.unreadable,
    ...sizeFacts.filter((name) => pools.some((pool) => pool.unreadable.has(name))),
  ];
  const facts = { ...deployment.facts, ...slotFacts(server, world) };
  const only = pools.length === 1 ? pools[0] : undefined;
  if (only) for (const name of sizeFacts) copyFact(facts, only.facts, name);
  addDemand(facts, pools);
  setFact(facts, 'uncountedPools', uncounted(placed, world), {
    kind: 'derived',
    formula: 'pools in the file',
    from: [],
  });
  return subjectOf('demand', { pools, server, world, facts, unreadable: [...unreadable, 'demand'] });
}

function addDemand(facts: FactSet, pools: readonly ResolvedPool[]): void {
  const { instances, workers, engines, threads } = facts;
  const parts = pools.map(({ facts: { poolSize, maxOverflow } }) =>
    poolSize && maxOverflow
      ? {
          poolSize: poolSize.value,
          maxOverflow: maxOverflow.value,
          max: poolMax(poolSize.value, maxOverflow.value, threads?.value),
        }
      : undefined,
  );
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length || !instances || !workers || !engines) return;
  const processes = { instances: instances.value, workers: workers.value, engines: engines.value };
  const perProcess = known.reduce((sum, { max }) => sum + max, 0);
  const total = totalConnections(processes, perProcess);
  const demand = { processes, pools: known, threads: threads?.value, perProcess, total };
  const related =
    pools.length < 2 ? [] : pools.flatMap(({ family, anchor }) => (anchor ? [partOf(family, anchor)] : []));
  const from: FactName[] = ['poolSize', 'maxOverflow', 'instances', 'workers', 'engines', 'threads'];
  const formula = 'instances × workers × engines × min(threads, pool_size + max_overflow)';
  facts.demand = { value: demand, origin: { kind: 'derived', formula, from }, related };
}

const partOf = (family: string, { location }: Place) => ({ message: `${family} is part of the sum`, location });

/** URLs and keys of pools that this sum lacks; `--engines` says that they are counted. */
function uncounted(placed: readonly PlacedPool[], { file, given }: World): string[] {
  if (given.facts.engines || placed.length === 0) return [];
  const replicas = file.urls.length > 1 ? file.urls.filter(({ replica }) => replica).map(({ key }) => key) : [];
  return [...replicas, ...file.uncounted];
}

function urlSubject({ key, place, reading }: ResolvedUrl, { file, given, knowledge }: World): Subject {
  const facts: FactSet = {};
  const origin: Origin = { kind: 'setting', key, place };
  const sqlalchemyFacts: readonly FactName[] = ['maxOverflow', 'maxLifetime', 'prePing'];
  const written = file.pools.some((pool) => sqlalchemyFacts.some((name) => pool.written.has(name)));
  if (reading.kind !== 'unknown')
    setFact(facts, 'urlProblem', reading.kind === 'problem' ? reading.problem : null, origin);
  if (reading.kind === 'url') {
    const { url } = reading;
    setFact(facts, 'url', url, origin);
    setFact(facts, 'usesSqlalchemy', written || url.driver !== undefined, origin);
    const host = url.host ?? '';
    const pooler = given.provider?.poolerAt(host, url.port) ?? (host ? knowledge.poolerAt(host, url.port) : null);
    setFact(facts, 'pooler', pooler, origin);
  }
  return {
    kind: 'url',
    id: `${file.file}#${key}`,
    file: file.file,
    facts,
    unreadable: new Set<FactName>(reading.kind === 'url' ? [] : ['url', 'urlProblem', 'pooler']),
    inapplicable: everything,
    keyOf: () => key,
    editsFor: () => null,
    linesFor: () => [],
    anchor: place,
  };
}

interface Parts {
  readonly pools: readonly ResolvedPool[];
  readonly server: Server;
  readonly world: World;
  readonly facts: FactSet;
  readonly unreadable: readonly FactName[];
}

function subjectOf(kind: 'pool' | 'demand', { pools, server, world, facts, unreadable }: Parts): Subject {
  return {
    kind,
    id: `${world.file.file}#${pools.map(({ family }) => family).join('+')}`,
    file: world.file.file,
    facts,
    unreadable: new Set(unreadable),
    inapplicable: server.isPostgresql ? everything : notForOthers,
    keyOf: (name) => keyOf(name, pools, facts),
    editsFor: (wanted) => (pools.length === 1 ? editsFor(wanted, pools[0], facts.workers?.value) : null),
    linesFor: (wanted) => (pools.length === 1 ? linesFor(wanted, facts, world.knowledge.poolRows) : []),
    anchor: pools[0]?.anchor ?? null,
  };
}

/** The setting that names a fact here, else the key that would, else the flag that states it. */
function keyOf(name: FactName, pools: readonly ResolvedPool[], facts: FactSet): string {
  for (const pool of pools) {
    const written = pool.written.get(name);
    if (written) return `${written.setting.key}${written.row.perInstance ? ` ÷ ${divisor(facts)}` : ''}`;
  }
  const origin = facts[name]?.origin;
  if (origin?.kind === 'setting' || origin?.kind === 'default') return origin.key;
  return origin?.kind === 'flag' ? formatOrigin(origin) : (factInfo[name].supply.split(' ')[0] ?? name);
}

const divisor = ({ workers }: FactSet): string => (workers ? `${workers.value} workers` : 'workers');

/** The dialect writes wanted values at their own settings; null where one of them is not in the file. */
function editsFor(
  wanted: Parameters<Subject['editsFor']>[0],
  pool: ResolvedPool | undefined,
  workers = 1,
): readonly Edit[] | null {
  const edits: Edit[] = [];
  for (const name of Object.keys(wanted)) {
    const entry = [...(pool?.written ?? [])].find(([fact]) => fact === name)?.[1];
    const text = entry?.row.write(entry.row.perInstance ? perInstance(wanted, workers) : wanted);
    if (!entry || text === null || text === undefined) return null;
    edits.push({ key: entry.setting.key, location: entry.setting.location, text });
  }
  return edits;
}

/** What to add to the file for wanted facts that only have a default. */
function linesFor(wanted: Parameters<Subject['linesFor']>[0], facts: FactSet, rows: readonly Vocable[]): string[] {
  return rows.flatMap((row) => {
    const origin = facts[row.fact]?.origin;
    const text = origin?.kind === 'default' ? row.write(wanted) : null;
    return origin?.kind === 'default' && text !== null ? [`${origin.key}=${text}`] : [];
  });
}

const assumable = ['instances', 'workers', 'otherConnections', 'reservedConnections'] as const;

function assumptionsOf(facts: FactSet): Assumption[] {
  return assumable.flatMap((fact) => {
    const { value, origin } = facts[fact] ?? {};
    return value !== undefined && origin?.kind === 'assumption' ? [{ fact, value, flag: origin.flag }] : [];
  });
}
