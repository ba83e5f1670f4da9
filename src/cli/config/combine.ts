import { formatOrigin } from '../../model/fact-info.ts';
import type { Stated } from '../../model/stated.ts';
import { usageError } from '../usage-error.ts';

/** Two statements as one: flags over a config, a config's later part over an earlier one. A load is replaced as a whole. */
export function overStated(stronger: Stated, weaker: Stated): Stated {
  const surge = stronger.surge ?? weaker.surge;
  const load = stronger.load ?? weaker.load;
  const provider = stronger.provider ?? weaker.provider;
  const live = stronger.live ?? weaker.live;
  return {
    facts: { ...weaker.facts, ...stronger.facts },
    idleLimits: stronger.idleLimits.length > 0 ? stronger.idleLimits : weaker.idleLimits,
    ...(surge && { surge }),
    ...(load && { load }),
    ...(provider && { provider }),
    ...(live && { live }),
  };
}

/** Refuses reserved slots that leave none. Throws a usage error that names where both numbers come from. */
export function checkSlots({
  facts: { maxConnections: all, reservedConnections: reserved },
}: Pick<Stated, 'facts'>): void {
  if (!all || !reserved || reserved.value < all.value) return;
  const [kept, limit] = [reserved, all].map(({ origin }) => formatOrigin(origin));
  throw usageError(`${kept} ${reserved.value} leaves nothing of ${limit} ${all.value}; give a smaller one`);
}
