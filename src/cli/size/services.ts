import { relative, resolve } from 'node:path';
import type { FileOptions } from '../../index.ts';
import { makeVocabulary } from '../../linter/vocabulary.ts';
import { openedAtMost, poolCount, surgeInstances, usable } from '../../model/connections.ts';
import { ceil, toNumber } from '../../model/rational.ts';
import { perInstance } from '../../plan/per-process.ts';
import { type ServiceNeed, splitBudget } from '../../sizing/services-split.ts';
import { type SizeResult, size } from '../../sizing/size.ts';
import { type PoolSettings, wantFor } from '../../sizing/size-fit.ts';
import type { SizeInput } from '../../sizing/size-plan.ts';
import type { Config, ConfigService } from '../config/config.ts';
import { overConfig } from '../config/file-options.ts';
import { discover } from '../lint/discover.ts';
import { readFile } from '../read-file.ts';
import { usageError } from '../usage-error.ts';
import { inputFrom, type Situation, situationOf } from './facts.ts';
import { keysOf, namedSettings } from './report.ts';

/** One service's part of its server. */
export interface SizedService {
  readonly name: string;
  readonly file: string | null;
  readonly priority: number;
  readonly result: SizeResult['result'];
  /** Expected concurrent queries per process. */
  readonly concurrency: number;
  readonly processes: SizeInput['processes'];
  /** Connections per process that it may open. */
  readonly cap: number;
  /** Of all its processes, while a deploy runs. */
  readonly connections: number;
  /** Under the service's own key names. */
  readonly settings: readonly (readonly [string, number | boolean])[] | null;
}

export interface SizedServer {
  readonly server: string;
  readonly maxConnections: number;
  /** Kept for everyone else. */
  readonly kept: number;
  readonly used: number;
  readonly services: readonly SizedService[];
}

interface Asking {
  readonly service: ConfigService;
  readonly file: string | null;
  readonly situation: Situation;
  readonly input: SizeInput;
  readonly ownKeys: FileOptions['ownKeys'];
  readonly need: ServiceNeed;
}

/** Splits each server's budget among the config's services. Throws a usage error where a service states no load, or a limit is unknown. */
export function sizeServices(config: Config, ofFlags: FileOptions): readonly SizedServer[] {
  if (config.services.length === 0) {
    throw usageError(`${config.file} names no services; --services splits a server's connections among them`);
  }
  const files = filesOf(config);
  const asking = config.services.map((service) =>
    askingOf(service, config, { ofFlags, files: files.get(service.name) ?? [] }),
  );
  const servers = new Map<string, Asking[]>();
  for (const one of asking) servers.set(one.service.server, [...(servers.get(one.service.server) ?? []), one]);
  return [...servers].map(([server, members]) => sizedServer(server, members));
}

/** The files of each service, as the linter would find them. */
function filesOf(config: Config): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const found of discover([relative('', config.folder) || '.'])) {
    if (found.kind === 'folder' && config.ignores(resolve(found.folder))) found.skip();
    if (found.kind !== 'file') continue;
    const path = resolve(found.file);
    const name = config.ignores(path) ? undefined : config.optionsFor(path).service?.name;
    if (name !== undefined) files.set(name, [...(files.get(name) ?? []), found.file]);
  }
  return files;
}

/** Of the variants of a service the one with the most processes: the others ask for less. */
function askingOf(
  service: ConfigService,
  config: Config,
  { ofFlags, files }: { readonly ofFlags: FileOptions; readonly files: readonly string[] },
): Asking {
  const variants = files.map((file) => {
    const read = readFile(file, true);
    if (read.kind === 'problem') throw usageError(`${file}: ${read.problem}`);
    return asked({ file, text: read.text }, service, overConfig(ofFlags, config.optionsFor(resolve(file))));
  });
  const all = variants.length > 0 ? variants : [asked(null, service, overConfig(ofFlags, service.options))];
  const [first, ...others] = all;
  if (!first) throw new Error('a service has at least one variant');
  return others.reduce((most, one) => (one.need.pools > most.need.pools ? one : most), first);
}

function asked(source: { file: string; text: string } | null, service: ConfigService, options: FileOptions): Asking {
  const { stated, ownKeys } = options;
  const load = stated?.load?.value;
  if (!stated || !load) {
    throw usageError(`services.${service.name} states no load; give it concurrency, or rps and queryMs`);
  }
  const situation = situationOf(source ?? { file: '', text: '' }, stated, makeVocabulary(ownKeys));
  const input = inputFrom(situation, stated, { load, poolTimeout: false });
  return { service, file: source?.file ?? null, situation, input, ownKeys, need: needOf(input, service.priority) };
}

function needOf(
  { load, processes, surge, threads = Number.POSITIVE_INFINITY }: SizeInput,
  priority: number,
): ServiceNeed {
  const { instances, workers } = processes;
  const want = wantFor(load, instances * workers);
  const pools = poolCount({ ...processes, instances: instances + surgeInstances(instances, surge) });
  const most = openedAtMost(want.poolSize + want.maxOverflow, threads);
  const wanted = Math.min(most, want.poolSize);
  return { priority, pools, concurrency: Math.min(wanted, Math.max(1, ceil(want.concurrency))), wanted, most };
}

function sizedServer(server: string, members: readonly Asking[]): SizedServer {
  const slots = slotsOf(server, members);
  const others = members.reduce((sum, { situation, need }) => sum + situation.otherPools * need.pools, 0);
  const caps = splitBudget(
    members.map(({ need }) => need),
    Math.max(0, usable(slots) - others),
  );
  const services = members.map((member, at) => sizedService(member, caps[at] ?? 0));
  const used = services.reduce((sum, { connections }) => sum + connections, others);
  return {
    server,
    maxConnections: slots.maxConnections,
    kept: slots.maxConnections - usable(slots),
    used,
    services,
  };
}

/** The slots as the service with the smallest limit sees them. */
function slotsOf(server: string, members: readonly Asking[]) {
  const limits = members.map(({ situation: { facts } }) => ({
    maxConnections: facts.maxConnections?.value ?? Number.POSITIVE_INFINITY,
    reservedConnections: facts.reservedConnections?.value ?? 0,
    otherConnections: facts.otherConnections?.value ?? 0,
  }));
  const least = limits.reduce((a, b) => (b.maxConnections < a.maxConnections ? b : a));
  if (Number.isFinite(least.maxConnections)) return least;
  throw usageError(
    `max_connections of ${server} is unknown; give --max-connections N, or maxConnections in the config`,
  );
}

/** The calculator's own answer for a server that has just these connections, and for one without a limit where nothing is cut. */
function sizedService({ service, file, situation, input, ownKeys, need }: Asking, cap: number): SizedService {
  const isWhole = cap >= need.most;
  const slots = { reservedConnections: 0, otherConnections: 0, ...(!isWhole && { maxConnections: cap * need.pools }) };
  const sized = size({ ...input, slots });
  const { settings } = sized;
  const each = settings ? openedAtMost(settings.poolSize + settings.maxOverflow, input.threads) : 0;
  return {
    name: service.name,
    file,
    priority: service.priority,
    result: sized.result,
    concurrency: Number(toNumber(sized.concurrency).toFixed(3)),
    processes: input.processes,
    cap,
    connections: need.pools * each,
    settings: settings && ownSettings(settings, { situation, input, ownKeys }),
  };
}

/** Settings under the service's key names, in their units and scopes. */
function ownSettings(
  settings: PoolSettings,
  { situation: { resolved, family }, input, ownKeys }: Pick<Asking, 'situation' | 'input' | 'ownKeys'>,
): readonly (readonly [string, number | boolean])[] {
  const { usualLibrary } = makeVocabulary(ownKeys);
  const keys = keysOf(resolved, family);
  const written = resolved.pools.find((pool) => pool.family === family)?.written;
  const defaults = usualLibrary.defaults('guide', family);
  return namedSettings(settings, keys).map(([key, value], at) => {
    const fact = (['poolSize', 'maxOverflow', 'maxLifetime', 'prePing'] as const)[at];
    if (fact === undefined) return [key, value];
    const entry = written?.get(fact);
    const origin = defaults[fact]?.origin;
    const own = !entry && origin?.kind === 'default' ? origin.key : key;
    const row = entry?.row ?? usualLibrary.rows.find((one) => one.fact === fact);
    const text = row?.write(row.perInstance ? perInstance(settings, input.processes.workers) : settings);
    return [
      own,
      text === undefined || text === null ? value : typeof value === 'boolean' ? text === 'true' : Number(text),
    ];
  });
}
