import type { FactSet, Origin, Pooler, UrlFacts } from '../facts.ts';
import type { Library, PoolKey } from './library.ts';
import type { Provider } from './provider.ts';
import type { Row, SettingReading } from './row.ts';

/** What a key is to poolfit. `rank`: of several keys for one fact, the lowest present wins. */
export type KeyMeaning =
  | ({ readonly kind: 'pool'; readonly library: Library } & PoolKey)
  | { readonly kind: 'deployment'; readonly row: Row; readonly rank: number }
  | { readonly kind: 'command-line'; readonly read: (text: string, facts: FactSet, origin: Origin) => SettingReading }
  | { readonly kind: 'url'; readonly rank: number; readonly replica: boolean }
  | { readonly kind: 'uncounted' }
  | {
      readonly kind: 'misspelled';
      readonly meant: string;
      /** Every key for the same thing, the one that was meant among them. */
      readonly synonyms: readonly string[];
      readonly because: 'letters' | 'case';
    };

/** A database URL as read: its facts, why it cannot be read, or `unknown` for a placeholder. */
export type UrlReading =
  | { readonly kind: 'url'; readonly url: UrlFacts }
  | { readonly kind: 'problem'; readonly problem: string }
  | { readonly kind: 'unknown' };

/** What the pipeline knows of the world, gathered from the lists by `src/linter`. */
export interface Vocabulary {
  readonly meaningOf: (key: string) => KeyMeaning | undefined;
  /** The library of a pool that only a URL speaks of. */
  readonly usualLibrary: Library;
  readonly familyUrlKeys: (family: string) => readonly string[];
  readonly readUrl: (text: string) => UrlReading;
  readonly providerAt: (host: string) => Provider | undefined;
  readonly providerWith: (id: string) => Provider | undefined;
  readonly poolerAt: (host: string, port: number) => Pooler | null;
  /** The limit of gunicorn's workers where gunicorn runs and none is named. */
  readonly impliedRequestTimeout: (keys: { readonly has: (key: string) => boolean }) => FactSet['requestTimeout'];
}
