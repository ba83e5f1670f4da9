import type { FactName, FactSet, Pooler } from '../model/facts.ts';
import { groupBy } from '../model/group-by.ts';
import type { Provider } from '../model/lists/provider.ts';
import type { Vocabulary } from '../model/lists/vocabulary.ts';
import { addressOf } from '../model/live.ts';
import type { Stated } from '../model/stated.ts';
import { type LiveFacts, liveFacts } from './live-facts.ts';
import type { ResolvedFile, ResolvedPool, ResolvedUrl } from './resolve.ts';

/** How the service runs; what is unreadable is unknown. */
export interface Deployment {
  readonly facts: FactSet;
  readonly unreadable: ReadonlySet<FactName>;
}

/** What one file's subjects are made from. */
export interface World {
  readonly file: ResolvedFile;
  readonly stated: Stated;
  readonly vocabulary: Vocabulary;
  readonly deployment: Deployment;
}

/** The server a pool leads to, as far as its URL tells. */
export interface Server {
  /** `host:port`, or empty: unknown, and then one for the whole file. */
  readonly target: string;
  readonly isPostgresql: boolean;
  readonly provider: Provider | undefined;
  readonly pooler: Pooler | null;
  /** What the live database says that this pool leads to. */
  readonly live?: LiveFacts;
}

/** A pool and the server that it leads to. */
export interface PlacedPool {
  readonly pool: ResolvedPool;
  readonly server: Server;
}

/** The pools that lead to the live database: those with its host and port, or all where the file knows but one server. */
export function placeLive(pools: readonly PlacedPool[], { stated, vocabulary }: World): readonly PlacedPool[] {
  const { live } = stated;
  if (!live) return pools;
  const { host, port, text } = addressOf(live);
  const only = new Set(pools.map(({ server }) => server.target)).size === 1;
  const byHost = vocabulary.providerAt(host) ?? vocabulary.providerWith(live.snapshot?.provider?.id ?? '');
  return pools.map(({ pool, server }) => {
    if (!only && server.target !== text) return { pool, server };
    const pooler = server.pooler ?? vocabulary.poolerAt(host, port);
    const said = liveFacts(live, pooler !== null);
    const provider = server.provider ?? byHost;
    return { pool, server: { ...server, provider, pooler: pooler ?? said.pooler, live: said } };
  });
}

/** Pools of one file to one server add up. */
export const byServer = (pools: readonly PlacedPool[]): [PlacedPool, ...PlacedPool[]][] => [
  ...groupBy(pools, ({ server }) => server.target).values(),
];

/** Pools with the servers that they lead to: of their family's own URL, the first in the file, else of the file's main one. */
export function placePools(pools: readonly ResolvedPool[], world: World): PlacedPool[] {
  const { urls } = world.file;
  const main = urls.filter(({ replica }) => !replica).sort((a, b) => a.rank - b.rank)[0];
  return pools.map((pool) => {
    const own = world.vocabulary.familyUrlKeys(pool.family);
    return { pool, server: serverAt(urls.find(({ key }) => own.includes(key)) ?? main, world) };
  });
}

function serverAt(found: ResolvedUrl | undefined, world: World): Server {
  const url = found?.reading.kind === 'url' ? found.reading.url : undefined;
  const host = url?.host ?? '';
  const port = url?.port ?? 5432;
  return {
    target: url === undefined || host === '' ? '' : `${host}:${port}`,
    isPostgresql: url?.database !== 'other',
    ...behind(host, port, world),
  };
}

/** What a host and a port tell of the server behind them; a provider that is stated wins. `host` may be empty: unknown. */
export function behind(
  host: string,
  port: number,
  { stated, vocabulary }: Pick<World, 'stated' | 'vocabulary'>,
): Pick<Server, 'provider' | 'pooler'> {
  const provider = stated.provider ?? (host === '' ? undefined : vocabulary.providerAt(host));
  const pooler = stated.provider?.poolerAt(host, port) ?? (host === '' ? null : vocabulary.poolerAt(host, port));
  return { provider, pooler };
}
