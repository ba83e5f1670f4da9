import type { FileOptions } from '../../index.ts';

/** A config as the commands use it; made by `load-config.ts`, which is loaded only where there is a config. */
export interface Config {
  /** What it says of one file, by its absolute path. */
  readonly optionsFor: (path: string) => FileOptions;
  /** Whether a walk leaves out this file or folder, by its absolute path. */
  readonly ignores: (path: string) => boolean;
  readonly services: readonly ConfigService[];
  /** Absolute: patterns are relative to it. */
  readonly folder: string;
  /** For people. */
  readonly file: string;
}

/** One of the services that share a server. */
export interface ConfigService {
  readonly name: string;
  readonly server: string;
  /** Of two services the one with the larger number is served first; 0 is the default. */
  readonly priority: number;
  /** What holds for the service where no file of it says more. */
  readonly options: FileOptions;
}

/** A config's text and where it was found. */
export interface ConfigSource {
  /** For people: relative to the working directory where it lies below. */
  readonly file: string;
  readonly folder: string;
  /** The file's JSON; of package.json its `poolfit`. */
  readonly text: string;
  readonly isPackage: boolean;
}
