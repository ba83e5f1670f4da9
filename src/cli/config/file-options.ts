import { dirname, resolve } from 'node:path';
import { nothingGiven } from '../../core/given.ts';
import type { FileOptions } from '../../index.ts';
import type { Found } from '../files.ts';
import type { Config } from './config.ts';
import { type ConfigFlags, makeConfigs } from './find-config.ts';
import { checkSlots, overGiven } from './given.ts';

/** What holds for each file of a run: the flags over the config that is found upwards from it. */
export interface FileConfigs {
  /** A promise only for the first file of a config. */
  readonly optionsFor: (file: string) => FileOptions | Promise<FileOptions>;
  /** Whether the config leaves out what a walk found. */
  readonly leavesOut: (found: Found) => boolean | Promise<boolean>;
  /** What was left out, for people. */
  readonly notes: () => readonly string[];
}

/** Finds configs for the files of a run; `stated` is what the flags say. */
export function makeFileConfigs(flags: ConfigFlags, stated: FileOptions): FileConfigs {
  const configs = makeConfigs(flags);
  const merged = new Map<FileOptions, FileOptions>();
  const leftOut = new Map<string, number>();
  const merge = (config: Config | null, file: string): FileOptions => {
    if (!config) return stated;
    const own = config.optionsFor(resolve(file));
    const known = merged.get(own) ?? overConfig(stated, own);
    merged.set(own, known);
    return known;
  };
  const ignores = (config: Config | null, path: string): boolean => {
    if (!config?.ignores(resolve(path))) return false;
    leftOut.set(config.file, (leftOut.get(config.file) ?? 0) + 1);
    return true;
  };
  return {
    optionsFor: (file) => after(configs.of(folderOf(file)), (config) => merge(config, file)),
    leavesOut: (found) => {
      if (found.kind === 'folder') {
        return after(configs.of(found.folder, found.marks), (config) => ignores(config, found.folder));
      }
      if (found.kind !== 'file') return false;
      return after(configs.of(folderOf(found.file)), (config) => ignores(config, found.file));
    },
    notes: () =>
      [...leftOut].map(([file, count]) => `${file}: ignore leaves out ${count} ${count === 1 ? 'path' : 'paths'}`),
  };
}

/** Flags over a config. Throws a usage error where they contradict each other. */
export function overConfig(stated: FileOptions, config: FileOptions): FileOptions {
  const given = overGiven(stated.given ?? nothingGiven, config.given ?? nothingGiven);
  checkSlots(given);
  return { ...config, ...stated, given };
}

/** The folder as the walk named it: configs are remembered by that name. */
function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash > 0 ? file.slice(0, slash) : dirname(file);
}

/** Goes on at once where the value is there: 100 000 files must not wait for a promise each. */
function after<T, R>(value: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
