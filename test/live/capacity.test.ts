import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testedVersion } from '../servers/binaries.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSession, openSessions, openUntilFull } from '../servers/sessions.ts';
import { snapshotOf } from './reading.ts';

const major = Number(testedVersion);

interface Scenario {
  readonly title: string;
  readonly role?: string;
  readonly database?: string;
  /** Sessions that are there already: role, database, number. */
  readonly present?: readonly (readonly [role: string, database: string, count: number])[];
  readonly since?: number;
}

/** Roles and databases that every server below has. */
const setUp = [
  'CREATE ROLE app LOGIN',
  'CREATE ROLE other LOGIN',
  'CREATE ROLE admin LOGIN SUPERUSER',
  'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
  'CREATE ROLE limited LOGIN CONNECTION LIMIT 4',
  'CREATE DATABASE shop',
  'CREATE DATABASE narrow CONNECTION LIMIT 5',
  ...(major >= 16
    ? [
        'CREATE ROLE reserver LOGIN IN ROLE pg_use_reserved_connections',
        'CREATE ROLE distant LOGIN NOINHERIT',
        'GRANT pg_use_reserved_connections TO distant WITH INHERIT FALSE',
      ]
    : []),
];

const scenarios: readonly Scenario[] = [
  { title: 'nobody else' },
  { title: 'other ordinary sessions', present: [['other', 'shop', 3]] },
  { title: 'superusers in ordinary slots, the reserve kept on top', present: [['admin', 'postgres', 2]] },
  {
    title: 'its own sessions in two databases',
    present: [
      ['app', 'postgres', 2],
      ['app', 'shop', 1],
    ],
  },
  { title: 'a superuser', role: 'admin', present: [['other', 'shop', 2]] },
  {
    title: 'a member of pg_monitor',
    role: 'watcher',
    present: [
      ['other', 'shop', 2],
      ['admin', 'postgres', 1],
    ],
  },
  { title: 'a role limit', role: 'limited', present: [['other', 'shop', 1]] },
  { title: 'a role limit with its own sessions elsewhere', role: 'limited', present: [['limited', 'shop', 2]] },
  {
    title: 'a database limit with others inside',
    database: 'narrow',
    present: [
      ['other', 'narrow', 2],
      ['other', 'shop', 1],
    ],
  },
  {
    title: 'a database limit with its own sessions elsewhere',
    database: 'narrow',
    present: [
      ['app', 'narrow', 1],
      ['app', 'shop', 2],
    ],
  },
  { title: 'a database limit that superusers fill', database: 'narrow', present: [['admin', 'narrow', 3]] },
  { title: 'both limits', role: 'limited', database: 'narrow', present: [['other', 'narrow', 2]] },
  { title: 'a superuser in a full database', role: 'admin', database: 'narrow', present: [['other', 'narrow', 5]] },
  { title: 'a member of pg_use_reserved_connections', role: 'reserver', since: 16 },
  { title: 'a member that does not inherit the reserve', role: 'distant', since: 16 },
];

const servers: readonly Readonly<Record<string, string>>[] = [
  { max_connections: '10', superuser_reserved_connections: '3' },
  { max_connections: '13', superuser_reserved_connections: '0' },
  { max_connections: '21', superuser_reserved_connections: '5', ...(major >= 16 ? { reserved_connections: '2' } : {}) },
  { max_connections: '30', superuser_reserved_connections: '1', ...(major >= 16 ? { reserved_connections: '5' } : {}) },
];

const applicable = scenarios.filter(({ since }) => major >= (since ?? 0));

describe.each(servers)('capacity is what the server gives: %o', (settings) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({ settings });
    await execute(server.superuserUrl, ...setUp);
  });
  afterAll(() => server.stop());

  it.each(applicable)('$title', async ({ role = 'app', database = 'postgres', present = [] }) => {
    const open: Client[] = [];
    for (const [who, where, count] of present) {
      open.push(...(await openSessions(server.url(who, { database: where }), count)));
    }
    const url = server.url(role, { database });
    const { capacity, sessions } = await snapshotOf(url);
    const given = await openUntilFull(url);
    await closeAll([...open, ...given]);
    const own = present.filter(([who]) => who === role).reduce((sum, [, , count]) => sum + count, 0);
    expect({ limit: capacity?.limit, available: capacity?.available }).toEqual({
      limit: own + given.length,
      available: given.length,
    });
    expect(sessions?.total).toBe(open.length);
    // Rows of other roles are hidden from an ordinary one: then, and only then, the number may be too low.
    const hidden = present.some(([who]) => who !== role) && !['admin', 'watcher'].includes(role);
    if (!hidden) expect(capacity?.exact).toBe(true);
  });
});

describe('what does not take a slot', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({
      settings: { max_connections: '12', wal_level: 'logical', max_parallel_workers_per_gather: '2' },
    });
    await execute(
      server.superuserUrl,
      'CREATE ROLE app LOGIN REPLICATION',
      'CREATE ROLE other LOGIN REPLICATION',
      'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
      'CREATE DATABASE narrow CONNECTION LIMIT 5',
      'CREATE ROLE limited LOGIN REPLICATION CONNECTION LIMIT 4',
    );
  });
  afterAll(() => server.stop());

  const replicating = (role: string, database: string) =>
    openSession(`${server.url(role, { database })}?replication=database`);

  const cases = [
    {
      title: 'walsenders of others, seen by pg_monitor',
      role: 'watcher',
      database: 'postgres',
      sender: 'other',
      exact: true,
    },
    { title: 'its own walsenders', role: 'app', database: 'postgres', sender: 'app', exact: true },
    {
      title: 'its own walsenders under a role limit',
      role: 'limited',
      database: 'postgres',
      sender: 'limited',
      exact: true,
    },
    {
      title: 'walsenders in a database with a limit, seen by pg_monitor',
      role: 'watcher',
      database: 'narrow',
      sender: 'other',
      exact: true,
    },
  ];

  it.each(cases)('$title', async ({ role, database, sender, exact }) => {
    const senders = [await replicating(sender, database), await replicating(sender, database)];
    const url = server.url(role, { database });
    const { capacity } = await snapshotOf(url);
    const given = await openUntilFull(url);
    await closeAll([...senders, ...given]);
    expect(capacity).toMatchObject({ available: given.length, exact });
  });

  it('walsenders of others, hidden: never more than the server gives, and said not to be exact', async () => {
    const senders = [await replicating('other', 'postgres'), await replicating('other', 'postgres')];
    const { capacity } = await snapshotOf(server.url('app'));
    const given = await openUntilFull(server.url('app'));
    await closeAll([...senders, ...given]);
    expect(capacity).toMatchObject({ available: given.length - 2, exact: false });
  });
});
