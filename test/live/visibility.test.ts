import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/live/read-snapshot.ts';
import { parseSnapshot } from '../../src/live/snapshot-schema.ts';
import { testedVersion } from '../servers/binaries.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSession, openSessions } from '../servers/sessions.ts';
import { snapshotOf, valueIn, withConnection } from './reading.ts';

const major = Number(testedVersion);

describe('what is read', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({
      settings: {
        max_connections: '20',
        superuser_reserved_connections: '3',
        tcp_keepalives_idle: '120',
        idle_in_transaction_session_timeout: '90s',
        ...(major >= 14 ? { idle_session_timeout: '10min' } : {}),
        ...(major >= 16 ? { reserved_connections: '2' } : {}),
        ...(major >= 17 ? { transaction_timeout: '5min' } : {}),
        'rds.rds_superuser_reserved_connections': '2',
      },
    });
    await execute(
      server.superuserUrl,
      'CREATE ROLE app LOGIN',
      'CREATE ROLE other LOGIN',
      'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
      `ALTER ROLE app SET statement_timeout = '7s'`,
      'CREATE ROLE rds_superuser',
      'CREATE ROLE rds_admin LOGIN IN ROLE rds_superuser',
    );
  });
  afterAll(() => server.stop());

  it('limits and timeouts of this version; what it lacks is null', async () => {
    const { limits, timeouts, keepalives, server: seen, transport } = await snapshotOf(server.url('app'));
    expect(seen).toMatchObject({ kind: 'postgresql', major, inRecovery: false });
    expect(seen.version).toMatch(new RegExp(`^${major}\\.`));
    expect(transport).toBe('tcp');
    expect(limits).toEqual({
      maxConnections: 20,
      superuserReservedConnections: 3,
      reservedConnections: major >= 16 ? 2 : null,
      providerReserved: [{ name: 'rds.rds_superuser_reserved_connections', value: 2 }],
      restartPending: [],
    });
    expect(timeouts).toEqual({
      idleSessionMs: major >= 14 ? 600_000 : null,
      idleInTransactionSessionMs: 90_000,
      transactionMs: major >= 17 ? 300_000 : null,
      statementMs: 7000,
    });
    expect(keepalives).toMatchObject({ idleSeconds: 120, intervalSeconds: 75, count: 9 });
  });

  it('a provider’s reserve is taken off for everybody but its own administrators', async () => {
    const reserved = 3 + (major >= 16 ? 2 : 0);
    const app = await snapshotOf(server.url('app'));
    expect(app.provider).toEqual({ id: 'aws-rds', evidence: 'the role rds_superuser' });
    expect(app.capacity?.limit).toBe(20 - reserved - 2);
    expect((await snapshotOf(server.url('rds_admin'))).capacity?.limit).toBe(20 - reserved);
    expect((await snapshotOf(server.superuserUrl)).capacity?.limit).toBe(20);
  });

  it('in one round trip, in a read-only transaction that is over afterwards', async () => {
    await withConnection(server.url('app'), async (connection) => {
      valueIn(await readSnapshot(connection));
      expect(connection.roundTrips()).toBe(1);
      const session = `SELECT state FROM pg_stat_activity WHERE application_name = 'poolfit'`;
      expect(await execute(server.superuserUrl, session)).toEqual([{ state: 'idle' }]);
    });
  });

  it('samples on one connection are not frozen: each has a transaction of its own', async () => {
    await withConnection(server.url('watcher'), async (connection) => {
      const before = valueIn(await readSnapshot(connection));
      const sessions = await openSessions(server.url('app'), 3);
      const after = valueIn(await readSnapshot(connection));
      await closeAll(sessions);
      expect([before.sessions?.total, after.sessions?.total]).toEqual([0, 3]);
    });
  });

  it('sessions by application, role and database, with their states; its own session is left out', async () => {
    const sessions = [
      ...(await openSessions(server.url('app'), 2, 'web')),
      ...(await openSessions(server.url('app', { database: 'template1' }), 1, 'web')),
      ...(await openSessions(server.url('other'), 2, 'worker')),
    ];
    const [, inTransaction] = sessions;
    await inTransaction?.query('BEGIN');
    const broken = sessions[3];
    await broken?.query('BEGIN');
    await broken?.query('SELECT 1/0').catch(() => {});
    const watched = await snapshotOf(server.url('watcher'));
    const plain = await snapshotOf(server.url('app'));
    await closeAll(sessions);

    const group = { active: 0, hidden: 0 };
    expect(watched.sessions).toMatchObject({ total: 5, exact: true, hidden: 0, own: 0 });
    expect(watched.sessions?.groups).toMatchObject([
      { ...group, application: 'web', user: 'app', database: 'postgres', total: 2, idle: 1, idleInTransaction: 1 },
      { ...group, application: 'worker', user: 'other', total: 2, idle: 1, idleInTransaction: 1 },
      { ...group, application: 'web', user: 'app', database: 'template1', total: 1, idle: 1, own: false },
    ]);
    expect(watched.sessions?.groups[0]?.longestIdleInTransactionSeconds).toBeGreaterThanOrEqual(0);
    expect(watched.sessions?.groups[0]?.oldestSeconds).toBeGreaterThan(0);
    expect(watched.unseen).toEqual([]);

    expect(plain.sessions).toMatchObject({ total: 5, exact: false, hidden: 2, own: 3 });
    expect(plain.sessions?.groups).toMatchObject([
      { application: 'web', database: 'postgres', own: true, total: 2, idle: 1, idleInTransaction: 1 },
      { application: 'worker', own: false, total: 2, hidden: 2, idle: 0, oldestSeconds: null },
      { application: 'web', database: 'template1', own: false, total: 1 },
    ]);
    expect(plain.unseen).toMatchObject([{ remedy: expect.stringContaining('pg_monitor') }]);
    expect(plain.capacity?.available).toBe(watched.capacity?.available);
  });

  it('parallel workers are no clients to who may see what they are; else the count is an upper bound', async () => {
    await execute(
      server.superuserUrl,
      'CREATE TABLE IF NOT EXISTS big AS SELECT g FROM generate_series(1, 200000) g',
      'ANALYZE big',
      'GRANT SELECT ON big TO other',
    );
    const session = await openSession(server.url('other'), 'report');
    await session.query(
      'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0',
    );
    // A slow function per row keeps the workers busy until the session is ended.
    const running = session
      .query('SELECT count(*) FROM big WHERE pg_sleep(0.01) IS NOT NULL AND g > 0')
      .catch(() => {});
    const workers = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'parallel worker'`;
    for (;;) {
      const [row] = await execute(server.superuserUrl, workers);
      if (Number(row?.n) > 0) break;
    }
    const watched = await snapshotOf(server.url('watcher'));
    const plain = await snapshotOf(server.url('app'));
    await execute(
      server.superuserUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'other'`,
    );
    await running;
    await session.end();
    expect(watched.sessions).toMatchObject({ total: 1, exact: true });
    expect(plain.sessions).toMatchObject({ exact: false });
    expect(plain.sessions?.total).toBeGreaterThan(1);
    expect(plain.capacity?.exact).toBe(false);
    expect(plain.capacity?.available).toBeLessThan(watched.capacity?.available ?? 0);
  });

  it('a changed max_connections waits for a restart', async () => {
    await execute(server.superuserUrl, 'ALTER SYSTEM SET max_connections = 25', 'SELECT pg_reload_conf()');
    let pending: readonly string[] = [];
    while (pending.length === 0) {
      const { limits } = await snapshotOf(server.url('app'));
      expect(limits?.maxConnections).toBe(20);
      pending = limits?.restartPending ?? [];
    }
    expect(pending).toEqual(['max_connections']);
    await execute(server.superuserUrl, 'ALTER SYSTEM RESET max_connections', 'SELECT pg_reload_conf()');
  });

  it('a snapshot is JSON that its schema takes back unchanged, without a secret', async () => {
    const snapshot = await snapshotOf(server.url('app', { password: 'canary' }));
    const text = JSON.stringify(snapshot);
    expect(valueIn(parseSnapshot(text))).toEqual(snapshot);
    expect(text).not.toContain('canary');
  });
});

describe('what may not be read', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '15' } });
    await execute(server.superuserUrl, 'CREATE ROLE app LOGIN CONNECTION LIMIT 9', 'CREATE ROLE other LOGIN');
  });
  afterAll(() => server.stop());

  const cases = [
    { view: 'pg_stat_activity', unseen: 'sessions by application', capacity: { available: 6, exact: false } },
    { view: 'pg_roles', unseen: 'CONNECTION LIMIT', capacity: { available: 9, exact: false } },
    { view: 'pg_settings', unseen: 'timeouts', capacity: { available: 9 } },
    { view: 'pg_database', unseen: 'database’s CONNECTION LIMIT', capacity: { available: 9, exact: false } },
    { view: 'pg_stat_database', unseen: 'number of sessions', capacity: { available: 9 } },
  ];

  it.each(cases)('$view: the rest is read, and said is what is missing', async ({ view, unseen, capacity }) => {
    const sessions = await openSessions(server.url('other'), 3);
    await execute(server.superuserUrl, `REVOKE SELECT ON pg_catalog.${view} FROM PUBLIC`);
    const snapshot = await snapshotOf(server.url('app')).finally(async () => {
      await execute(server.superuserUrl, `GRANT SELECT ON pg_catalog.${view} TO PUBLIC`);
    });
    await closeAll(sessions);
    expect(snapshot.limits?.maxConnections).toBe(15);
    expect(snapshot.capacity).toMatchObject(capacity);
    const missing = snapshot.unseen.find(({ what }) => what.includes(unseen));
    expect(missing).toMatchObject({ why: 'permission denied' });
    expect(valueIn(parseSnapshot(JSON.stringify(snapshot)))).toEqual(snapshot);
  });
});
