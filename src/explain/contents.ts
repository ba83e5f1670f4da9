import { factInfo } from '../model/fact-info.ts';
import { categories } from '../model/severity.ts';
import { providers } from '../providers/index.ts';
import { errorTexts } from './error-texts/index.ts';
import type { Sources } from './find.ts';
import type { Page } from './page.ts';
import type { SettingText } from './setting.ts';
import { settingTexts } from './settings/index.ts';

const titleOf = ({ title, fact }: SettingText): string => title ?? (fact ? factInfo[fact].title : '');

/** Everything that can be explained. */
export function contentsPage({ rules }: Sources): Page {
  const ofCategory = (category: string) => rules.filter((rule) => rule.category === category);
  return {
    title: 'What poolfit can explain: poolfit explain NAME, or a pasted error text',
    blocks: [
      ...categories.map((category) => ({
        kind: 'table' as const,
        heading: `Rules: ${category}`,
        rows: ofCategory(category).map(({ id, severity, title }) => [id, `${severity}: ${title}`] as const),
      })),
      {
        kind: 'table',
        heading: 'Settings (by any library’s name)',
        rows: settingTexts.map((setting) => [setting.name, titleOf(setting)] as const),
      },
      { kind: 'table', heading: 'Providers', rows: providers.map(({ id, name }) => [id, name] as const) },
      {
        kind: 'table',
        heading: 'Error texts',
        rows: errorTexts.map(({ id, texts }) => [id, texts[0] ?? ''] as const),
      },
    ],
  };
}

/** The same for `--format json`. */
export const contentsData = ({ rules }: Sources): object => ({
  rules: rules.map(({ id, title, category, severity }) => ({ id, title, category, severity })),
  settings: settingTexts.map((setting) => ({
    name: setting.name,
    fact: setting.fact ?? null,
    title: titleOf(setting),
  })),
  providers: providers.map(({ id, name, aliases }) => ({ id, name, aliases })),
  errors: errorTexts.map(({ id, texts, sqlstates }) => ({ id, text: texts[0] ?? '', sqlstates })),
});
