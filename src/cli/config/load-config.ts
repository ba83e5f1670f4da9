import { relative } from 'node:path';
import { rules } from '../../../rules/index.ts';
import { type Rule, withSeverity } from '../../engine/rule.ts';
import type { FileOptions } from '../../index.ts';
import type { Severity } from '../../model/severity.ts';
import { nothingStated } from '../../model/stated.ts';
import { nearest } from '../../model/words/nearest.ts';
import { usageError } from '../usage-error.ts';
import { overStated } from './combine.ts';
import type { Config, ConfigService, ConfigSource } from './config.ts';
import { compile, type Matcher } from './glob.ts';
import { ownKeysOf } from './own-keys.ts';
import { problemsOf } from './problems.ts';
import { type ConfigData, configSchema, type StatedFacts } from './schema.ts';
import { contradictions, statedFacts } from './stated.ts';

/** Reads and checks a config. Throws a usage error with a line for each fault. */
export function loadConfig(source: ConfigSource): Config {
  const parsed = configSchema.safeParse(sectionOf(source), { reportInput: true });
  const faults = parsed.success ? contradictory(parsed.data) : problemsOf(parsed.error.issues);
  if (!parsed.success || faults.length > 0) throw usageError(shownFaults(faults, source).join('\n'));
  return configFrom(parsed.data, source);
}

/** How many faults are shown at once. */
const shownAtOnce = 10;

function shownFaults(faults: readonly string[], { file, isPackage }: ConfigSource): string[] {
  const place = isPackage ? `${file}: poolfit` : file;
  const shown = faults.slice(0, shownAtOnce).map((fault) => `${place}: ${fault}`);
  const more = faults.length - shown.length;
  return more > 0 ? [...shown, `${place}: and ${more} more`] : shown;
}

function sectionOf({ file, text, isPackage }: ConfigSource): unknown {
  const json = text.replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw usageError(
      `${file}${placeOfError(error, json)}: no valid JSON; check its commas, quotes and brackets (comments are not allowed)`,
    );
  }
  if (!isPackage) return value;
  return typeof value === 'object' && value !== null && 'poolfit' in value ? value.poolfit : {};
}

/** `:3:5`, where V8's message names an offset; the message itself may quote the file. */
function placeOfError(error: unknown, json: string): string {
  const offset = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (offset === undefined) return '';
  const before = json.slice(0, Number(offset)).split('\n');
  return `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Faults that only several values together make. */
function contradictory(data: ConfigData): string[] {
  const { overrides = [], services = {}, servers } = data;
  const known = Object.keys(servers ?? {});
  return [
    ...contradictions(facts(data), ''),
    ...overrides.flatMap((one, at) => contradictions(facts(one), `overrides[${at}].`)),
    ...Object.entries(servers ?? {}).flatMap(([name, one]) => contradictions(facts(one), `servers.${name}.`)),
    ...Object.entries(services).flatMap(([name, one]) => [
      ...contradictions(facts(one), `services.${name}.`),
      ...unknownServer(`services.${name}.server`, one.server, known),
    ]),
  ];
}

function unknownServer(path: string, server: string | undefined, known: readonly string[]): string[] {
  if (server === undefined || known.length === 0 || known.includes(server)) return [];
  const [near] = nearest(server, known, 3);
  return [
    `${path} is none of the servers${near === undefined ? `; known: ${known.join(', ')}` : `; did you mean ${near}?`}`,
  ];
}

/** zod's optional values are there as undefined; facts are there or not. */
const facts = (data: object): StatedFacts =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

type Levels = ConfigData['rules'];

/** One part of a config, and the files that it is about. */
interface Layer {
  readonly applies: Matcher;
  readonly options: FileOptions;
  readonly levels: Levels;
}

/** The server of services that name none. */
const onlyServer = 'the shared server';

function configFrom(data: ConfigData, { file, folder }: ConfigSource): Config {
  const layers = layersOf(data, file);
  const ownKeys = ownKeysOf(data.settings);
  const ignored = (data.ignore ?? []).map(compile);
  const below = (path: string): string | undefined => {
    const name = relative(folder, path).replaceAll('\\', '/');
    return name === '' || name.startsWith('..') ? undefined : name;
  };
  const known = new Map<string, FileOptions>();
  return {
    file,
    folder,
    services: servicesOf(data, file),
    ignores: (path) => {
      const name = below(path);
      return name !== undefined && ignored.some((matches) => matches(name));
    },
    optionsFor: (path) => {
      const name = below(path);
      const applying = layers.filter(({ applies }) => applies(name ?? ''));
      const id = applying.map((layer) => layers.indexOf(layer)).join();
      const options = known.get(id) ?? { ...(ownKeys.size > 0 && { ownKeys }), ...combined(applying) };
      known.set(id, options);
      return options;
    },
  };
}

/** Later layers over earlier ones. */
function combined(layers: readonly Layer[]): FileOptions {
  const levels = layers.flatMap((layer) => Object.entries(layer.levels ?? {}));
  const rules = rulesAt(new Map(levels.flatMap(([id, level]) => (level === undefined ? [] : [[id, level]]))));
  const stated = layers.reduce((sum, { options }) => overStated(options.stated ?? nothingStated, sum), nothingStated);
  const defaults = layers.findLast(({ options }) => options.defaults)?.options.defaults;
  const service = layers.findLast(({ options }) => options.service)?.options.service;
  return { stated, ...(defaults && { defaults }), ...(service && { service }), ...(rules && { rules }) };
}

/** The rules at the config's severities, without those that are off; undefined where it names none. */
function rulesAt(levels: ReadonlyMap<string, Severity | 'off'>): readonly Rule[] | undefined {
  if (levels.size === 0) return undefined;
  return rules.flatMap((rule) => {
    const level = levels.get(rule.id);
    return level === 'off' ? [] : [level === undefined ? rule : withSeverity(rule, level)];
  });
}

const everywhere: Matcher = () => true;

const anyOf = (patterns: readonly string[]): Matcher => {
  const matchers = patterns.map(compile);
  return (path) => path !== '' && matchers.some((matches) => matches(path));
};

/** The config's parts, the weakest first: the whole, then the services with their servers, then the overrides. */
function layersOf(data: ConfigData, file: string): Layer[] {
  const { overrides = [], services = {}, defaults } = data;
  const stated = statedFacts(facts(data), { file, path: '' });
  return [
    { applies: everywhere, options: { stated, ...(defaults && { defaults }) }, levels: data.rules },
    ...Object.entries(services).map(([name, service]) => ({
      applies: anyOf(service.files ?? []),
      options: serviceOptions(name, data, file),
      levels: undefined,
    })),
    ...overrides.map((one, at) => ({
      applies: anyOf(one.files),
      options: {
        stated: statedFacts(facts(one), { file, path: `overrides[${at}].` }),
        ...(one.defaults && { defaults: one.defaults }),
      },
      levels: one.rules,
    })),
  ];
}

/** A service's facts over those of its server. */
function serviceOptions(name: string, { services, servers }: ConfigData, file: string): FileOptions {
  const service = services?.[name] ?? {};
  const server = service.server === undefined ? undefined : servers?.[service.server];
  const own = statedFacts(facts(service), { file, path: `services.${name}.` });
  const shared = server ? statedFacts(facts(server), { file, path: `servers.${service.server}.` }) : nothingStated;
  return { stated: overStated(own, shared), service: { name, server: service.server ?? onlyServer } };
}

const servicesOf = (data: ConfigData, file: string): ConfigService[] =>
  Object.entries(data.services ?? {}).map(([name, { server = onlyServer, priority = 0 }]) => ({
    name,
    server,
    priority,
    options: combined([
      { applies: everywhere, options: { stated: statedFacts(facts(data), { file, path: '' }) }, levels: undefined },
      { applies: everywhere, options: serviceOptions(name, data, file), levels: undefined },
    ]),
  }));
