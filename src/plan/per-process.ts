import type { FactValues, Origin } from '../model/facts.ts';
import { setFact } from '../model/lists/row.ts';
import type { ResolvedPool } from './resolve.ts';

const sizes = ['poolMax', 'poolSize', 'maxOverflow'] as const;

/**
 * A pool whose numbers are declared as the total of an instance, with each worker's share of them: templates that do so divide with
 * `max(1, pool_size // workers)`. Without a known number of workers the share is unknown.
 */
export function perProcess(pool: ResolvedPool, workers: number | undefined): ResolvedPool {
  if (![...pool.written.values()].some(({ row }) => row.perInstance)) return pool;
  const facts = { ...pool.facts };
  const unreadable = new Set(pool.unreadable);
  for (const name of sizes) {
    const fact = facts[name];
    if (!fact || !pool.written.get(name)?.row.perInstance) continue;
    if (workers === undefined) {
      delete facts[name];
      unreadable.add(name);
    } else {
      const least = name === 'maxOverflow' ? 0 : 1;
      setFact(facts, name, Math.max(least, Math.floor(fact.value / workers)), noted(fact.origin, fact.value, workers));
    }
  }
  return { ...pool, facts, unreadable };
}

const noted = (origin: Origin, total: number, workers: number): Origin =>
  origin.kind === 'setting' ? { ...origin, note: `${total} per instance ÷ ${workers} workers` } : origin;

/** The other way round: what to write for wanted values per process. */
export function perInstance(wanted: Partial<FactValues>, workers: number): Partial<FactValues> {
  const total = { ...wanted };
  for (const name of sizes) {
    const value = wanted[name];
    if (value !== undefined) total[name] = value * workers;
  }
  return total;
}
