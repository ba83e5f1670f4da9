import { tells } from '../servers/planted.ts';
import { execute } from '../servers/sessions.ts';
import type { Call, Resolved } from './resolved.ts';

/** What the planted things are made of: names, all of pg_catalog. */
interface Original {
  readonly kind: 'function' | 'aggregate' | 'operator' | 'relation' | 'type';
  readonly name: string;
  readonly argumentTypes: readonly string[];
  readonly resultType: string;
}

const kinds = ['function', 'aggregate', 'operator', 'relation', 'type'] as const satisfies Original['kind'][];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The name of a type by its identifier: a bare literal is text to most, and a planted function can take no record. */
const typeName = (oid: string): string =>
  `(SELECT CASE WHEN typname = 'unknown' THEN 'pg_catalog.text' WHEN typtype = 'p' THEN 'anyelement'
    ELSE 'pg_catalog.' || quote_ident(typname) END FROM pg_type WHERE oid = ${oid})`;

/** A polymorphic function is best beaten by the types that it is given; the operators in use declare theirs. */
function callQuery({ kind, oid, argumentTypes, resultType }: Call): string {
  if (kind === 'operator') {
    const types = `json_build_array(${typeName('oprleft')}, ${typeName('oprright')})`;
    return `SELECT 'operator', oprname::text, ${types}, ${typeName('oprresult')} FROM pg_operator WHERE oid = ${oid}`;
  }
  const types = `json_build_array(${argumentTypes.map(typeName).join(', ')})`;
  return `SELECT CASE prokind WHEN 'a' THEN 'aggregate' ELSE 'function' END, proname::text, ${types}, ${typeName(resultType)}
    FROM pg_proc WHERE oid = ${oid}`;
}

function objectQuery(object: string): string[] {
  const [kind, oid] = object.split(' ');
  const rest = `'[]'::json, ''`;
  if (kind === 'relation') return [`SELECT 'relation', relname::text, ${rest} FROM pg_class WHERE oid = ${oid}`];
  if (kind !== 'type') return [];
  return [`SELECT 'type', typname::text, ${rest} FROM pg_type WHERE typtype = 'b' AND oid = ${oid}`];
}

function originalIn(row: Record<string, unknown>): Original {
  const kind = kinds.find((known) => known === row.kind);
  if (kind === undefined || !Array.isArray(row.types)) throw new Error(`no original: ${JSON.stringify(row)}`);
  return { kind, name: String(row.name), argumentTypes: row.types.map(String), resultType: String(row.result) };
}

/** What has to be made so that each name of a statement, were it bare, meant something else. */
export async function originalsOf(url: string, { objects, calls }: Resolved): Promise<Original[]> {
  const query = [...calls.map(callQuery), ...objects.flatMap(objectQuery)].join(' UNION ALL ');
  const rows = await execute(
    url,
    'SET search_path = pg_catalog',
    `SELECT * FROM (${query}) AS found (kind, name, types, result)`,
  );
  const originals = rows.map(originalIn);
  return [...new Map(originals.map((original) => [JSON.stringify(original), original])).values()];
}

/** Each kind's statements; every name of pg_catalog is qualified, since the schema may be on the path before it. */
function statementsFor(schema: string, { kind, name, argumentTypes, resultType }: Original): string[] {
  const itself = `${schema}.${quoted(name)}`;
  const types = argumentTypes.join(', ');
  const what = `${kind} ${name}(${types})`;
  switch (kind) {
    case 'function':
      return [`CREATE FUNCTION ${itself}(${types}) RETURNS ${resultType} ${tells(what, 'NULL')}`];
    case 'aggregate': {
      const step = `${schema}.${quoted(`${name} step`)}`;
      const end = `${schema}.${quoted(`${name} end of ${types}`)}`;
      const stepTypes = ['pg_catalog.text', ...argumentTypes].join(', ');
      return [
        `CREATE FUNCTION ${step}(${stepTypes}) RETURNS pg_catalog.text ${tells(what, "''")}`,
        `CREATE FUNCTION ${end}(pg_catalog.text) RETURNS ${resultType} ${tells(what, 'NULL')}`,
        `CREATE AGGREGATE ${itself}(${types === '' ? '*' : types}) (SFUNC = ${step}, STYPE = pg_catalog.text, FINALFUNC = ${end})`,
      ];
    }
    case 'operator': {
      const [left, right] = argumentTypes;
      const call = `${schema}.${quoted(what)}`;
      return [
        `CREATE FUNCTION ${call}(${types}) RETURNS ${resultType} ${tells(what, 'NULL')}`,
        `CREATE OPERATOR ${schema}.${name} (PROCEDURE = ${call}, LEFTARG = ${left}, RIGHTARG = ${right})`,
      ];
    }
    case 'relation': {
      const view = `CREATE VIEW ${itself} AS SELECT * FROM pg_catalog.${quoted(name)}`;
      return [`${view} WHERE ${schema}."tells"('${what}') LIMIT 1`, `GRANT SELECT ON ${itself} TO PUBLIC`];
    }
    case 'type':
      return [`CREATE DOMAIN ${itself} AS pg_catalog.${quoted(name)} CHECK (${schema}."tells"('${what}'))`];
  }
}

/** Fills a schema with overloads and look-alikes; each of them says in the server's log that it ran. */
export async function plant(url: string, schema: string, originals: readonly Original[]): Promise<void> {
  await execute(
    url,
    `CREATE SCHEMA IF NOT EXISTS ${schema}`,
    `GRANT USAGE ON SCHEMA ${schema} TO PUBLIC`,
    'SET search_path = pg_catalog',
    `CREATE FUNCTION ${schema}."tells"(what text) RETURNS boolean LANGUAGE plpgsql AS
      $$ BEGIN RAISE LOG 'planted <%>', what; RETURN true; END $$`,
    ...originals.flatMap((original) => statementsFor(schema, original)),
  );
}
