import { defaultOtherConnections } from '../../model/connections.ts';
import { never } from '../../model/units.ts';
import { findProvider } from '../../providers/index.ts';
import type { ProfileName } from '../../sizing/formulas.ts';
import type { SizeLoad } from '../../sizing/size-fit.ts';
import { loadFrom } from '../flags/facts.ts';
import { positiveDecimal, surge, wholeNumber } from '../flags/values.ts';
import { readIdleTimeout, readQueryTime, readRate } from './answers.ts';
import { type Asker, askNumber, type Choice } from './asker.ts';
import { introduce, type Session, situation } from './session.ts';

/** Asks for what is neither stated by a flag nor told by the file or the database. */
export async function askEverything(session: Session, asker: Asker): Promise<void> {
  session.load = statedLoad(session) ?? (await askLoad(session, asker));
  await askProcesses(session, asker);
  await askServer(session, asker);
}

/** The load that flags state, if they do. */
function statedLoad({ flags }: Session): SizeLoad | undefined {
  return loadFrom(flags) ?? (flags.traffic && { kind: 'profile', name: flags.traffic });
}

type Way = 'rate' | 'concurrency' | 'unknown';

const ways: readonly Choice<Way>[] = [
  { name: 'requests per second and the time of a query', value: 'rate' },
  { name: 'how many queries run at once in one process', value: 'concurrency' },
  { name: "I don't know: choose a traffic profile", value: 'unknown' },
];

async function askLoad(session: Session, asker: Asker): Promise<SizeLoad> {
  introduce(
    session,
    'A pool holds as many connections as queries run at once, times 1.5. Any of these tells how many.',
  );
  const way = await asker.choose('What do you know about the load?', ways, 'unknown');
  const known =
    way === 'rate'
      ? await askRate(session, asker)
      : way === 'concurrency'
        ? await askConcurrency(session, asker)
        : undefined;
  return known ?? (await askProfile(session, asker));
}

async function askRate(session: Session, asker: Asker): Promise<SizeLoad | undefined> {
  introduce(session, 'The peak of the whole service, all instances together: they share it.');
  const rps = await askNumber(asker, {
    message: "Requests per second (? = I don't know)",
    default: '?',
    read: readRate,
  });
  if (rps === undefined) return undefined;
  introduce(session, 'While a query runs it holds a connection. A slow percentile (p95) is safer than the mean.');
  const queryMs = await askNumber(asker, {
    message: "Time of a query, such as 20ms (? = I don't know)",
    default: '20ms',
    read: readQueryTime,
  });
  if (queryMs === undefined) return undefined;
  introduce(session, 'A request that runs several queries holds a connection for each of them.');
  const read = positiveDecimal('the number of queries');
  const queries = await askNumber(asker, { message: 'Queries per request (? = 1)', default: '1', read });
  session.flags = { ...session.flags, rps, queryMs, ...(queries && { queriesPerRequest: queries }) };
  return loadFrom(session.flags);
}

async function askConcurrency(session: Session, asker: Asker): Promise<SizeLoad | undefined> {
  introduce(session, 'The most queries that one process runs at the same moment, at its peak.');
  const read = positiveDecimal('the number of queries');
  const message = "Queries at once per process (? = I don't know)";
  const concurrency = await askNumber(asker, { message, default: '?', read });
  if (concurrency === undefined) return undefined;
  session.flags = { ...session.flags, concurrency };
  return loadFrom(session.flags);
}

const profileChoices: readonly Choice<ProfileName>[] = [
  { name: 'low: under 10 requests per second (5 + 10)', value: 'low' },
  { name: 'medium: 10 to 100 (20 + 40)', value: 'medium' },
  { name: 'high: over 100 (50 + 50)', value: 'high' },
  { name: 'very high: enterprise (100 + 100)', value: 'very-high' },
];

async function askProfile(session: Session, asker: Asker): Promise<SizeLoad> {
  introduce(session, "The guide's profiles stand for a load that nobody has measured: pool_size + max_overflow.");
  const name = await asker.choose('How much traffic does the service get?', profileChoices, 'medium');
  session.flags = { ...session.flags, traffic: name };
  return { kind: 'profile', name };
}

async function askProcesses(session: Session, asker: Asker): Promise<void> {
  const most = 100_000;
  if (session.flags.instances === undefined) {
    introduce(session, 'Every instance (replica, pod, dyno) has pools of its own. Count them at their maximum.');
    const read = wholeNumber('the number of instances', 1, most);
    const instances = await askNumber(asker, { message: 'App instances (? = 1)', default: '1', read });
    if (instances !== undefined) session.flags = { ...session.flags, instances };
  }
  if (session.flags.workers === undefined) await askWorkers(session, asker, most);
  if (session.flags.surge === undefined) {
    introduce(session, 'A rolling deploy starts new instances before old ones end, and both hold connections.');
    const message = 'Extra instances during a deploy, such as 1 or 25% (? = 0)';
    const extra = await askNumber(asker, { message, default: '0', read: surge('the surge') });
    if (extra !== undefined) session.flags = { ...session.flags, surge: extra };
  }
}

async function askWorkers(session: Session, asker: Asker, most: number): Promise<void> {
  const { facts } = situation(session);
  const inFile = facts.workers?.origin.kind === 'setting' ? facts.workers.origin.key : undefined;
  const known = facts.workers?.value ?? 1;
  const from = inFile === undefined ? '' : ` ${inFile} in ${session.file.name} says ${known}.`;
  introduce(session, `Every worker process has a pool of its own, so they multiply.${from}`);
  const read = wholeNumber('the number of workers', 1, most);
  const message = `Worker processes per instance (? = ${known})`;
  const workers = await askNumber(asker, { message, default: String(known), read });
  if (inFile !== undefined && workers === known) return;
  if (workers !== undefined) session.flags = { ...session.flags, workers };
  else if (!facts.workers) session.flags = { ...session.flags, workers: known };
}

async function askServer(session: Session, asker: Asker): Promise<void> {
  await askProvider(session, asker);
  await askMaxConnections(session, asker);
  await askOthers(session, asker);
  await askIdleTimeout(session, asker);
}

/** Asked where no limit is known: a provider without one may still stand behind a network that has one. */
async function askIdleTimeout(session: Session, asker: Asker): Promise<void> {
  const known = situation(session).facts.idleTimeout;
  if (known && (known.value !== never || known.origin.kind !== 'provider')) return;
  introduce(session, 'A connection that was closed while idle fails at its next use, so the pool recycles it before.');
  const message = 'What closes idle connections after, such as 10m (? = nothing known)';
  const idleTimeout = await askNumber(asker, { message, default: '?', read: readIdleTimeout });
  if (idleTimeout !== undefined) session.flags = { ...session.flags, idleTimeout };
}

const common = [
  ['postgresql', 'PostgreSQL of your own'],
  ['aws-rds', 'Amazon RDS'],
  ['aws-aurora', 'Amazon Aurora'],
  ['gcp-cloudsql', 'Google Cloud SQL'],
  ['azure-flexible', 'Azure Database for PostgreSQL'],
  ['neon', 'Neon'],
  ['supabase-direct', 'Supabase'],
  ['unknown', "another, or I don't know"],
] as const;

/** Asked only where no host name, flag or live server tells. */
async function askProvider(session: Session, asker: Asker): Promise<void> {
  if (situation(session).recommendedRecycle !== undefined) return;
  introduce(session, 'Managed services reserve connections and close idle ones in their own ways.');
  const choices = common.map(([value, name]) => ({ value, name }));
  const id = await asker.choose('Where does PostgreSQL run?', choices, 'postgresql');
  const provider = findProvider(id);
  if (provider) session.flags = { ...session.flags, provider };
}

async function askMaxConnections(session: Session, asker: Asker): Promise<void> {
  if (situation(session).facts.maxConnections) return;
  introduce(session, 'All pools together have to fit. SHOW max_connections tells; PostgreSQL comes with 100.');
  const least = (situation(session).facts.reservedConnections?.value ?? 0) + 1;
  const read = wholeNumber('max_connections', least, 262_143);
  const message = "max_connections of the server (? = I don't know)";
  const maxConnections = await askNumber(asker, { message, default: '?', read });
  if (maxConnections !== undefined) session.flags = { ...session.flags, maxConnections };
}

async function askOthers(session: Session, asker: Asker): Promise<void> {
  const { otherConnections, reservedConnections, maxConnections } = situation(session).facts;
  if (!maxConnections || session.flags.otherConnections !== undefined) return;
  const kept = otherConnections?.value ?? defaultOtherConnections(reservedConnections?.value ?? 3);
  introduce(
    session,
    `Admin tools, migrations and cron jobs need connections too; ${reservedConnections?.value ?? 3} reserved ones are counted in.`,
  );
  const read = wholeNumber('the number of connections', 0, 262_143);
  const message = `Connections kept for others (? = ${kept})`;
  const others = await askNumber(asker, { message, default: String(kept), read });
  if (others !== undefined && others !== kept) session.flags = { ...session.flags, otherConnections: others };
}
