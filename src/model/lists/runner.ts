import type { FactSet, Origin } from '../facts.ts';
import type { Row, SettingReading } from './row.ts';

/** What starts an application's processes: how many there are, and what ends a request. */
export interface Runner {
  readonly id: string;
  /** The variables that it reads; of several for one fact the first of all runners wins. */
  readonly rows: readonly Row[];
  /** A variable that holds a command line. */
  readonly commandLine?: {
    readonly key: string;
    readonly read: (text: string, facts: FactSet, origin: Origin) => SettingReading;
  };
  /** What holds where it runs and nothing is said. */
  readonly implied?: (keys: { readonly has: (key: string) => boolean }) => FactSet['requestTimeout'];
}
