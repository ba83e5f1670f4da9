import type { Rule } from '../engine/rule.ts';
import { factInfo, formatPlain, plainValue } from '../model/fact-info.ts';
import type { FactName, FactSet, IdleTimeoutKind } from '../model/facts.ts';
import { never, seconds } from '../model/units.ts';
import { factNames } from './fact-names.ts';
import type { Sources } from './find.ts';
import type { SettingText } from './setting.ts';

/** How idle connections end, by the kind of the limit. */
export const endsBy: Record<IdleTimeoutKind, string> = {
  closes: 'closed by the server or proxy',
  policy: 'the guide’s policy',
  drops: 'forgotten by the network without a word',
  conditional: 'under conditions',
};

/** The rules that judge a setting. */
export const rulesOf = ({ judgedBy }: SettingText, rules: readonly Rule[]): readonly Rule[] =>
  rules.filter(({ needs, uses }) => judgedBy.some((fact) => needs.includes(fact) || uses?.includes(fact)));

/** Each library's name for a setting; first the name that was asked for, if it is none of them. */
export function librariesOf({ fact, alsoCalled }: SettingText, asked: string): readonly (readonly [string, string])[] {
  const names = Object.entries((fact && factNames[fact]) ?? {});
  const supply = fact === undefined ? '' : factInfo[fact].supply;
  const listed = [...names.flat(), supply, ...alsoCalled].some((name) => name.includes(asked));
  return [
    ...(!listed && /^[\w.-]{1,60}$/.test(asked) ? ([['asked for', asked]] as const) : []),
    ...names,
    ...(supply.startsWith('--') ? ([['poolfit', supply]] as const) : []),
    ...(alsoCalled.length > 0 ? ([['also', alsoCalled.join(', ')]] as const) : []),
  ];
}

/** What an absent pool key means: to the guide's loader, and to plain SQLAlchemy. */
export function defaultsOf({ fact }: SettingText, { vocabulary }: Sources): readonly (readonly [string, string])[] {
  if (fact === undefined) return [];
  const of = (defaults: 'guide' | 'sqlalchemy') => shown(fact, vocabulary.usualLibrary.defaults(defaults, 'DB'));
  const rows = [
    ['the guide’s loader', of('guide')],
    ['SQLAlchemy', of('sqlalchemy')],
  ] as const;
  return rows.flatMap(([who, value]) => (value === undefined ? [] : [[who, value] as const]));
}

function shown<K extends FactName>(name: K, facts: FactSet): string | undefined {
  const fact: FactSet[K] = facts[name];
  if (fact === undefined) return undefined;
  const plain = plainValue(name, fact.value);
  return plain === null ? undefined : formatPlain(plain, factInfo[name].unit);
}

/** Seconds for JSON, `never` as a word. */
export const secondsOrNever = (value: number): number | 'never' => (value === never ? 'never' : value / seconds(1));
