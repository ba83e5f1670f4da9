import { defaultOtherConnections, expectedConcurrency, surgeInstances } from '../model/connections.ts';
import { allFacts, copyFact, type FactName, type FactSet, type Origin, type Pooler } from '../model/facts.ts';
import { setFact } from '../model/lists/row.ts';
import { overrule } from './live-facts.ts';
import type { Deployment, Server, World } from './placement.ts';

/** What holds where nothing is said. */
const unsaid: Readonly<FactSet> = {
  instances: { value: 1, origin: { kind: 'assumption', flag: '--instances' } },
  workers: { value: 1, origin: { kind: 'assumption', flag: '--workers' } },
  engines: { value: 1, origin: { kind: 'default', key: '--engines', source: 'one pool per process' } },
};

/** instances × workers × engines and threads: flags, else the file, else what is assumed and said. */
export function deploymentFacts({ file, stated }: Pick<World, 'file' | 'stated'>): Deployment {
  const facts = allFacts(unsaid);
  const unreadable = new Set<FactName>();
  for (const name of ['instances', 'workers', 'threads', 'engines', 'requestTimeout'] as const) {
    if (file.deployment.unreadable.has(name)) {
      unreadable.add(name);
      delete facts[name];
    }
    copyFact(facts, file.deployment.facts, name);
  }
  for (const name of ['instances', 'workers', 'threads', 'engines'] as const) {
    if (stated.facts[name]) unreadable.delete(name);
    copyFact(facts, stated.facts, name);
  }
  const { surge } = stated;
  if (surge && facts.instances) {
    setFact(facts, 'surge', surgeInstances(facts.instances.value, surge.value), surge.origin);
  }
  return { facts, unreadable };
}

const assumedReserve: Origin = { kind: 'assumption', flag: '--reserved-connections' };
const assumedOthers: Origin = { kind: 'assumption', flag: '--other-connections' };

const noneOf = ({ name }: Pooler): Origin => ({
  kind: 'default',
  key: name,
  source: `${name}: a pooler reserves nothing`,
});

/** The slots of a server. Behind a pooler nothing is reserved: max_connections is then the pooler's own limit on clients. */
export function slotFacts({ provider, pooler, live }: Server, { stated }: World): FactSet {
  const facts: FactSet = {};
  const known = live ? overrule(stated.facts, live.facts) : stated.facts;
  copyFact(facts, known, 'maxConnections');
  const reserved = pooler ? 0 : (provider?.reservedConnections.value ?? 3);
  const none = pooler && noneOf(pooler);
  setFact(facts, 'reservedConnections', reserved, none ?? assumedReserve);
  copyFact(facts, known, 'reservedConnections');
  const other = pooler ? 0 : defaultOtherConnections(facts.reservedConnections?.value ?? reserved);
  setFact(facts, 'otherConnections', other, none ?? assumedOthers);
  copyFact(facts, known, 'otherConnections');
  return facts;
}

/** The least of the known limits on idle connections; a flag replaces them all. */
export function idleFacts({ provider, live }: Server, { stated }: World): FactSet {
  const known = [...stated.idleLimits, ...(live?.idleLimits ?? [])];
  if (provider) {
    const { value, kind } = provider.idleTimeout;
    const source = kind === 'policy' ? "the guide's policy" : (provider.sources[0] ?? provider.name);
    known.push({ value, kind, origin: { kind: 'provider', id: provider.id, source, asOf: provider.asOf } });
  }
  const flagged = known.find(({ origin }) => origin.kind === 'flag');
  const least = flagged ?? [...known].sort((a, b) => (a.value < b.value ? -1 : 1))[0];
  const facts: FactSet = {};
  if (!least) return facts;
  setFact(facts, 'idleTimeout', least.value, least.origin);
  setFact(facts, 'idleTimeoutKind', least.kind, least.origin);
  if (provider) setFact(facts, 'recommendedRecycle', provider.recommendedRecycle.value, least.origin);
  return facts;
}

/** Expected concurrent queries per process, as stated or from the load of the whole service. */
export function concurrencyFacts({ stated: { load }, deployment: { facts: deployment } }: World): FactSet {
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
