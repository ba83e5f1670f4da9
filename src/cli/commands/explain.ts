import { rules } from '../../../rules/index.ts';
import { explain } from '../../explain/explain.ts';
import { makeKnowledge } from '../../knowledge.ts';
import { shownArgument } from '../flag-values.ts';

export interface ExplainOptions {
  readonly format: 'text' | 'json';
  /** Columns of the terminal; the text takes 60 to 100. */
  readonly width: number;
  readonly color: boolean;
}

/** `poolfit explain [name…]`: the words are one name or one pasted text. */
export function runExplain(
  words: readonly string[],
  { format, ...layout }: ExplainOptions,
): { out: string; err: string; code: 0 | 2 } {
  const name = words.length === 0 ? undefined : words.join(' ');
  const explanation = explain(name, { rules, knowledge: makeKnowledge() });
  if (explanation.kind === 'known') {
    const out = format === 'json' ? `${JSON.stringify(explanation.data(), null, 2)}\n` : explanation.text(layout);
    return { out, err: '', code: 0 };
  }
  return { out: '', err: `poolfit: ${unknown(name ?? '', explanation.nearest)}\n`, code: 2 };
}

/** A long text is an error message, which may name hosts and users: it is not repeated. */
function unknown(name: string, nearest: readonly string[]): string {
  const hint =
    nearest.length > 0
      ? `did you mean ${nearest.join(' or ')}?`
      : 'paste the line with the error, or run "poolfit explain" for the list';
  const isName = /^\S{1,40}$/.test(name) && !name.includes('@');
  return isName
    ? `nothing is known by the name ${shownArgument(name)}; ${hint}`
    : `nothing is known about this text; ${hint}`;
}
