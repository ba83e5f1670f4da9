import { formatPlain } from '../../model/fact-info.ts';
import { ceil, compare, formatRational } from '../../model/rational.ts';
import { wrap } from '../../model/words/wrap.ts';
import type { SizeResult } from '../../sizing/size.ts';
import type { SizeInput } from '../../sizing/size-plan.ts';
import type { Instead, PoolerPlan } from '../../sizing/size-pooler.ts';
import type { Step } from '../../sizing/size-step.ts';
import { guideKeys, namedSettings, type PoolKeys, type SizeReport } from './report.ts';

/** How a text is decorated; the identity where there are no colours. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const plain: Style = { bold: (text) => text, dim: (text) => text };

const coloured: Style = { bold: (text) => `\x1b[1m${text}\x1b[0m`, dim: (text) => `\x1b[2m${text}\x1b[0m` };

export const styleFor = (color: boolean): Style => (color ? coloured : plain);

export interface Layout {
  /** Columns. */
  readonly width: number;
  readonly style: Style;
  readonly keys?: PoolKeys;
}

/** The result for a terminal: settings, what they add up to, how far they grow, then every step. */
export function formatSizeText(report: SizeReport, layout: Layout): string {
  const { sized, input } = report;
  const blocks = [
    [layout.style.bold(`Result: ${sized.result}`)],
    sized.settings
      ? namedSettings(sized.settings, layout.keys ?? guideKeys).map(([key, value]) => `  ${key}=${value}`)
      : refusal(report, layout),
    paragraphs(summary(sized, input), layout.width),
    ['How each number comes about', ...sized.steps.flatMap((step) => stepLines(step, layout))],
    origins(report, layout),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const paragraphs = (texts: readonly string[], width: number): string[] =>
  texts.map((text) => (text === '' ? '' : wrap(text, width, '  ', text.startsWith('- ') ? '    ' : '  ')));

function stepLines({ name, formula, numbers, value, source }: Step, { width, style }: Layout): string[] {
  const sum = numbers === String(value) ? `${name} = ${value}` : `${name} = ${numbers} = ${value}`;
  const why = wrap(`${formula} · ${source}`, width, '    ', '      ');
  return [wrap(sum, width, '  ', '      '), ...why.split('\n').map(style.dim)];
}

/** What the settings add up to, what load they serve, how far the service can grow. */
export function summary(sized: SizeResult, input: SizeInput): string[] {
  const { maxConnections } = input.slots;
  const lines: string[] = [];
  if (sized.total !== null) {
    const limit = maxConnections === undefined ? '; max_connections is unknown' : ` of ${maxConnections}`;
    lines.push(`${products(sized, input)} connections${limit}${leftOver(sized, input)}.`);
  }
  if (sized.serves) lines.push(served(sized, input));
  if (sized.growth) lines.push(growthLine(sized));
  if (sized.missing.length > 0) {
    lines.push(
      'Whether this fits is not known without max_connections: give --max-connections N (poolfit check shows it).',
    );
  }
  return lines;
}

/** `3 × 2 × 15 = 90`; engines only where there are several. */
function products({ total, settings }: SizeResult, { processes, threads }: SizeInput): string {
  const { instances, workers, engines } = processes;
  const each = Math.min(threads ?? Number.POSITIVE_INFINITY, (settings?.poolSize ?? 0) + (settings?.maxOverflow ?? 0));
  const factors = engines === 1 ? [instances, workers, each] : [instances, workers, engines, each];
  return `${factors.join(' × ')} = ${total}`;
}

function leftOver({ headroom, total, totalInDeploy }: SizeResult, { slots }: SizeInput): string {
  if (headroom === null || slots.maxConnections === undefined) return '';
  const deploy = totalInDeploy === total ? '' : ` (${totalInDeploy} while a deploy runs)`;
  const kept = Math.max(slots.reservedConnections, slots.otherConnections);
  return `${deploy}; ${headroom} left, ${kept} are kept for others`;
}

function served({ serves, concurrency, wanted }: SizeResult, { load }: SizeInput): string {
  if (!serves) return '';
  const { peak } = serves;
  if (compare(serves.concurrency, concurrency) >= 0) {
    return `Reduced to fit: pool_size keeps the guide's margin of 1.5; a spike gets ${peak} connections per process, not ${wanted.poolSize + wanted.maxOverflow}.`;
  }
  const unit = load.kind === 'rate' ? 'requests per second' : 'queries at once per process';
  const asked = formatRational(load.kind === 'rate' ? load.rps : concurrency);
  const still = formatRational(serves.rps ?? serves.concurrency);
  return `Reduced to fit: with the guide's margin of 1.5 it serves ${still} of ${asked} ${unit}; all ${peak} connections of a process together carry more, without a margin.`;
}

/** `7 instances fit; at 8 it is 8 × 12 = 96 of 90.` */
function growthLine({ growth }: SizeResult): string {
  if (!growth) return '';
  const { instances, next, perInstance, limit } = growth;
  const replicas = next.surge > 0 ? `(${next.instances} + ${next.surge})` : String(next.instances);
  const fit = instances === 1 ? '1 instance fits' : `${instances} instances fit`;
  return `${fit}; at ${next.instances} it is ${replicas} × ${perInstance} = ${next.total} of ${limit}.`;
}

/** What to do where no pool fits: PgBouncer's numbers, or what would make it fit without. */
function refusal({ sized }: SizeReport, { width, keys = guideKeys }: Layout): string[] {
  const { pooler, instead, concurrency, cap } = sized;
  if (!pooler || !instead) return [];
  const needed = cap !== null && cap < 1 ? 1 : formatRational(concurrency);
  return [
    wrap(`No pool fits: every pool may open ${cap} connections, and this load needs ${needed}.`, width, '  '),
    '',
    wrap(
      `PgBouncer between the service and PostgreSQL ${pooler.carries ? 'carries it' : 'shares what there is'}:`,
      width,
      '  ',
    ),
    ...pgbouncer(pooler),
    ...paragraphs(poolerNotes(pooler, keys), width),
    ...paragraphs(withoutPooler(instead), width),
  ];
}

const pgbouncer = ({ poolMode, defaultPoolSize, maxClientConn, maxDbConnections }: PoolerPlan): string[] => [
  `    pool_mode = ${poolMode}`,
  `    default_pool_size = ${defaultPoolSize}`,
  `    max_client_conn = ${maxClientConn}`,
  `    max_db_connections = ${maxDbConnections}`,
];

function poolerNotes({ clients, carries, inFlight, maxDbConnections }: PoolerPlan, keys: PoolKeys): string[] {
  const { poolSize, maxOverflow } = clients;
  const notes = [
    '',
    `Every process then keeps ${keys.poolSize}=${poolSize} and ${keys.maxOverflow}=${maxOverflow}, against PgBouncer. In transaction mode a session's state (SET, LISTEN, advisory locks, prepared statements before PgBouncer 1.21) does not last.`,
  ];
  if (carries) return notes;
  return [
    ...notes,
    `Even so, PostgreSQL runs ${maxDbConnections} of the ${ceil(inFlight)} queries in flight at once: the others wait in PgBouncer's queue (query_wait_timeout, 120 s). Shorter or fewer queries help more than a pooler.`,
  ];
}

function withoutPooler({ maxConnections, workers }: Instead): string[] {
  const lines: string[] = [];
  if (maxConnections.carries !== null) {
    const full = maxConnections.fits === null ? '' : `, ${maxConnections.fits} fits it in full`;
    lines.push(
      `- max_connections ${maxConnections.carries} carries it${full}: a restart, and 1 to 4 MB per connection; on a managed service in its parameter group.`,
    );
  }
  const most = workers.fits ?? workers.carries;
  if (most !== null) lines.push(`- ${most} ${most === 1 ? 'worker' : 'workers'} per instance would make it fit.`);
  return lines.length === 0 ? [] : ['', 'Or, without a pooler:', ...lines];
}

/** Where the numbers come from, the assumed ones with the flag that replaces them. */
function origins({ facts, assumed }: SizeReport, { width, style }: Layout): string[] {
  const isAssumed = (name: string): boolean => assumed.some(({ fact }) => fact === name);
  const lines = facts
    .filter(({ fact }) => !isAssumed(fact))
    .map(({ fact, value, unit, origin }) => `${titleOf(fact)} ${formatPlain(value, unit)} (${origin})`);
  const replaced = assumed.map(({ fact, value, flag }) => `${titleOf(fact)} ${value} (${flag})`).join(', ');
  const assumptions =
    replaced === '' ? [] : [wrap(`assumed, and replaced by its flag: ${replaced}`, width, '  ', '    ')];
  return ['From', ...lines.map((line) => style.dim(wrap(line, width, '  ', '    '))), ...assumptions];
}

const titles: Readonly<Record<string, string>> = {
  maxConnections: 'max_connections',
  reservedConnections: 'reserved connections',
  otherConnections: 'connections kept for others',
  idleTimeout: 'idle timeout',
  loginLimit: 'CONNECTION LIMIT of the login',
};

const titleOf = (fact: string): string => titles[fact] ?? fact;
