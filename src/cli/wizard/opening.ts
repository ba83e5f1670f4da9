import { parse } from 'dotenv';
import { factInfo, formatPlain, plainValue } from '../../core/fact-info.ts';
import type { FactName, FactSet } from '../../core/facts.ts';
import type { Live } from '../../core/live.ts';
import { wrap } from '../../core/wrap.ts';
import { urlKeys } from '../../dialects/postgresql.ts';
import { readStandardInput } from '../read-file.ts';
import { loginLimit } from '../size-facts.ts';
import { usageError } from '../usage-error.ts';
import type { Asker } from './asker.ts';
import { askDatabase, liveTarget } from './live.ts';
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

/**
 * Reads the limits from the database: of `--url` because it was given, of the file's URL after a yes. A problem is told and the
 * questions go on; without questions it is returned.
 */
export async function readLimits(
  session: Session,
  url: string | undefined,
  asker: Asker | undefined,
): Promise<string | null> {
  const text = url === undefined ? urlIn(session) : givenUrl(url, asker);
  const target = text === undefined ? null : liveTarget(text);
  if (target === null) {
    if (url !== undefined) throw usageError('--url cannot be read; give postgresql://user@host:5432/database');
    return null;
  }
  if (url === undefined && !(await agrees(session, target.label, asker))) return null;
  const asked = await askDatabase(target);
  if (!asked.ok) {
    if (!asker) return asked.problem;
    session.say(`${wrap(`${asked.problem}. Type the numbers instead.`, session.width, '  ')}\n`);
    return null;
  }
  session.live = asked.live;
  if (asker) session.say(`${wrap(told(session, asked.live), session.width, '  ')}\n`);
  return null;
}

function givenUrl(url: string, asker: Asker | undefined): string {
  if (url !== '-') return url;
  if (asker) throw usageError('--url - reads standard input, which the questions need; give the URL, or --yes');
  const read = readStandardInput();
  if (read.kind === 'text') return read.text.trim();
  throw usageError(`--url -: standard input cannot be read (${read.problem})`);
}

/** The file's own database URL, as an application would read it. */
function urlIn({ file }: Session): string | undefined {
  const values: Readonly<Record<string, string>> = parse(file.text);
  const key = urlKeys.find((name) => values[name]);
  return key === undefined ? undefined : values[key];
}

async function agrees(session: Session, label: string, asker: Asker | undefined): Promise<boolean> {
  if (!asker || session.flags.maxConnections !== undefined) return false;
  const why = 'The database can tell its limits: one connection, one read-only transaction, nothing is changed.';
  session.say(`\n${wrap(why, session.width, '  ')}\n`);
  return asker.confirm(`Read the limits from ${label}?`, true);
}

/** What the planner made of it: behind a pooler the server's own limit is not the one that clients meet. */
function told(session: Session, { snapshot, target }: Live): string {
  const { maxConnections, reservedConnections } = situation(session).facts;
  if (maxConnections) {
    const limit = loginLimit(situation(session).facts);
    const own = Number.isFinite(limit) ? ` This login may hold ${limit} (CONNECTION LIMIT).` : '';
    return `max_connections is ${maxConnections.value}, ${reservedConnections?.value ?? 0} of them reserved.${own}`;
  }
  if (!snapshot?.pooler) return `${target} does not show its limits to this login.`;
  return `${snapshot.pooler.name} answers at ${target}: its own limit on clients counts, and it tells none.`;
}
