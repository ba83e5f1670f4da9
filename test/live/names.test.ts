import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partNames, statementOf } from '../../src/live/ask.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { originalsOf, plant } from './plant.ts';
import { namesOf, resolve } from './resolved.ts';

const everything = statementOf(partNames);

describe('what the statements’ names mean where everything is there twice', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
    const url = server.superuserUrl;
    await plant(url, 'evil', await originalsOf(url, await resolve(url, everything, 'pg_catalog')));
  });
  afterAll(() => server.stop());

  const hostile = 'evil, pg_catalog';
  async function meaningOf(select: string, searchPath = hostile): Promise<string[]> {
    const { objects } = await resolve(server.superuserUrl, select, searchPath);
    return namesOf(server.superuserUrl, objects);
  }
  const ofOthers = (names: readonly string[]): string[] => names.filter((name) => !/^\w+ pg_catalog\./.test(name));

  const statements = [
    ...partNames.map((name) => [name, statementOf([name])] as const),
    ['all of them in one statement', everything] as const,
  ];

  it.each(statements)('%s: pg_catalog’s alone', async (_, select) => {
    const names = await meaningOf(select);
    expect(names.length).toBeGreaterThan(2);
    expect(ofOthers(names)).toEqual([]);
    expect(names).toEqual(await meaningOf(select, 'pg_catalog'));
  });

  it.each([
    'function pg_catalog.to_json(anyelement)',
    'function pg_catalog.json_build_object("any")',
    'function pg_catalog.count()',
    'function pg_catalog.max(double precision)',
    'operator pg_catalog.=(name, name)',
    'operator pg_catalog.-(timestamp with time zone, timestamp with time zone)',
    'relation pg_catalog.pg_stat_activity',
    'relation pg_catalog.pg_settings',
    'type pg_catalog.float8',
    'type pg_catalog.int4',
  ])('%s is among what they mean', async (name) => {
    expect(await meaningOf(everything)).toContain(name);
  });

  it.each([
    ['SELECT to_json(true)', 'function evil.to_json(boolean)'],
    [`SELECT json_build_object('maxConnections', 1, 'superuserReserved', 1, 'reserved', 1, 'rdsReserved', 1)`, 'evil'],
    ['SELECT count(*)', 'function evil.count()'],
    ['SELECT max(1::pg_catalog.float8)', 'function evil.max(double precision)'],
    [`SELECT current_database() IN ('a', 'b')`, 'operator evil.=(name, name)'],
    [`SELECT nullif(pg_catalog.version(), '')`, 'operator evil.=(text, text)'],
    ['SELECT session_user IS NOT DISTINCT FROM session_user', 'operator evil.=(name, name)'],
    ['SELECT pg_catalog.clock_timestamp() - pg_catalog.clock_timestamp()', 'operator evil.-(timestamp'],
    ['SELECT 1::float8', 'type evil.float8'],
    ['SELECT oid FROM pg_roles', 'relation evil.pg_roles'],
  ])('a bare name would be found: %s', async (select, found) => {
    expect(ofOthers(await meaningOf(select)).join('\n')).toContain(found);
  });
});

describe('what is sent', () => {
  const sources = ['src/live', 'src/cli/live'].flatMap((folder) =>
    readdirSync(folder).map((name) => `${folder}/${name}`),
  );
  const filesWith = (pattern: RegExp): string[] =>
    sources.filter((file) => pattern.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));

  it('one file hands text to the driver, and one begins and ends transactions', () => {
    expect(filesWith(/\.query[<(]/)).toEqual(['src/live/connection.ts']);
    expect(filesWith(/\b(?:BEGIN|SET LOCAL|SAVEPOINT|COMMIT|ROLLBACK)\b/)).toEqual(['src/live/ask.ts']);
    expect(filesWith(/\baskEverything\(/)).toEqual(['src/live/ask.ts', 'src/live/connection.ts']);
  });
});
