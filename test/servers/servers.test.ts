import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testedVersion } from './binaries.ts';
import { pgbouncerBinary, startPgBouncer } from './pgbouncer.ts';
import { startPostgres, type TestServer } from './postgres.ts';
import { execute } from './sessions.ts';

describe('the test servers', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '12' }, auth: 'scram-sha-256' });
    await execute(server.superuserUrl, `CREATE ROLE app LOGIN PASSWORD 'p@ss/word'`);
  });
  afterAll(() => server.stop());

  it('are the PostgreSQL version that was asked for, with the settings that were given', async () => {
    const [row] = await execute(
      server.superuserUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('max_connections') AS m`,
    );
    expect(row).toEqual({ major: Number(testedVersion), m: '12' });
  });

  it('ask ordinary roles for their password', async () => {
    await expect(execute(server.url('app', { password: 'wrong' }), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await expect(execute(server.url('app', { password: 'p@ss/word' }), 'SELECT 1')).resolves.toHaveLength(1);
  });

  it('answer on IPv6 and on a Unix socket', async () => {
    await expect(execute(`postgresql://postgres@[::1]:${server.port}/postgres`, 'SELECT 1')).resolves.toHaveLength(1);
    const socket = `postgresql://postgres@/postgres?host=${server.socketDir}&port=${server.port}`;
    await expect(execute(socket, 'SELECT 1')).resolves.toHaveLength(1);
  });

  it.skipIf(pgbouncerBinary === undefined)('stand behind a real PgBouncer', async () => {
    const bouncer = await startPgBouncer({ mode: 'transaction', upstream: server, roles: ['postgres'] });
    try {
      await expect(execute(bouncer.url('postgres'), 'SELECT 1')).resolves.toHaveLength(1);
      const [row] = await execute(bouncer.adminUrl, 'SHOW VERSION');
      expect(row?.version).toMatch(/^PgBouncer /);
    } finally {
      await bouncer.stop();
    }
  });
});
