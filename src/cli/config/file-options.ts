import { resolve } from 'node:path';
import type { FileOptions } from '../../index.ts';
import { nothingStated } from '../../model/stated.ts';
import { checkSlots, overStated } from './combine.ts';
import type { Config } from './config.ts';
import { type ConfigFlags, makeConfigs } from './find-config.ts';

/** What holds for the files of one folder: the flags over the config that is found upwards from it. */
interface FolderConfig {
  readonly optionsFor: (file: string) => FileOptions;
  /** Whether the config leaves out a file, or the folder itself. */
  readonly leavesOut: (path: string) => boolean;
}

/** The configs of a run, by folder. */
export interface FolderConfigs {
  readonly of: (folder: string) => Promise<FolderConfig>;
  /** What was left out, for people. */
  readonly notes: () => readonly string[];
}

/** Finds configs for the files of a run; `ofFlags` is what the flags say. */
export function makeFolderConfigs(flags: ConfigFlags, ofFlags: FileOptions): FolderConfigs {
  const configOf = makeConfigs(flags);
  const merged = new Map<FileOptions, FileOptions>();
  const leftOut = new Map<string, number>();
  const none: FolderConfig = { optionsFor: () => ofFlags, leavesOut: () => false };
  const known = new Map<Config, FolderConfig>();
  const folderConfig = (config: Config | null): FolderConfig => {
    if (!config) return none;
    const made = known.get(config) ?? {
      optionsFor: (file) => {
        const own = config.optionsFor(resolve(file));
        const over = merged.get(own) ?? overConfig(ofFlags, own);
        merged.set(own, over);
        return over;
      },
      leavesOut: (path) => {
        const isLeftOut = config.ignores(resolve(path));
        if (isLeftOut) leftOut.set(config.file, (leftOut.get(config.file) ?? 0) + 1);
        return isLeftOut;
      },
    };
    known.set(config, made);
    return made;
  };
  return {
    of: async (folder) => folderConfig(await configOf(folder)),
    notes: () =>
      [...leftOut].map(([file, count]) => `${file}: ignore leaves out ${count} ${count === 1 ? 'path' : 'paths'}`),
  };
}

/** Flags over a config. Throws a usage error where they contradict each other. */
export function overConfig(ofFlags: FileOptions, config: FileOptions): FileOptions {
  const stated = overStated(ofFlags.stated ?? nothingStated, config.stated ?? nothingStated);
  checkSlots(stated);
  return { ...config, ...ofFlags, stated };
}
