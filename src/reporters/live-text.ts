import type { Live } from '../model/live.ts';
import type { Capacity, Snapshot } from '../model/snapshot.ts';
import { printable, withoutCommands } from '../model/words/printable.ts';
import { formatAge } from '../model/words/session-words.ts';
import { wrap } from '../model/words/wrap.ts';
import { budgetBar } from './live-bar.ts';
import { limitLines } from './live-limits.ts';
import { applicationTable, columns, observationTable } from './live-tables.ts';
import { type Paint, paintFor } from './paint.ts';

interface Page {
  readonly width: number;
  readonly paint: Paint;
}

/** What a live database said, as a page: the budget as a bar, who holds what, limits, capacity and what could not be seen. */
export function livePage(live: Live, context: { readonly width: number; readonly color: boolean }): string {
  const page = { width: context.width, paint: paintFor(context.color) };
  const blocks = live.snapshot
    ? snapshotBlocks(live, live.snapshot, page)
    : [[page.paint('strong', printable(live.target))]];
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${withoutCommands(text.join('\n\n'))}\n\n`;
}

function snapshotBlocks(live: Live, snapshot: Snapshot, page: Page): string[][] {
  const { width, paint } = page;
  const { observation } = live;
  return [
    heading(live, snapshot, page),
    budgetBar(live, width, paint),
    ...(snapshot.sessions
      ? [
          [
            paint('strong', observation ? `Sessions at the peak (${snapshot.at})` : 'Sessions'),
            ...applicationTable(live, width),
          ],
        ]
      : []),
    ...(observation ? [observed(live, page)] : []),
    titled('Limits', limitLines(snapshot, width), page),
    ...(snapshot.capacity ? [capacityBlock(snapshot.capacity, snapshot.pooler !== null, page)] : []),
    titled('Pooler', poolerLines(snapshot, page), page),
    titled(
      'Not seen',
      snapshot.unseen.map(({ what, why, remedy }) =>
        wrap(`${what}: ${why}${remedy === null ? '' : ` (${remedy})`}`, width, '  ', '    '),
      ),
      page,
    ),
  ];
}

const titled = (title: string, lines: readonly string[], { paint }: Page): string[] =>
  lines.length === 0 ? [] : [paint('strong', title), ...lines];

/** The newest version that the queries were tried on. */
const newestTested = 18;

function heading({ target }: Live, { server, encrypted, transport, provider, pooler }: Snapshot, page: Page): string[] {
  const name = server.kind === 'postgresql' ? `PostgreSQL ${server.version}` : server.version;
  const how = transport === 'unix' ? 'Unix socket' : encrypted ? 'TLS' : 'no TLS';
  const notes = [
    ...(server.inRecovery ? ['A standby: its limits must be at least the primary’s.'] : []),
    ...(server.kind === 'postgresql' && (server.major ?? 0) > newestTested
      ? [`PostgreSQL ${server.major} is not tested with this poolfit.`]
      : []),
    ...server.differences.map((text) => `${text}.`),
    ...(provider ? [`Looks like ${provider.id} (${provider.evidence}).`] : []),
    ...(pooler
      ? [
          `Behind ${pooler.name} (${pooler.evidence}): the limits below are the server’s, not what the pooler’s clients meet.`,
        ]
      : []),
  ];
  const title = `${page.paint('strong', printable(target))}  ${printable(name)}, ${how}`;
  return [title, ...notes.map((note) => wrap(printable(note), page.width, '  '))];
}

const signs: readonly (readonly [RegExp, string])[] = [
  [/^max_connections$/, ''],
  [/^CONNECTION LIMIT/, 'at most '],
  [/^sessions of this role in other databases$/, '+ '],
  [/^other sessions of this role$/, 'open already: '],
];

const signOf = (name: string): string => signs.find(([pattern]) => pattern.test(name))?.[1] ?? '− ';

function capacityBlock(capacity: Capacity, isPooled: boolean, page: Page): string[] {
  const { terms } = capacity;
  const sum = isPooled ? pooledCapacity(capacity) : ownCapacity(capacity);
  const rows = terms.map(({ name, value }) => [`${signOf(name)}${name}`, String(value)]);
  return titled('Capacity', [wrap(sum, page.width, '  '), ...columns(rows, '    ')], page);
}

function ownCapacity({ limit, available, exact }: Capacity): string {
  const more = exact ? `${available} more` : `at least ${available} more`;
  return `This login may hold ${exact ? '' : 'at least '}${limit} connections in all and can open ${more} now.`;
}

const pooledCapacity = ({ limit, available }: Capacity): string =>
  `The server behind the pooler gives this login ${limit} connections in all and ${available} more now; the pooler hands out what its own limits allow.`;

function poolerLines({ pooler }: Snapshot, { width }: Page): string[] {
  if (!pooler) return [];
  const { admin } = pooler;
  const next = '--pgbouncer-admin-url URL reads them from PgBouncer’s console';
  if (!admin)
    return [
      wrap(`Its own limits (max_client_conn, default_pool_size) are not shown to clients; ${next}.`, width, '  '),
    ];
  const known = [
    ['max_client_conn', admin.maxClientConnections],
    ['default_pool_size', admin.defaultPoolSize],
    ['pool_mode', admin.poolMode],
    ['query_wait_timeout (s)', admin.queryWaitTimeoutSeconds],
    ['client_idle_timeout (s)', admin.clientIdleTimeoutSeconds],
    ['server_idle_timeout (s)', admin.serverIdleTimeoutSeconds],
    ['server_lifetime (s)', admin.serverLifetimeSeconds],
  ].map(([name, value]) => [String(name), String(value ?? '?')]);
  const pools = admin.pools.map((pool) => [
    printable(pool.database),
    pool.mode,
    String(pool.clientsActive),
    String(pool.clientsWaiting),
    String(pool.serversActive),
    String(pool.serversIdle),
  ]);
  const table = [['database', 'mode', 'clients', 'waiting', 'servers busy', 'idle'], ...pools];
  return [...columns(known), ...(pools.length === 0 ? [] : ['', ...columns(table)])];
}

function observed({ observation, overflow }: Live, page: Page): string[] {
  if (!observation) return [];
  const { first, last, samples } = observation;
  const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
  const span = seconds < 10 ? `${seconds.toFixed(1)} s` : formatAge(seconds);
  const lines = observationTable(observation, page.width);
  const said = overflow ? [wrap(overflowText(overflow), page.width, '  ')] : [];
  return titled(`Watched for ${span}, ${samples} samples`, [...lines, ...said], page);
}

function overflowText({ processes, kept, share, poolSize }: NonNullable<Live['overflow']>): string {
  const among = processes === 1 ? 'one process' : `${processes} processes`;
  const covered = `A pool_size of ${poolSize} in ${among} would have covered 95 % of the samples.`;
  if (kept === null || share === null) return covered;
  const percent = share > 0 && share < 0.01 ? 'under 1' : String(Math.round(100 * share));
  return `In ${percent} % of the samples ours were more than the ${kept} that the pools keep: overflow. ${covered}`;
}
