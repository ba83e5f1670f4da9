import { openedAtMost, totalConnections } from '../model/connections.ts';
import { factInfo, formatOrigin, isFact } from '../model/fact-info.ts';
import {
  allFacts,
  copyFact,
  type Edit,
  type FactName,
  type FactSet,
  type FactValues,
  noNames,
  type Origin,
  type Place,
  type Subject,
} from '../model/facts.ts';
import type { Library } from '../model/lists/library.ts';
import { setFact } from '../model/lists/row.ts';
import { perInstance } from './per-process.ts';
import type { PlacedPool, Server, World } from './placement.ts';
import type { ResolvedPool } from './resolve.ts';
import { concurrencyFacts, idleFacts, slotFacts } from './surroundings.ts';

const notForOthers: ReadonlySet<string> = new Set(['limits', 'size']);

/** One pool, with what surrounds it. */
export function poolSubject({ pool, server }: PlacedPool, world: World): Subject {
  const { deployment } = world;
  const facts = allFacts(pool.facts, deployment.facts, concurrencyFacts(world), idleFacts(server, world));
  addPoolMax(facts, pool);
  return subjectOf('pool', {
    pools: [pool],
    server,
    world,
    facts,
    unreadable: [...pool.unreadable, ...deployment.unreadable],
  });
}

/** The sum of the pools of one file on one server; unknown as soon as one part is. */
export function demandSubject(placed: readonly [PlacedPool, ...PlacedPool[]], world: World): Subject {
  const [first, ...others] = placed;
  const pools: readonly [ResolvedPool, ...ResolvedPool[]] = [first.pool, ...others.map(({ pool }) => pool)];
  const server = placed[0].server;
  const { deployment } = world;
  const sizes = new Set(pools.flatMap(({ library }) => library.sizes));
  const unreadable = [
    ...deployment.unreadable,
    ...[...sizes].filter((name) => pools.some((pool) => pool.unreadable.has(name))),
  ];
  const facts = allFacts(deployment.facts, slotFacts(server, world));
  const only = pools.length === 1 ? pools[0] : undefined;
  if (only) {
    for (const name of only.library.sizes) copyFact(facts, only.facts, name);
    addPoolMax(facts, only);
  }
  addDemand(facts, pools);
  setFact(facts, 'uncountedPools', uncounted(placed, world), uncountedOrigin);
  return subjectOf('demand', { pools, server, world, facts, unreadable: [...unreadable, 'demand'] });
}

const uncountedOrigin: Origin = { kind: 'derived', formula: 'pools in the file', from: [] };
/** What the library's own settings make of the most that one process opens through the pool, unless one of them says it. */
function addPoolMax(facts: FactSet, { facts: own, library: { sizeOf, formula, sizes } }: ResolvedPool): void {
  const size = facts.poolMax ? undefined : sizeOf(own);
  if (size) setFact(facts, 'poolMax', size.poolMax, { kind: 'derived', formula, from: sizes });
}

/** In the words of the pools' library; of several, of the first. */
const demandOrigin = ({ formula, sizes }: Library): Origin => ({
  kind: 'derived',
  formula: `instances × workers × engines × min(threads, ${formula})`,
  from: [...sizes, 'instances', 'workers', 'engines', 'threads'],
});

function addDemand(facts: FactSet, pools: readonly [ResolvedPool, ...ResolvedPool[]]): void {
  const { instances, workers, engines, threads } = facts;
  const shares = pools.map((pool) => shareOf(pool, threads?.value));
  if (!shares.every((share) => share !== undefined) || !instances || !workers || !engines) return;
  const processes = { instances: instances.value, workers: workers.value, engines: engines.value };
  const perProcess = shares.reduce((sum, { max }) => sum + max, 0);
  const total = totalConnections(processes, perProcess);
  const [{ library }, ...others] = pools;
  const setTo = others.length > 0 ? null : (poolMax: number) => settingsFor(library.fit(poolMax), pools, facts);
  const parts =
    others.length === 0 ? [] : pools.flatMap(({ family, anchor }) => (anchor ? [partOf(family, anchor)] : []));
  const related = [...parts, ...(workers.related ?? []), ...(threads?.related ?? [])];
  facts.demand = {
    value: { processes, pools: shares, threads: threads?.value, perProcess, total, setTo },
    origin: demandOrigin(library),
    ...(related.length > 0 && { related }),
  };
}

/** `DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15` */
const settingsFor = (wanted: Partial<FactValues>, pools: readonly ResolvedPool[], facts: FactSet): string =>
  Object.entries(wanted)
    .flatMap(([name, value]) => (isFact(name) ? [`${keyOf(name, pools, facts)} to ${value}`] : []))
    .join(' and ');

/** A pool's size, and what one process opens through it at most; undefined: unknown. */
function shareOf({ facts, library }: ResolvedPool, threads: number | undefined) {
  const size = library.sizeOf(facts);
  return size && { ...size, max: openedAtMost(size.poolMax, threads) };
}

const partOf = (family: string, { location }: Place) => ({ message: `${family} is part of the sum`, location });

/** URLs and keys of pools that this sum lacks; `--engines` says that they are counted. */
function uncounted(placed: readonly PlacedPool[], { file, stated }: World): string[] {
  if (stated.facts.engines || placed.length === 0) return [];
  const replicas = file.urls.length > 1 ? file.urls.filter(({ replica }) => replica).map(({ key }) => key) : [];
  return [...replicas, ...file.uncounted];
}

interface Parts {
  readonly pools: readonly ResolvedPool[];
  readonly server: Server;
  readonly world: World;
  readonly facts: FactSet;
  readonly unreadable: readonly FactName[];
}

/** Parts of a pool that not every library has. */
const poolFacts = ['poolSize', 'maxOverflow', 'maxLifetime', 'acquireTimeout', 'prePing'] as const;

function subjectOf(kind: 'pool' | 'demand', { pools, server, world, facts, unreadable }: Parts): Subject {
  return {
    kind,
    id: `${world.file.file}#${pools.map(({ family }) => family).join('+')}`,
    file: world.file.file,
    facts,
    unreadable: unreadable.length === 0 ? noNames : new Set(unreadable),
    inapplicable: server.isPostgresql ? noNames : notForOthers,
    lacks: new Set(
      poolFacts.filter((name) => pools.every(({ library }) => !library.rows.some(({ fact }) => fact === name))),
    ),
    keyOf: (name) =>
      (facts[name] ? undefined : world.file.deployment.unreadable.get(name)) ?? keyOf(name, pools, facts),
    editsFor: (wanted) => (pools.length === 1 ? editsFor(wanted, pools[0], facts.workers?.value) : null),
    linesFor: (wanted) => (pools.length === 1 ? linesFor(wanted, facts, pools[0]) : []),
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

/** A wanted maximum as the settings that make it. */
function inParts({ poolMax, ...wanted }: Partial<FactValues>, library: Library | undefined): Partial<FactValues> {
  return poolMax === undefined || !library ? wanted : { ...library.fit(poolMax), ...wanted };
}

/** The library writes wanted values at their own settings; null where one of them is not in the file. */
function editsFor(
  wanted: Parameters<Subject['editsFor']>[0],
  pool: ResolvedPool | undefined,
  workers = 1,
): readonly Edit[] | null {
  const edits: Edit[] = [];
  const parts = inParts(wanted, pool?.library);
  for (const name of Object.keys(parts)) {
    const entry = [...(pool?.written ?? [])].find(([fact]) => fact === name)?.[1];
    const text = entry?.row.write(entry.row.perInstance ? perInstance(parts, workers) : parts);
    if (!entry || text === null || text === undefined) return null;
    edits.push({ key: entry.setting.key, location: entry.setting.location, text });
  }
  return edits;
}

/** What to add to the file for wanted facts that only have a default. */
function linesFor(
  wanted: Parameters<Subject['linesFor']>[0],
  facts: FactSet,
  pool: ResolvedPool | undefined,
): string[] {
  const parts = inParts(wanted, pool?.library);
  return (pool?.library.rows ?? []).flatMap((row) => {
    const origin = facts[row.fact]?.origin;
    const text = origin?.kind === 'default' ? row.write(parts) : null;
    return origin?.kind === 'default' && text !== null ? [`${origin.key}=${text}`] : [];
  });
}
