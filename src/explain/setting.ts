import type { FactName } from '../model/facts.ts';

/** A setting, whatever a library calls it. */
export interface SettingText {
  /** The name it is listed under. */
  readonly name: string;
  /** The fact it sets; what poolfit says about facts (titles, each library's name) is said in `fact-info.ts` only. */
  readonly fact?: FactName;
  /** For what is no single fact. */
  readonly title?: string;
  readonly about: string;
  /** Further names by which people look for it. */
  readonly alsoCalled: readonly string[];
  /** What single values mean, and defaults: `0`, `-1`, `default`. */
  readonly values: readonly (readonly [value: string, meaning: string])[];
  /** What other libraries make of it. */
  readonly elsewhere: readonly (readonly [library: string, meaning: string])[];
  /** Facts whose rules judge it. */
  readonly judgedBy: readonly FactName[];
}
