import type { Rule } from '../engine/rule.ts';
import { factInfo } from '../model/fact-info.ts';
import type { FactName, SubjectKind } from '../model/facts.ts';
import type { Provider } from '../model/lists/provider.ts';
import { formatDuration, never } from '../model/units.ts';
import type { ErrorText } from './error-text.ts';
import { factNames } from './fact-names.ts';
import type { Sources, Topic } from './find.ts';
import type { Block, Page } from './page.ts';
import { defaultsOf, endsBy, librariesOf, rulesOf } from './topic-facts.ts';

/** The page of one topic. */
export function pageOf(topic: Topic, sources: Sources): Page {
  switch (topic.kind) {
    case 'rule':
      return rulePage(topic.rule, sources.rules);
    case 'setting':
      return settingPage(topic, sources);
    case 'provider':
      return providerPage(topic.provider);
    case 'error':
      return errorPage(topic.error, sources.rules);
  }
}

const list = (heading: string, items: readonly string[]): Block => ({ kind: 'list', heading, items });
const text = (heading: string, content: string): Block => ({ kind: 'text', heading, text: content });

const judges: Record<SubjectKind, string> = {
  setting: 'each setting of the file',
  url: 'each database URL of the file',
  pool: 'each pool of the file',
  demand: 'the sum of all pools on one server',
  services: 'the sum of all services on one server',
  server: 'a live server',
  suppression: 'each poolfit-ignore comment of the file',
};

function rulePage(rule: Rule, rules: readonly Rule[]): Page {
  const row = (fact: FactName): readonly [string, string] => {
    const { title, supply } = factInfo[fact];
    const called = Object.values(factNames[fact] ?? {})[0];
    return [called ?? fact, supply === '' || supply.startsWith('a readable') ? title : `${title} (${supply})`];
  };
  const { why, sources } = rule.texts();
  return {
    title: `${rule.id}: ${rule.title}`,
    blocks: [
      { kind: 'text', text: `${rule.severity}, ${rule.category}; judges ${judges[rule.on]}` },
      text('Why', why),
      { kind: 'table', heading: 'Decided by (change one of these)', rows: rule.needs.map(row) },
      { kind: 'table', heading: 'Refined by, where known', rows: (rule.uses ?? []).map(row) },
      list('Silent where these speak (one cause, one finding)', knownRules(rule.yieldsTo ?? [], rules)),
      list('Sources', sources),
      text(
        'More',
        'poolfit lint .env shows the numbers of your file and the value to set; --fail-on decides what fails a build.',
      ),
    ],
  };
}

/** Ids and titles of the rules that are there. */
const knownRules = (ids: readonly string[], rules: readonly Rule[]): string[] =>
  rules.filter(({ id }) => ids.includes(id)).map(({ id, title }) => `${id}: ${title}`);

function settingPage({ setting, asked }: Topic & { kind: 'setting' }, sources: Sources): Page {
  const title = setting.title ?? (setting.fact ? factInfo[setting.fact].title : '');
  return {
    title: `${setting.name}: ${title}`,
    blocks: [
      { kind: 'text', text: setting.about },
      { kind: 'table', heading: 'Called', rows: librariesOf(setting, asked) },
      { kind: 'table', heading: 'Defaults', rows: defaultsOf(setting, sources) },
      { kind: 'table', heading: 'Values', rows: setting.values },
      { kind: 'table', heading: 'Elsewhere', rows: setting.elsewhere },
      list(
        'Judged by',
        rulesOf(setting, sources.rules).map(({ id, title: what }) => `${id}: ${what}`),
      ),
    ],
  };
}

function providerPage(provider: Provider): Page {
  const { idleTimeout, reservedConnections, recommendedRecycle } = provider;
  const limit =
    idleTimeout.value === never
      ? 'no limit found'
      : `${formatDuration(idleTimeout.value)}, ${endsBy[idleTimeout.kind]}`;
  return {
    title: `${provider.name} (--provider ${provider.id})`,
    blocks: [
      {
        kind: 'table',
        heading: 'Limits',
        rows: [
          [
            'max_connections',
            `${provider.maxConnections} poolfit takes no number from here: state yours with --max-connections N, or read it with --live.`,
          ],
          [
            'reserved',
            `${reservedConnections.value}: ${reservedConnections.note} (confidence: ${reservedConnections.confidence})`,
          ],
          ['idle connections', `${limit}. ${idleTimeout.note}`],
          ['pool_recycle', `${formatDuration(recommendedRecycle.value)}: ${recommendedRecycle.basis}`],
          ['pooler', provider.poolerNote],
        ],
      },
      list('Also called', provider.aliases),
      list('Not verified', provider.unverified),
      list(`Sources (read ${provider.asOf}, confidence: ${provider.confidence})`, provider.sources),
    ],
  };
}

function errorPage(error: ErrorText, rules: readonly Rule[]): Page {
  const state = error.sqlstates.length > 0 ? `, SQLSTATE ${error.sqlstates.join(' or ')}` : '';
  return {
    title: error.texts[0] ?? error.id,
    blocks: [
      { kind: 'text', text: `Said by ${error.from}${state}` },
      text('Meaning', error.meaning),
      list('Causes', error.causes),
      list('What to do', error.todo),
      list('Rules that find it before it happens', knownRules(error.rules, rules)),
      list('Sources', error.sources),
    ],
  };
}
