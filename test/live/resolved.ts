import { execute } from '../servers/sessions.ts';
import { nodesIn, parseTree, type TreeNode, type Value, wordsIn } from './node-tree.ts';

type Kind = 'function' | 'operator' | 'relation' | 'type';

/** What a statement calls, with the types that it hands over, which is not what a polymorphic function declares. */
export interface Call {
  readonly kind: 'function' | 'operator';
  readonly oid: string;
  readonly argumentTypes: readonly string[];
  readonly resultType: string;
}

/** What the server has made of a statement's names: object identifiers. */
export interface Resolved {
  /** `function 1247`, each once. */
  readonly objects: readonly string[];
  readonly calls: readonly Call[];
}

const resultFields = [
  ...['consttype', 'vartype', 'funcresulttype', 'opresulttype', 'aggtype', 'coalescetype', 'casetype'],
  ...['resulttype', 'array_typeid', 'type'],
];

/** Where a tree holds identifiers, 12 to 18. */
const identifiers: Readonly<Record<Kind, readonly string[]>> = {
  function: ['funcid', 'aggfnoid', 'winfnoid', 'opfuncid', 'hashfuncid', 'negfuncid'],
  operator: ['opno', 'eqop', 'sortop'],
  relation: ['relid'],
  type: [...resultFields, 'wintype', 'element_typeid', 'aggargtypes', 'coltypes', 'ctecoltypes', 'elemtype'],
};

const booleanType = '16';
const expressionSublink = '4';

const isNode = (value: Value | undefined): value is TreeNode => typeof value === 'object' && 'label' in value;

/** The type of an expression; what names none is a test. */
function typeOf(node: TreeNode): string {
  const own = resultFields.flatMap((field) => wordsIn(node, field)).find((oid) => /^\d+$/.test(oid));
  if (own !== undefined) return own;
  if (wordsIn(node, 'subLinkType')[0] !== expressionSublink) return booleanType;
  const query = node.fields.get('subselect')?.find(isNode);
  const target = query?.fields.get('targetList')?.flat().find(isNode);
  const expression = target?.fields.get('expr')?.find(isNode);
  return expression ? typeOf(expression) : booleanType;
}

function callOf(node: TreeNode): Call[] {
  const oid = ['funcid', 'aggfnoid', 'opno'].map((field) => wordsIn(node, field)[0]).find((word) => word !== undefined);
  if (oid === undefined) return [];
  const kind = node.fields.has('opno') ? 'operator' : 'function';
  // A list of identifiers begins with an o.
  const aggregated = wordsIn(node, 'aggargtypes').filter((word) => word !== 'o' && word !== '<>');
  const given = (node.fields.get('args') ?? []).flat().filter(isNode).map(typeOf);
  const argumentTypes = node.fields.has('aggfnoid') ? aggregated : given;
  return [{ kind, oid, argumentTypes, resultType: typeOf(node) }];
}

function objectsOf(node: TreeNode): string[] {
  return Object.entries(identifiers).flatMap(([kind, fields]) =>
    fields.flatMap((field) =>
      wordsIn(node, field)
        .filter((word) => /^[1-9]\d*$/.test(word))
        .map((oid) => `${kind} ${oid}`),
    ),
  );
}

/** Has the server look up every name of a SELECT under a search path, by making a view of it. */
export async function resolve(url: string, select: string, searchPath: string): Promise<Resolved> {
  const [row] = await execute(
    url,
    'BEGIN',
    `SET LOCAL search_path = ${searchPath}`,
    `CREATE TEMPORARY VIEW resolved AS ${select}`,
    'SET LOCAL search_path = pg_catalog',
    `SELECT ev_action::text AS tree, ev_class::text AS itself FROM pg_rewrite WHERE ev_class = 'pg_temp.resolved'::regclass`,
  );
  const nodes = [...nodesIn(parseTree(String(row?.tree)))];
  const objects = new Set(nodes.flatMap(objectsOf));
  // Up to 15 a view's rule has the view itself among its tables, as OLD and NEW.
  objects.delete(`relation ${row?.itself}`);
  const calls = new Map(nodes.flatMap(callOf).map((call) => [JSON.stringify(call), call]));
  return { objects: [...objects], calls: [...calls.values()] };
}

/** The objects by name, such as `function pg_catalog.to_json(anyelement)`. */
export async function namesOf(url: string, objects: readonly string[]): Promise<string[]> {
  const rows = await execute(
    url,
    'SET search_path = pg_catalog',
    `SELECT kind || ' ' || nspname || '.' || label AS name FROM (
        SELECT 'function' AS kind, oid, pronamespace AS schema, proname || '(' || oidvectortypes(proargtypes) || ')' AS label
          FROM pg_proc
        UNION ALL SELECT 'operator', oid, oprnamespace, oprname || '(' || format_type(oprleft, NULL) || ', '
          || format_type(oprright, NULL) || ')' FROM pg_operator
        UNION ALL SELECT 'relation', oid, relnamespace, relname FROM pg_class
        UNION ALL SELECT 'type', oid, typnamespace, typname FROM pg_type) AS known
      JOIN pg_namespace ON pg_namespace.oid = schema
      WHERE kind || ' ' || known.oid = ANY ('{${objects.join(',')}}') ORDER BY 1`,
  );
  return rows.map(({ name }) => String(name));
}
