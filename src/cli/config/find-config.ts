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

/** Finds the config of a folder: upwards from it, each one read once. Rejects with a usage error on a config that cannot be used. */
export type ConfigOf = (folder: string) => Promise<Config | null>;

/** The configs of a run; `--config` names the one for all files. */
export function makeConfigs({ config }: ConfigFlags): ConfigOf {
  if (config === false) return async () => null;
  if (config !== undefined) {
    const source = namedConfig(config);
    let loaded: Promise<Config> | undefined;
    return () => (loaded ??= load(source));
  }
  const known = new Map<string, Promise<Config | null>>();
  const configOf = (folder: string): Promise<Config | null> => {
    const found = known.get(folder) ?? find(folder);
    known.set(folder, found);
    return found;
  };
  const find = async (folder: string): Promise<Config | null> => {
    const source = configIn(folder);
    if (source) return load(source);
    const parent = dirname(folder);
    return parent === folder || exists(`${folder}/.git`) ? null : configOf(parent);
  };
  return (folder) => configOf(resolve(folder));
}

async function load(source: ConfigSource): Promise<Config> {
  const { loadConfig } = await import('./load-config.ts');
  return loadConfig(source);
}

const exists = (path: string): boolean => statOf(path) !== undefined;

/** Below a file, or in a folder that this user may not look into, nothing stands: listing the folder says the rest. */
const nothingThere: readonly unknown[] = ['ENOTDIR', 'EACCES', 'EPERM'];

/** What stands at a path; undefined where nothing does. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && nothingThere.includes(error.code)) return undefined;
    throw error;
  }
}

function namedConfig(name: string): ConfigSource {
  if (name === '') throw usageError('--config is empty; name a config file');
  return sourceAt(resolve(name), `--config ${shownArgument(name)}`);
}

/** The folder's own config: a file of its own before package.json. */
function configIn(folder: string): ConfigSource | undefined {
  const own = `${folder}/${configName}`;
  if (exists(own)) return sourceAt(own, shownPath(own));
  const manifest = `${folder}/package.json`;
  const stats = statOf(manifest);
  if (!stats?.isFile()) return undefined;
  const read = readFile(manifest, true);
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
  const read = readFile(path, stats.isFile());
  if (read.kind === 'problem') throw usageError(`${shown}: ${read.problem}`);
  const isPackage = path.endsWith('package.json');
  return { file: shownPath(path), folder: dirname(path), text: read.text, isPackage };
}

function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  const shown = below.startsWith('..') || below === '' ? path : below;
  return process.platform === 'win32' ? shown.replaceAll('\\', '/') : shown;
}
