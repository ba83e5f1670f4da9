/** A node of a query tree as PostgreSQL writes it (pg_node_tree, src/backend/nodes/outfuncs.c). */
export interface TreeNode {
  readonly label: string;
  readonly fields: ReadonlyMap<string, readonly Value[]>;
}

export type Value = string | TreeNode | readonly Value[];

/** A parenthesis, a brace, or a word in which a backslash keeps the next character from being one of them. */
const token = /[(){}]|(?:\\.|[^\s(){}\\])+/g;

function valueFrom(first: string, rest: Iterator<string>): Value {
  if (first === '(') return [...untilClosed(rest, ')')];
  return first === '{' ? nodeFrom(rest) : first;
}

function* untilClosed(tokens: Iterator<string>, end: string): Generator<Value> {
  for (;;) {
    const { value, done } = tokens.next();
    if (done) throw new Error(`the tree ends before ${end}`);
    if (value === end) return;
    yield valueFrom(value, tokens);
  }
}

function nodeFrom(tokens: Iterator<string>): TreeNode {
  const [label, ...values] = untilClosed(tokens, '}');
  const fields = new Map<string, Value[]>();
  let current: Value[] = [];
  for (const value of values) {
    if (typeof value !== 'string' || !value.startsWith(':')) current.push(value);
    else {
      current = [];
      fields.set(value.slice(1), current);
    }
  }
  return { label: String(label), fields };
}

/** Reads the text of a pg_node_tree. */
export function parseTree(text: string): Value {
  const tokens = (text.match(token) ?? []).values();
  return valueFrom(tokens.next().value ?? '', tokens);
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Every node of a tree, the outer ones first. */
export function* nodesIn(value: Value): Generator<TreeNode> {
  if (typeof value === 'string') return;
  if (isList(value)) {
    for (const one of value) yield* nodesIn(one);
    return;
  }
  yield value;
  for (const values of value.fields.values()) yield* nodesIn(values);
}

/** The words of a field: one, or those of a list; what is null or a node has none. */
export function wordsIn({ fields }: TreeNode, field: string): string[] {
  return (fields.get(field) ?? []).flat().filter((word) => typeof word === 'string');
}
