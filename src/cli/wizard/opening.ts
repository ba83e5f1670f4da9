import { factInfo, formatPlain, plainValue } from '../../model/fact-info.ts';
import type { FactName, FactSet } from '../../model/facts.ts';
import type { Live } from '../../model/live.ts';
import { wrap } from '../../model/words/wrap.ts';
import { defaultTimeoutMs } from '../live/flags.ts';
import { loginLimit } from '../size/facts.ts';
import { usageError } from '../usage-error.ts';
import type { Asker } from './asker.ts';
import { type Session, situation } from './session.ts';

/** What the wizard is about, and what it has found in the file already. */
export function opening(session: Session): string {
  const { file, width } = session;
  const found = foundIn(session);
  const what = file.stats === 'absent' ? `${file.name} is not there yet: it will be made.` : `${file.name}${found}`;
  const lines = [
    `Pool settings for ${file.name}: a few questions, then a preview. Nothing is written before you say yes.`,
    "Enter takes the answer in brackets, ? means I don't know, Ctrl-C leaves everything as it is.",
    what,
  ];
  return `${lines.map((line) => wrap(line, width)).join('\n')}\n`;
}

const poolFacts = ['poolSize', 'maxOverflow', 'maxLifetime', 'prePing'] as const;
const processFacts = ['workers', 'threads'] as const;

/** Keys and numbers alone: the file holds passwords. */
function foundIn(session: Session): string {
  const { facts, resolved } = situation(session);
  const pool = resolved.pools.length === 0 ? [] : poolFacts.flatMap((name) => foundFact(name, facts));
  const known = [...pool, ...processFacts.flatMap((name) => foundFact(name, facts))];
  const says = known.length === 0 ? '' : ` says ${known.join(', ')}`;
  if (resolved.pools.length > 0) return says === '' ? ' has pool settings that cannot be read.' : `${says}.`;
  return `${says === '' ? '' : `${says}, and`} has no pool settings yet: they will be added.`;
}

function foundFact<K extends FactName>(name: K, facts: FactSet): string[] {
  const fact: FactSet[K] = facts[name];
  const value = fact ? plainValue(name, fact.value) : null;
  const origin = fact?.origin;
  if (value === null || origin?.kind !== 'setting' || origin.key === '') return [];
  return [`${origin.key} ${formatPlain(value, factInfo[name].unit)}`];
}

/** What connects is loaded where a database is asked. */
const connecting = () => import('../commands/check.ts');

/**
 * Reads the limits from the database: of `--url` because it was given, of the file's URL after a yes. A problem is told and the
 * questions go on; without questions it is returned.
 */
export async function readLimits(
  session: Session,
  url: string | undefined,
  asker: Asker | undefined,
): Promise<string | null> {
  if (url === '-' && asker)
    throw usageError('--url - reads standard input, which the questions need; give the URL, or --yes');
  const target = await (url === undefined ? targetOfFile(session, asker) : targetOfUrl(url));
  if (target === undefined) return null;
  if (!target.ok) {
    if (url !== undefined) throw usageError(target.fault.message);
    return told(session, `${target.fault.message}.`);
  }
  if (url === undefined && !(await agrees(session, target.value.label, asker))) return null;
  const { askLive } = await connecting();
  const reading = await askLive({ target: target.value, timeoutMs: defaultTimeoutMs, admin: null, watch: null });
  const refusal = reading.live?.refusal ? `${target.value.label} is full: it takes no connection now` : null;
  const problem = reading.fault?.message ?? refusal;
  if (problem !== null) return asker ? told(session, `${problem}. Type the numbers instead.`) : problem;
  session.live = reading.live ?? undefined;
  return asker && reading.live ? told(session, limitsOf(session, reading.live)) : null;
}

function told(session: Session, text: string): null {
  session.say(`${wrap(text, session.width, '  ')}\n`);
  return null;
}

/** The file's own database, where there is anybody to ask whether it may be asked. */
async function targetOfFile({ file, flags }: Session, asker: Asker | undefined) {
  if (!asker || flags.maxConnections !== undefined) return undefined;
  const { fromFile } = await connecting();
  return fromFile({ file: file.name, text: file.text });
}

async function targetOfUrl(url: string) {
  const { chooseTarget } = await connecting();
  return chooseTarget({ url }, undefined);
}

async function agrees(session: Session, label: string, asker: Asker | undefined): Promise<boolean> {
  if (!asker) return false;
  session.say('\n');
  told(session, 'The database can tell its limits: one connection, one read-only transaction, nothing is changed.');
  return asker.confirm(`Read the limits from ${label}?`, true);
}

/** What the planner made of it: behind a pooler the server's own limit is not the one that clients meet. */
function limitsOf(session: Session, { snapshot, target }: Live): string {
  const { maxConnections, reservedConnections } = situation(session).facts;
  if (maxConnections) {
    const limit = loginLimit(situation(session).facts);
    const own = Number.isFinite(limit) ? ` This login may hold ${limit} (CONNECTION LIMIT).` : '';
    return `max_connections is ${maxConnections.value}, ${reservedConnections?.value ?? 0} of them reserved.${own}`;
  }
  if (!snapshot?.pooler) return `${target} does not show its limits to this login.`;
  return `${snapshot.pooler.name} answers at ${target}: its own limit on clients counts, and it tells none.`;
}
