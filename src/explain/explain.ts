import { contentsData, contentsPage } from './contents.ts';
import { findTopics, nearestNames, type Sources } from './find.ts';
import { formatPage, type Layout } from './page.ts';
import { dataOf } from './topic-data.ts';
import { pageOf } from './topic-pages.ts';

/** What is known of a name: as text, as data for JSON; or, where nothing is, the names nearest to it. */
export type Explanation =
  | { readonly kind: 'known'; readonly text: (layout: Layout) => string; readonly data: () => object }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/** Explains a rule, a setting, a provider or a pasted error text; without a name, lists them. */
export function explain(name: string | undefined, sources: Sources): Explanation {
  if (name === undefined) {
    return {
      kind: 'known',
      text: (layout) => formatPage(contentsPage(sources), layout),
      data: () => ({ schemaVersion: 1, contents: contentsData(sources) }),
    };
  }
  const topics = findTopics(name, sources);
  if (topics.length === 0) return { kind: 'unknown', nearest: nearestNames(name, sources) };
  return {
    kind: 'known',
    text: (layout) => topics.map((topic) => formatPage(pageOf(topic, sources), layout)).join('\n'),
    data: () => ({ schemaVersion: 1, explanations: topics.map((topic) => dataOf(topic, sources)) }),
  };
}
