import type { Rule } from '../engine/rule.ts';
import { factInfo } from '../model/fact-info.ts';
import type { FactName } from '../model/facts.ts';
import type { Provider } from '../model/lists/provider.ts';
import type { Vocabulary } from '../model/lists/vocabulary.ts';
import { nearest } from '../model/words/nearest.ts';
import { findProvider, providers } from '../providers/index.ts';
import { type ErrorText, errorsLike, heldError } from './error-text.ts';
import { errorTexts } from './error-texts/index.ts';
import { factNames } from './fact-names.ts';
import type { SettingText } from './setting.ts';
import { settingTexts } from './settings/index.ts';

/** What a name stands for; one name can be both a setting and an error (`query_wait_timeout`). */
export type Topic =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'setting'; readonly setting: SettingText; readonly asked: string }
  | { readonly kind: 'provider'; readonly provider: Provider }
  | { readonly kind: 'error'; readonly error: ErrorText };

/** What explaining draws on. */
export interface Sources {
  readonly rules: readonly Rule[];
  readonly vocabulary: Pick<Vocabulary, 'meaningOf' | 'usualLibrary'>;
}

/** `max_overflow`, `maxOverflow`, `--max-overflow` and `Max Overflow` are one name. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9.+]/g, '');

/** `server_lifetime`, `maxLifetime (ms)` and `--workers, WEB_CONCURRENCY` as single names. */
const split = (names: string): string[] =>
  names
    .replace(/\([^)]*\)/g, '')
    .split(/[,+]|\bor\b/)
    .map((name) => name.trim());

/** Every name of a setting: its own, each library's, and the flag that states it. */
export function namesOf({ name, fact, alsoCalled }: SettingText): string[] {
  const info = fact && factInfo[fact];
  const flags = info?.supply.match(/--[a-z-]+/g)?.filter((flag) => flag !== '--live' && flag !== '--provider') ?? [];
  const libraries = Object.values((fact && factNames[fact]) ?? {}).flatMap(split);
  return [name, ...(fact ? [fact] : []), ...alsoCalled, ...libraries, ...flags].filter((one) => one !== '');
}

const settingOf = (fact: FactName): SettingText | undefined => settingTexts.find((setting) => setting.fact === fact);

function findSetting(name: string, { vocabulary }: Sources): SettingText | undefined {
  const meaning = vocabulary.meaningOf(name.trim());
  if (meaning?.kind === 'pool' || meaning?.kind === 'deployment') return settingOf(meaning.row.fact);
  if (meaning?.kind === 'url') return settingOf('url');
  const wanted = bare(name);
  return wanted === ''
    ? undefined
    : settingTexts.find((setting) => namesOf(setting).some((one) => bare(one) === wanted));
}

/** What a name or pasted text stands for; empty: nothing known. */
export function findTopics(text: string, sources: Sources): readonly Topic[] {
  const rule = sources.rules.find(({ id }) => id === text.trim().toLowerCase());
  if (rule) return [{ kind: 'rule', rule }];
  const provider = findProvider(text);
  if (provider) return [{ kind: 'provider', provider }];
  const setting = findSetting(text, sources);
  const held = heldError(text, errorTexts);
  const errors = held ? [held] : setting ? [] : errorsLike(text, errorTexts);
  return [
    ...(setting ? [{ kind: 'setting', setting, asked: text.trim() } as const] : []),
    ...errors.map((error) => ({ kind: 'error', error }) as const),
  ];
}

/** Names like one that nobody bears, nearest first; for a misspelt key the key that was meant. */
export function nearestNames(text: string, { rules, vocabulary }: Sources, most = 4): string[] {
  const name = text.trim().slice(0, 80);
  const meaning = vocabulary.meaningOf(name);
  const meant = meaning?.kind === 'misspelled' ? [meaning.meant] : [];
  const names = [
    ...rules.map(({ id }) => id),
    ...settingTexts.flatMap(namesOf),
    ...providers.flatMap(({ id, aliases }) => [id, ...aliases]),
    ...errorTexts.map(({ id }) => id),
  ];
  const byBare = new Map(names.map((known) => [bare(known), known]));
  const wanted = bare(name);
  const near = nearest(wanted, [...byBare.keys()], Math.min(3, Math.floor(wanted.length / 3)));
  const parts = wanted.length < 3 ? [] : [...byBare.keys()].filter((known) => known.includes(wanted));
  return [...new Set([...meant, ...[...near, ...parts].map((key) => byBare.get(key) ?? key)])].slice(0, most);
}
