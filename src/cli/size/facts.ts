import { parseDotenv } from '../../formats/dotenv-document.ts';
import { openedAtMost, poolCount, surgeInstances } from '../../model/connections.ts';
import { factInfo, formatOrigin, plainValue } from '../../model/fact-info.ts';
import { copyFact, type FactName, type FactSet, type Subject } from '../../model/facts.ts';
import type { Vocabulary } from '../../model/lists/vocabulary.ts';
import { addressOf } from '../../model/live.ts';
import type { Assumption } from '../../model/report.ts';
import type { Stated } from '../../model/stated.ts';
import { seconds } from '../../model/units.ts';
import { plan } from '../../plan/plan.ts';
import { type ResolvedFile, resolve } from '../../plan/resolve.ts';
import type { SizeLoad } from '../../sizing/size-fit.ts';
import type { SizeInput } from '../../sizing/size-plan.ts';
import { usageError } from '../usage-error.ts';
import type { InputFact } from './report.ts';

/** What the pipeline knows before any pool is sized: the facts that the linter will judge the result by. */
export interface Situation {
  readonly resolved: ResolvedFile;
  /** The family whose pool is sized. */
  readonly family: string;
  readonly facts: FactSet;
  readonly assumed: readonly Assumption[];
  /** Connections of the file's other pools on the same server, per process. */
  readonly otherPools: number;
  readonly recommendedRecycle: SizeInput['recommendedRecycle'];
  /** The file's database is no PostgreSQL. */
  readonly isForeign: boolean;
}

/**
 * Takes the same way as the linter, so that both see the same numbers: a file without a pool gets a stand-in for the one to be sized.
 */
export function situationOf(source: { file: string; text: string }, stated: Stated, vocabulary: Vocabulary): Situation {
  const read = (text: string): ResolvedFile =>
    resolve(
      parseDotenv(source.file, text, (key) => vocabulary.meaningOf(key) !== undefined),
      vocabulary,
      undefined,
    );
  const asWritten = read(source.text);
  const resolved = asWritten.pools.length > 0 ? asWritten : read(`${source.text}\nDB_POOL_SIZE=1\nDB_MAX_OVERFLOW=0\n`);
  const { subjects, assumed } = plan(resolved, stated, vocabulary);
  const pool = resolved.pools.find(({ family }) => family === 'DB') ?? resolved.pools[0];
  const family = pool?.family ?? 'DB';
  const isOurs = ({ id }: Subject): boolean =>
    id
      .slice(id.lastIndexOf('#') + 1)
      .split('+')
      .includes(family);
  const demand = subjects.find((subject) => subject.kind === 'demand' && isOurs(subject));
  const facts: FactSet = {
    ...subjects.find((subject) => subject.kind === 'pool' && isOurs(subject))?.facts,
    ...demand?.facts,
  };
  copyFact(facts, subjects.find(({ kind }) => kind === 'server')?.facts ?? {}, 'loginLimits');
  return {
    resolved: asWritten,
    family,
    facts,
    assumed,
    otherPools: otherPools(resolved, demand ? familiesOf(demand).filter((name) => name !== family) : [], facts),
    recommendedRecycle: recommendedRecycle(resolved, stated, vocabulary),
    isForeign: demand?.inapplicable.has('limits') ?? false,
  };
}

/** The families of a subject, which its id names: `.env#DB+ANALYTICS_DB`. */
const familiesOf = ({ id }: Subject): string[] => id.slice(id.lastIndexOf('#') + 1).split('+');

/** What the other pools on this server open per process; one that cannot be read is left to the linter. */
function otherPools({ pools }: ResolvedFile, families: readonly string[], { threads }: FactSet): number {
  return pools
    .filter(({ family }) => families.includes(family))
    .map(({ facts, library }) => openedAtMost(library.sizeOf(facts)?.poolMax ?? 0, threads?.value))
    .reduce((sum, most) => sum + most, 0);
}

/** The provider's, by flag, else by the host of the file's URL, else by the live server's marks and host. */
function recommendedRecycle({ urls }: ResolvedFile, { provider, live }: Stated, vocabulary: Vocabulary) {
  const main = [...urls].filter(({ replica }) => !replica).sort((a, b) => a.rank - b.rank)[0]?.reading;
  const byHost = main?.kind === 'url' && main.url.host ? vocabulary.providerAt(main.url.host) : undefined;
  const byLive =
    live && (vocabulary.providerAt(addressOf(live).host) ?? vocabulary.providerWith(live.snapshot?.provider?.id ?? ''));
  return (provider ?? byHost ?? byLive)?.recommendedRecycle.value;
}

function checkUsable({ facts: { idleTimeout }, otherPools }: Situation): void {
  if (!Number.isFinite(otherPools)) {
    throw usageError(
      'another pool of the file has no limit, which leaves nothing to share: lint the file and fix that first',
    );
  }
  if (idleTimeout && idleTimeout.value < seconds(2)) {
    throw usageError('--idle-timeout is below 2 s, and no recycle time of whole seconds is below it; give at least 2s');
  }
}

/** What one login may hold: the lower CONNECTION LIMIT of role and database. */
export const loginLimit = ({ loginLimits }: FactSet): number =>
  Math.min(
    loginLimits?.value.role ?? Number.POSITIVE_INFINITY,
    loginLimits?.value.database ?? Number.POSITIVE_INFINITY,
  );

/** Slots that the sized pool cannot have: those of others, and those above its login's own limit. */
function keptForOthers({ facts, otherPools }: Situation, reserved: number, other: number): number {
  const aboveLogin = Math.max(0, (facts.maxConnections?.value ?? 0) - loginLimit(facts));
  return otherPools === 0 ? Math.max(other, aboveLogin) : Math.max(reserved, other, aboveLogin);
}

/** The calculator's input. Throws a usage error where a fact is there and cannot be used. */
export function inputFrom(
  situation: Situation,
  stated: Stated,
  options: { load: SizeLoad; poolTimeout: boolean },
): SizeInput {
  const { facts, recommendedRecycle, otherPools } = situation;
  const { instances, workers, engines, reservedConnections, otherConnections, idleTimeout } = facts;
  if (!instances || !workers || !engines || !reservedConnections || !otherConnections) {
    throw usageError('the number of workers in the file cannot be read: give --workers N');
  }
  checkUsable(situation);
  const processes = { instances: instances.value, workers: workers.value, engines: engines.value };
  const surge = stated.surge?.value ?? { count: 0 };
  const atPeak = { ...processes, instances: processes.instances + surgeInstances(processes.instances, surge) };
  return {
    load: options.load,
    processes,
    threads: facts.threads?.value,
    surge,
    slots: {
      maxConnections: facts.maxConnections?.value,
      reservedConnections: reservedConnections.value,
      otherConnections:
        keptForOthers(situation, reservedConnections.value, otherConnections.value) + poolCount(atPeak) * otherPools,
    },
    idleTimeout: idleTimeout?.value,
    recommendedRecycle,
    acquireTimeout: options.poolTimeout ? { requestTimeout: facts.requestTimeout?.value } : undefined,
  };
}

const inputFacts = [
  'instances',
  'workers',
  'threads',
  'engines',
  'surge',
  'maxConnections',
  'reservedConnections',
  'otherConnections',
  'idleTimeout',
] as const satisfies readonly FactName[];

/** The facts that went in, with the origin of each. */
export function factsOfInput({ facts }: Situation): InputFact[] {
  const stated = inputFacts.flatMap((name) => inputFact(name, facts));
  const limit = loginLimit(facts);
  const origin = facts.loginLimits?.origin;
  if (limit === Number.POSITIVE_INFINITY || !origin) return stated;
  return [...stated, { fact: 'loginLimit', value: limit, unit: null, origin: formatOrigin(origin) }];
}

function inputFact<K extends FactName>(name: K, facts: FactSet): InputFact[] {
  const fact: FactSet[K] = facts[name];
  const value = fact ? plainValue(name, fact.value) : null;
  return fact && value !== null
    ? [{ fact: name, value, unit: factInfo[name].unit, origin: formatOrigin(fact.origin) }]
    : [];
}
