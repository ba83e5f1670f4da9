import { poolCount, surgeInstances, usable } from '../../model/connections.ts';
import type { Vocabulary } from '../../model/lists/vocabulary.ts';
import type { Live } from '../../model/live.ts';
import type { Stated } from '../../model/stated.ts';
import { wrap } from '../../model/words/wrap.ts';
import { profiles } from '../../sizing/formulas.ts';
import { type SizeLoad, wantFor } from '../../sizing/size-fit.ts';
import type { EnvFile } from '../env-file/read.ts';
import { type FactFlags, statedFrom } from '../flags/facts.ts';
import { loginLimit, type Situation, situationOf } from '../size/facts.ts';

/** What is known so far: the file, the flags (answers are added to them), and what the database said. */
export interface Session {
  readonly file: EnvFile;
  readonly vocabulary: Vocabulary;
  readonly width: number;
  readonly say: (text: string) => void;
  flags: FactFlags;
  load: SizeLoad | undefined;
  live: Live | undefined;
}

export const statedIn = ({ flags, live }: Session): Stated => ({ ...statedFrom(flags), ...(live && { live }) });

export const situation = (session: Session): Situation =>
  situationOf({ file: session.file.name, text: session.file.text }, statedIn(session), session.vocabulary);

/**
 * `Running total: 3 × 2 × 45 = 270 of 90`: what the load asks for so far, against the slots that can be planned. Before the load is
 * known, the file's own pool stands for it, or the guide's default.
 */
export function runningTotal(session: Session): string {
  const { facts } = situation(session);
  const instances = facts.instances?.value ?? 1;
  const workers = facts.workers?.value ?? 1;
  const engines = facts.engines?.value ?? 1;
  const surge = session.flags.surge ? surgeInstances(instances, session.flags.surge) : 0;
  const want = session.load ? wantFor(session.load, instances * workers) : currentPool(session);
  const each = Math.min(facts.threads?.value ?? Number.POSITIVE_INFINITY, want.poolSize + want.maxOverflow);
  const total = poolCount({ instances: instances + surge, workers, engines }) * each;
  const replicas = surge > 0 ? `(${instances} + ${surge})` : String(instances);
  const factors = [replicas, workers, ...(engines === 1 ? [] : [engines]), each].join(' × ');
  const slots = slotsOf(session);
  const tooMany = slots !== undefined && total > slots ? ' (more than there are: it will be reduced to fit)' : '';
  return `${factors} = ${total} of ${slots ?? '?'}${tooMany}`;
}

/** What can be planned: max_connections less what is kept for others, or the login's own limit; undefined without a limit. */
function slotsOf(session: Session): number | undefined {
  const { facts } = situation(session);
  const { maxConnections, reservedConnections, otherConnections } = facts;
  if (!maxConnections || !reservedConnections || !otherConnections) return undefined;
  const planned = usable({
    maxConnections: maxConnections.value,
    reservedConnections: reservedConnections.value,
    otherConnections: otherConnections.value,
  });
  return Math.min(planned, loginLimit(facts));
}

function currentPool(session: Session): { poolSize: number; maxOverflow: number } {
  const { resolved, facts } = situation(session);
  const { poolSize, maxOverflow } = facts;
  const isThere =
    resolved.pools.length > 0 && poolSize && maxOverflow && Number.isFinite(poolSize.value + maxOverflow.value);
  return isThere ? { poolSize: poolSize.value, maxOverflow: maxOverflow.value } : profiles.medium;
}

/** Says why the next question is asked, with the running total above it. */
export function introduce(session: Session, why: string): void {
  session.say(
    `\n${wrap(`Running total: ${runningTotal(session)}`, session.width, '  ')}\n${wrap(why, session.width, '  ')}\n`,
  );
}
