import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/live/connect.ts';
import { readPgBouncer } from '../../src/live/pgbouncer-admin.ts';
import { readSnapshot } from '../../src/live/read-snapshot.ts';
import { pgbouncerBinary, startPgBouncer, type TestBouncer } from '../servers/pgbouncer.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSessions } from '../servers/sessions.ts';
import { faultAt, faultIn, snapshotOf, target, valueIn, withConnection } from './reading.ts';

describe.skipIf(pgbouncerBinary === undefined).each(['session', 'transaction'] as const)(
  'PgBouncer, %s mode',
  (mode) => {
    let server: TestServer;
    let bouncer: TestBouncer;
    beforeAll(async () => {
      server = await startPostgres({ settings: { max_connections: '20' } });
      await execute(server.superuserUrl, 'CREATE ROLE app LOGIN', 'CREATE ROLE watcher LOGIN IN ROLE pg_monitor');
      const settings = { max_client_conn: '6', default_pool_size: '2', query_wait_timeout: '1' };
      bouncer = await startPgBouncer({ mode, upstream: server, roles: ['app', 'watcher'], settings });
    });
    afterAll(async () => {
      await bouncer.stop();
      await server.stop();
    });

    it('is recognised by the process id, and the server behind it is read', async () => {
      expect((await snapshotOf(server.url('app'))).pooler).toBeNull();
      const snapshot = await snapshotOf(bouncer.url('app'));
      expect(snapshot.pooler).toMatchObject({ evidence: expect.stringContaining('process id') });
      expect(snapshot.limits?.maxConnections).toBe(20);
      expect(snapshot.target).toBe(`127.0.0.1:${bouncer.port}/postgres`);
    });

    it('its console tells its limits and pools', async () => {
      const clients = await openSessions(bouncer.url('app'), 1);
      const admin = await withConnection(bouncer.adminUrl, async (connection) =>
        valueIn(await readPgBouncer(connection)),
      );
      await closeAll(clients);
      expect(admin).toMatchObject({
        maxClientConnections: 6,
        defaultPoolSize: 2,
        poolMode: mode,
        queryWaitTimeoutSeconds: 1,
      });
      expect(admin.version).toMatch(/^PgBouncer \d/);
      const pools = admin.pools.filter(({ user }) => user === 'app');
      expect(pools).toMatchObject([{ database: 'postgres', mode, clientsWaiting: 0 }]);
    });

    it('an address that is no console is said to be none', async () => {
      const fault = await withConnection(server.url('app'), async (connection) =>
        faultIn(await readPgBouncer(connection)),
      );
      expect(fault).toMatchObject({ kind: 'usage', exitCode: 2 });
    });

    it('a pooler without a free client slot is full', async () => {
      const small = await startPgBouncer({
        mode,
        upstream: server,
        roles: ['app'],
        settings: { max_client_conn: '1' },
      });
      const clients = await openSessions(small.url('app'), 1);
      const fault = await faultAt(small.url('app'));
      await closeAll(clients);
      await small.stop();
      expect(fault).toMatchObject({ kind: 'pooler-full', exitCode: 1, sqlState: '08P01' });
      expect(fault.message).toContain('max_client_conn');
    });

    it('a pooler whose server connections are all busy is full after its own wait', async () => {
      const busy = await openSessions(bouncer.url('app'), 2);
      for (const client of busy) await client.query('BEGIN');
      const connected = await connect(target(bouncer.url('app')), { timeoutMs: 15_000 });
      // Session mode makes the login wait, transaction mode the first query.
      const fault = connected.ok ? faultIn(await readSnapshot(connected.value)) : connected.fault;
      if (connected.ok) await connected.value.close();
      await closeAll(busy);
      expect(fault).toMatchObject({ kind: 'pooler-full', exitCode: 1 });
      expect(fault.message).toContain('default_pool_size');
    });

    it.each([
      {
        title: 'an unknown database',
        url: () => bouncer.url('app', 'nowhere'),
        kind: 'wrong-database',
      },
      { title: 'an unknown role', url: () => bouncer.url('nobody_here'), kind: 'refused-login' },
      {
        title: 'the console as an ordinary role',
        url: () => bouncer.url('app', 'pgbouncer'),
        kind: 'refused-login',
      },
    ])('$title', async ({ url, kind }) => {
      const fault = await faultAt(url());
      expect(fault).toMatchObject({ kind, exitCode: 3 });
      expect(fault.message).not.toMatch(/nobody_here|\n/);
    });
  },
);
