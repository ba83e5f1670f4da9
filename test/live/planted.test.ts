import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partNames, pinned, statementOf } from '../../src/live/ask.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { pgbouncerBinary, startPgBouncer } from '../servers/pgbouncer.ts';
import { listenForPlanted } from '../servers/planted.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { execute, openSession } from '../servers/sessions.ts';
import { originalsOf, plant } from './plant.ts';
import { snapshotOf } from './reading.ts';
import { resolve } from './resolved.ts';

const everything = statementOf(partNames);
/** The same statement as it would be without the care: an attacker's own words decide what it means. */
const bare = everything.replaceAll('pg_catalog.', '').replace(/OPERATOR\((.+?)\)/g, '$1');

const roles = ['postgres', 'watcher', 'app'];

/** How planted names come before pg_catalog's: a database each, and the schemas that are filled in it. */
const plantings = [
  { database: 'in_public', title: 'in public', schemas: ['public'] },
  { database: 'named_as_role', title: 'in a schema named as the role', schemas: roles },
  { database: 'by_database', title: 'on the path of ALTER DATABASE, before pg_catalog', schemas: ['evil'] },
  { database: 'by_role', title: 'on the path of ALTER ROLE, before pg_catalog', schemas: ['evil'] },
] as const;

let server: TestServer;
let bystander: Client;

beforeAll(async () => {
  server = await startPostgres();
  const url = (database: string) => server.url('postgres', { database });
  await execute(
    server.superuserUrl,
    'CREATE ROLE app LOGIN',
    'CREATE ROLE other LOGIN',
    'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
    'CREATE DATABASE clean',
  );
  const originals = await originalsOf(
    server.superuserUrl,
    await resolve(server.superuserUrl, everything, 'pg_catalog'),
  );
  for (const { database, schemas } of plantings) {
    await execute(server.superuserUrl, `CREATE DATABASE ${database}`);
    for (const schema of schemas) await plant(url(database), schema, originals);
  }
  await execute(
    server.superuserUrl,
    'ALTER DATABASE by_database SET search_path = evil, pg_catalog',
    ...roles.map((role) => `ALTER ROLE ${role} IN DATABASE by_role SET search_path = evil, pg_catalog`),
  );
  bystander = await openSession(server.url('other'));
});
afterAll(async () => {
  await bystander.end();
  await server.stop();
});

interface Way {
  readonly title: string;
  /** Reads a snapshot as this role, and leaves no session behind. */
  readonly read: (role: string, database: string) => Promise<Snapshot>;
}

const poolers: readonly Way[] = (['session', 'transaction'] as const).map((mode) => ({
  title: `through PgBouncer in ${mode} mode`,
  read: async (role, database) => {
    const bouncer = await startPgBouncer({ mode, upstream: server, roles });
    const snapshot = await snapshotOf(bouncer.url(role, database)).finally(bouncer.stop);
    const left = `SELECT pid FROM pg_stat_activity WHERE application_name = 'poolfit'`;
    while ((await execute(server.superuserUrl, left)).length > 0);
    return snapshot;
  },
}));

const ways: readonly Way[] = [
  { title: 'directly', read: (role, database) => snapshotOf(server.url(role, { database })) },
  ...(pgbouncerBinary === undefined ? [] : poolers),
];

/** What two databases of one server have in common: all but their names, and what time changes. */
function comparable({ at: _, target: __, sessions, ...rest }: Snapshot) {
  const known = (seconds: number | null) => seconds !== null;
  const groups = sessions?.groups.map((group) => ({
    ...group,
    oldestSeconds: known(group.oldestSeconds),
    longestIdleInTransactionSeconds: known(group.longestIdleInTransactionSeconds),
  }));
  return { ...rest, sessions: { ...sessions, groups } };
}

describe.each(ways)('what a database’s users have planted, checked $title', ({ read }) => {
  describe.each(roles)('as %s', (role) => {
    let clean: Snapshot;
    beforeAll(async () => {
      clean = await read(role, 'clean');
    });

    it.each(plantings)('$title: nothing of it runs, and every answer is the server’s', async ({ database }) => {
      const ran = await listenForPlanted(server);
      const snapshot = await read(role, database);
      expect(await ran()).toEqual([]);
      expect(comparable(snapshot)).toEqual(comparable(clean));
      expect(snapshot.sessions?.groups).toMatchObject([{ total: 1, database: 'postgres' }]);
    });
  });

  it('the parts that are asked one by one run none of it either', async () => {
    const url = server.url('postgres', { database: 'by_database' });
    await execute(url, 'REVOKE SELECT ON pg_catalog.pg_stat_database FROM PUBLIC');
    const ran = await listenForPlanted(server);
    const { unseen } = await read('app', 'by_database');
    await execute(url, 'GRANT SELECT ON pg_catalog.pg_stat_database TO PUBLIC');
    expect(await ran()).toEqual([]);
    expect(unseen).toMatchObject([{ why: 'permission denied' }, { what: expect.stringContaining('sessions') }]);
  });
});

describe('each protection by itself', () => {
  const url = (database: string) => server.url('app', { database });

  it.each(plantings)('$title: the bare statement runs what is planted', async ({ database }) => {
    const ran = await listenForPlanted(server);
    await execute(url(database), bare).catch(() => {});
    expect(await ran()).not.toEqual([]);
  });

  it.each(plantings)('$title: qualified, it runs nothing, whatever the path', async ({ database }) => {
    const ran = await listenForPlanted(server);
    expect(await execute(url(database), everything)).toHaveLength(1);
    expect(await ran()).toEqual([]);
  });

  it.each(plantings)('$title: bare behind the pinned path, it runs nothing', async ({ database }) => {
    const ran = await listenForPlanted(server);
    expect(await execute(url(database), pinned, bare)).toHaveLength(1);
    expect(await ran()).toEqual([]);
  });
});

describe.skipIf(pgbouncerBinary === undefined)('a session that somebody else had before, from PgBouncer', () => {
  const relations = ['pg_settings', 'pg_roles', 'pg_database', 'pg_stat_activity', 'pg_stat_database'];
  const left = [
    ...relations.map(
      (name) => `CREATE TEMPORARY VIEW ${name} AS SELECT * FROM pg_catalog.${name} WHERE "tells"('${name}')`,
    ),
    `CREATE DOMAIN pg_temp.int4 AS pg_catalog.int4 CHECK ("tells"('int4'))`,
    'SET search_path = pg_temp, public, pg_catalog',
  ];

  it('its temporary look-alikes and its path decide nothing, and it is given back as it was', async () => {
    const settings = { default_pool_size: '1' };
    const bouncer = await startPgBouncer({ mode: 'transaction', upstream: server, roles, settings });
    const url = bouncer.url('app', 'in_public');
    await execute(url, ...left);
    const state = `SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.current_setting('search_path') AS path,
      pg_catalog.current_setting('statement_timeout') AS timeout`;
    const before = await execute(url, state);
    const ran = await listenForPlanted(server);
    const { limits } = await snapshotOf(url);
    expect(await ran()).toEqual([]);
    expect(limits?.maxConnections).toBe(30);
    expect(await execute(url, state)).toEqual(before);
    await execute(url, 'SELECT FROM pg_roles');
    expect(await ran()).toEqual(['pg_roles']);
    await bouncer.stop();
  });
});
