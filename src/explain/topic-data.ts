import type { Rule } from '../engine/rule.ts';
import { factInfo } from '../model/fact-info.ts';
import type { Provider } from '../model/lists/provider.ts';
import type { Sources, Topic } from './find.ts';
import { defaultsOf, librariesOf, rulesOf, secondsOrNever } from './topic-facts.ts';

/** A topic for `--format json`. */
export function dataOf(topic: Topic, sources: Sources): object {
  switch (topic.kind) {
    case 'rule':
      return { kind: 'rule', ...ruleData(topic.rule) };
    case 'setting':
      return settingData(topic, sources);
    case 'provider':
      return { kind: 'provider', ...providerData(topic.provider) };
    case 'error':
      return {
        kind: 'error',
        ...topic.error,
        rules: topic.error.rules.filter((id) => sources.rules.some((rule) => rule.id === id)),
      };
  }
}

const ruleData = ({ id, title, category, severity, on, needs, uses = [], yieldsTo, texts }: Rule): object => ({
  id,
  title,
  category,
  severity,
  judges: on,
  needs: needs.map((fact) => ({ fact, title: factInfo[fact].title, supply: factInfo[fact].supply })),
  uses,
  yieldsTo: yieldsTo ?? [],
  ...texts(),
});

function settingData({ setting, asked }: Topic & { kind: 'setting' }, sources: Sources): object {
  const { name, fact, about, values, elsewhere } = setting;
  return {
    kind: 'setting',
    name,
    fact: fact ?? null,
    title: setting.title ?? (fact ? factInfo[fact].title : ''),
    about,
    names: Object.fromEntries(librariesOf(setting, asked)),
    defaults: Object.fromEntries(defaultsOf(setting, sources)),
    values: Object.fromEntries(values),
    elsewhere: Object.fromEntries(elsewhere),
    rules: rulesOf(setting, sources.rules).map(({ id }) => id),
  };
}

const providerData = ({ hosts, poolerAt, idleTimeout, recommendedRecycle, ...provider }: Provider): object => ({
  ...provider,
  hosts: hosts.map(({ source }) => source),
  idleTimeout: { seconds: secondsOrNever(idleTimeout.value), kind: idleTimeout.kind, note: idleTimeout.note },
  recommendedRecycle: { seconds: secondsOrNever(recommendedRecycle.value), basis: recommendedRecycle.basis },
});
