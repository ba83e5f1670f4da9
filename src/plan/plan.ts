import type { FactSet, Subject } from '../model/facts.ts';
import type { Vocabulary } from '../model/lists/vocabulary.ts';
import { addressOf } from '../model/live.ts';
import type { Assumption } from '../model/report.ts';
import type { Stated } from '../model/stated.ts';
import { perProcess } from './per-process.ts';
import { byServer, type PlacedPool, placeLive, placePools, type World } from './placement.ts';
import { demandSubject, poolSubject } from './pool-subjects.ts';
import type { ResolvedFile } from './resolve.ts';
import { serverSubject } from './server-subject.ts';
import { deploymentFacts } from './surroundings.ts';
import { urlSubject } from './url-subject.ts';

export interface Plan {
  /** Settings, URLs, pools, demands, the live server: the order in which the engine judges. */
  readonly subjects: readonly Subject[];
  readonly assumed: readonly Assumption[];
  /** The demands again, with the servers that they lead to. */
  readonly demands: readonly PlacedDemand[];
}

/** A demand and the literal `host:port` that it leads to; empty: unknown. */
export interface PlacedDemand {
  readonly subject: Subject;
  readonly target: string;
}

/** The subjects of one file: its settings and URLs, its pools, and the sum of the pools on each server. */
export function plan(file: ResolvedFile, stated: Stated, vocabulary: Vocabulary): Plan {
  const deployment = deploymentFacts({ file, stated });
  const { workers } = deployment.facts;
  const world = { file, stated, vocabulary, deployment };
  const ownPools = file.pools.map((pool) => perProcess(pool, workers?.value));
  const pools = placeLive(placePools(ownPools, world), world);
  const servers = byServer(pools);
  const demands = servers.map((members) => demandSubject(members, world));
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
    demands: servers.flatMap(([{ server }], at) => {
      const subject = demands[at];
      return subject ? [{ subject, target: server.target }] : [];
    }),
  };
}

interface JudgedPools {
  readonly demands: readonly Subject[];
  readonly poolSubjects: readonly Subject[];
  readonly world: World;
}

/** The live server, with what the file's pools ask of it. */
function liveSubjects(pools: readonly PlacedPool[], { demands, poolSubjects, world }: JudgedPools): Subject[] {
  const { live, facts } = world.stated;
  if (!live) return [];
  const isLive = ({ server }: PlacedPool): boolean => server.live !== undefined;
  const { host, port } = addressOf(live);
  const pooler = pools.find(isLive)?.server.pooler ?? world.vocabulary.poolerAt(host, port);
  const demand = demands[byServer(pools).findIndex(([first]) => isLive(first))];
  const pool = poolSubjects[pools.findIndex(isLive)];
  return [serverSubject(live, { file: world.file.file, demand, pool, behindPooler: pooler !== null, stated: facts })];
}

const assumable = ['instances', 'workers', 'otherConnections', 'reservedConnections'] as const;

function assumptionsOf(facts: FactSet): Assumption[] {
  return assumable.flatMap((fact) => {
    const { value, origin } = facts[fact] ?? {};
    return value !== undefined && origin?.kind === 'assumption' ? [{ fact, value, flag: origin.flag }] : [];
  });
}
