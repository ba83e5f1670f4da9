import { type Stats, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { readFile } from '../read-file.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import type { Config, ConfigSource } from './config.ts';

export const configName = 'poolfit.config.json';

/** `--config FILE`, `--no-config`, or what is found. */
export interface ConfigFlags {
  readonly config?: string | false;
}

/** Finds the config of a folder: upwards from it, each one read once. Throws a usage error on a config that cannot be used. */
export interface Configs {
  /** The config of a folder, or null; a promise only where one must be loaded first. `marks`: which of `configMarks` it holds, where known. */
  readonly of: (folder: string, marks?: ReadonlySet<string>) => Config | null | Promise<Config | null>;
}

/** What a folder can hold that matters to the search for its config. */
export const configMarks: readonly string[] = [configName, 'package.json', '.git'];

/** Whether a folder holds a name, as far as its listing tells, if there is one. */
type Holds = (name: string) => boolean;

/** The configs of a run; `--config` names the one for all files. */
export function makeConfigs({ config }: ConfigFlags): Configs {
  if (config === false) return { of: () => null };
  const known = new Map<string, Config | null>();
  if (config !== undefined) {
    const source = namedConfig(config);
    let loading: Promise<Config> | undefined;
    return { of: () => (loading ??= load(source)) };
  }
  const of = (folder: string, marks?: ReadonlySet<string>): Config | null | Promise<Config | null> => {
    const remembered = known.get(folder);
    if (remembered !== undefined) return remembered;
    const mayHold: Holds = (name) => marks?.has(name) ?? true;
    const remember = (found: Config | null): Config | null => {
      known.set(folder, found);
      return found;
    };
    const source = configIn(folder, mayHold);
    if (source) return load(source).then(remember);
    const parent = dirname(folder);
    if (parent === folder || (mayHold('.git') && exists(`${folder}/.git`))) return remember(null);
    const above = of(parent);
    return above instanceof Promise ? above.then(remember) : remember(above);
  };
  const byName = new Map<string, Config | null>();
  return {
    of: (folder, marks) => {
      const before = byName.get(folder);
      if (before !== undefined) return before;
      // A folder of a walk that holds nothing that matters has the config of the folder around it.
      const around = marks?.size === 0 ? byName.get(folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) : undefined;
      const found = around === undefined ? of(resolve(folder), marks) : around;
      if (!(found instanceof Promise)) byName.set(folder, found);
      return found;
    },
  };
}

async function load(source: ConfigSource): Promise<Config> {
  const { loadConfig } = await import('./load-config.ts');
  return loadConfig(source);
}

const exists = (path: string): boolean => statOf(path) !== undefined;

/** What stands at a path; undefined where nothing does, also below a file (ENOTDIR, which `throwIfNoEntry` does not cover). */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function namedConfig(name: string): ConfigSource {
  if (name === '') throw usageError('--config is empty; name a config file');
  return sourceAt(resolve(name), `--config ${shownArgument(name)}`);
}

/** The folder's own config: a file of its own before package.json. */
function configIn(folder: string, mayHold: Holds): ConfigSource | undefined {
  const own = `${folder}/${configName}`;
  if (mayHold(configName) && exists(own)) return sourceAt(own, shownPath(own));
  const manifest = `${folder}/package.json`;
  const stats = mayHold('package.json') ? statOf(manifest) : undefined;
  if (!stats?.isFile()) return undefined;
  const read = readFile(manifest, true, stats.size);
  // A package.json that cannot be read, or never names poolfit, is none of our business.
  if (read.kind === 'problem' || !read.text.includes('"poolfit"')) return undefined;
  const source = { file: shownPath(manifest), folder, text: read.text, isPackage: true };
  return hasOwnSection(source) ? source : undefined;
}

/** Whether package.json has a `poolfit` of its own, and not only a dependency or a script of that name. */
function hasOwnSection({ text }: ConfigSource): boolean {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof manifest === 'object' && manifest !== null && Object.hasOwn(manifest, 'poolfit');
  } catch {
    // Broken JSON that names poolfit: loading it says where.
    return true;
  }
}

/** Reads a config file; `shown` is how an error names it. */
function sourceAt(path: string, shown: string): ConfigSource {
  const stats = statOf(path);
  if (!stats) throw usageError(`${shown}: no such file; name a config file`);
  if (stats.isDirectory()) throw usageError(`${shown} is a folder; name the config file itself`);
  const read = readFile(path, stats.isFile(), stats.size);
  if (read.kind === 'problem') throw usageError(`${shown}: ${read.problem}`);
  const isPackage = path.endsWith('package.json');
  return { file: shownPath(path), folder: dirname(path), text: read.text, isPackage };
}

function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  const shown = below.startsWith('..') || below === '' ? path : below;
  return process.platform === 'win32' ? shown.replaceAll('\\', '/') : shown;
}
