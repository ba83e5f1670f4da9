import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/live/connect.ts';
import { readSnapshot } from '../../src/live/read-snapshot.ts';
import { closedPort } from '../servers/ports.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSession, openUntilFull } from '../servers/sessions.ts';
import { listen, swallowPackets } from '../servers/strangers.ts';
import { faultAt, faultIn, snapshotOf, target, valueIn, withConnection } from './reading.ts';

const secret = 'k@n/4:ry #?%&+\\\'"€';

describe('logins that fail', () => {
  let server: TestServer;
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'poolfit-home-'));
    server = await startPostgres({ auth: 'scram-sha-256', hba: ['host all stranger 127.0.0.1/32 reject'] });
    await execute(
      server.superuserUrl,
      `CREATE ROLE app LOGIN PASSWORD '${secret.replaceAll("'", "''")}'`,
      `CREATE ROLE plain LOGIN PASSWORD 'plain'`,
      `CREATE ROLE group_only PASSWORD 'x'`,
      'CREATE ROLE stranger LOGIN',
      'CREATE DATABASE closed',
      'REVOKE CONNECT ON DATABASE closed FROM PUBLIC',
      'CREATE DATABASE template_like ALLOW_CONNECTIONS false',
    );
  });
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  const at = (role: string, database: string, password = 'plain') =>
    `postgresql://${role}:${password}@127.0.0.1:${server.port}/${database}`;

  it.each([
    {
      title: 'a wrong password',
      url: () => at('plain', 'postgres', 'wr0ng-canary'),
      kind: 'refused-login',
      says: 'password',
    },
    {
      title: 'an unknown role',
      url: () => at('canary_role', 'postgres'),
      kind: 'refused-login',
      says: 'user name or password: check both in the URL, PGPASSWORD',
    },
    {
      title: 'a role that may not log in',
      url: () => at('group_only', 'postgres', 'x'),
      kind: 'refused-login',
      says: 'may not log in',
    },
    {
      title: 'no line in pg_hba.conf',
      url: () => at('stranger', 'postgres'),
      kind: 'refused-login',
      says: 'pg_hba.conf',
    },
    {
      title: 'an unknown database',
      url: () => at('plain', 'nowhere'),
      kind: 'wrong-database',
      says: 'no such database',
    },
    { title: 'no CONNECT privilege', url: () => at('plain', 'closed'), kind: 'refused-login', says: 'CONNECT' },
    {
      title: 'a database closed to everybody',
      url: () => at('plain', 'template_like'),
      kind: 'wrong-database',
      says: 'accepts no connections',
    },
    {
      title: 'no password where one is asked for',
      url: () => server.url('plain'),
      kind: 'refused-login',
      says: 'PGPASSWORD',
    },
  ])('$title', async ({ url, kind, says }) => {
    const fault = await faultAt(url());
    expect(fault).toMatchObject({ kind, exitCode: 3 });
    expect(fault.message).toContain(says);
    expect(fault.message).not.toMatch(/canary|plain|stranger|group_only|\n/);
  });

  it('a password of special characters gets in, by URL, PGPASSWORD and ~/.pgpass', async () => {
    await expect(snapshotOf(server.url('app', { password: secret }))).resolves.toMatchObject({ schemaVersion: 1 });
    const passfile = join(home, '.pgpass');
    const line = secret.replaceAll('\\', '\\\\').replaceAll(':', '\\:');
    writeFileSync(passfile, `# comment\n127.0.0.1:1:*:*:other\n127.0.0.1:${server.port}:*:app:${line}\n`, {
      mode: 0o600,
    });
    for (const surroundings of [{ env: { PGPASSWORD: secret } }, { home }, { env: { PGPASSFILE: passfile } }]) {
      const connection = valueIn(await connect(target(server.url('app'), surroundings), { timeoutMs: 10_000 }));
      await connection.close();
    }
    chmodSync(passfile, 0o644);
    const fault = await faultAt(server.url('app'), 10_000, { home });
    expect(fault.message).toContain('chmod 600');
  });

  it('the Unix socket and IPv6 get in', async () => {
    const socket = `postgresql://postgres@${encodeURIComponent(server.socketDir)}:${server.port}/postgres?sslmode=require`;
    await expect(snapshotOf(socket)).resolves.toMatchObject({ transport: 'unix', keepalives: null });
    const ipv6 = `postgresql://postgres@[::1]:${server.port}/postgres`;
    await expect(snapshotOf(ipv6)).resolves.toMatchObject({
      transport: 'tcp',
      target: `[::1]:${server.port}/postgres`,
    });
  });

  it('PGOPTIONS is not sent: poolers refuse it', async () => {
    process.env.PGOPTIONS = '-c statement_timeout=1';
    try {
      const { timeouts } = await snapshotOf(server.superuserUrl);
      expect(timeouts?.statementMs).toBe(0);
      expect(process.env.PGOPTIONS).toBe('-c statement_timeout=1');
    } finally {
      delete process.env.PGOPTIONS;
    }
  });
});

describe('a full server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '10', superuser_reserved_connections: '2' } });
    await execute(
      server.superuserUrl,
      'CREATE ROLE app LOGIN',
      'CREATE ROLE limited LOGIN CONNECTION LIMIT 1',
      'CREATE DATABASE narrow CONNECTION LIMIT 2',
    );
  });
  afterAll(() => server.stop());

  it.each([
    { title: 'all slots', fill: () => server.superuserUrl, ask: () => server.superuserUrl, cause: 'all-slots' },
    {
      title: 'all slots but the reserved ones',
      fill: () => server.url('app'),
      ask: () => server.url('app'),
      cause: 'reserved-slots',
    },
    {
      title: 'the role’s limit',
      fill: () => server.url('limited'),
      ask: () => server.url('limited'),
      cause: 'role-limit',
    },
    {
      title: 'the database’s limit',
      fill: () => server.url('app', { database: 'narrow' }),
      ask: () => server.url('app', { database: 'narrow' }),
      cause: 'database-limit',
    },
  ])('$title', async ({ fill, ask, cause }) => {
    const sessions = await openUntilFull(fill());
    const fault = await faultAt(ask());
    await closeAll(sessions);
    expect(fault).toMatchObject({ kind: 'server-full', exitCode: 1, sqlState: '53300', cause });
  });
});

describe('connections that end in the middle', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
    await execute(server.superuserUrl, 'CREATE ROLE app LOGIN');
  });
  afterAll(() => server.stop());

  it('a session that an administrator ends during a query', async () => {
    const locker = await openSession(server.superuserUrl);
    const fault = await withConnection(server.url('app'), async (connection) => {
      await locker.query('BEGIN; LOCK TABLE pg_catalog.pg_db_role_setting');
      const running = readSnapshot(connection);
      const kill = 'SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted';
      while ((await locker.query(kill)).rows.length === 0);
      return faultIn(await running);
    });
    await locker.end();
    expect(fault).toMatchObject({ kind: 'killed', exitCode: 3, sqlState: '57P01' });
  });

  it('a session that was ended while idle', async () => {
    const fault = await withConnection(server.url('app'), async (connection) => {
      await execute(server.superuserUrl, `SELECT pg_terminate_backend(${connection.announcedPid})`);
      return faultIn(await readSnapshot(connection));
    });
    expect(fault).toMatchObject({ kind: 'killed', exitCode: 3 });
  });

  it('a query that waits for a lock runs into the statement timeout, and the connection stays usable', async () => {
    const connection = valueIn(await connect(target(server.url('app')), { timeoutMs: 1000 }));
    const locker = await openSession(server.superuserUrl);
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE pg_catalog.pg_db_role_setting');
    const outcome = await readSnapshot(connection);
    await locker.query('ROLLBACK');
    await locker.end();
    expect(faultIn(outcome)).toMatchObject({ kind: 'statement-timeout', exitCode: 3 });
    valueIn(await readSnapshot(connection));
    await connection.close();
  });

  it('a backend that stops answering', async () => {
    const connection = valueIn(await connect(target(server.url('app')), { timeoutMs: 500 }));
    const pid = connection.announcedPid ?? 0;
    process.kill(pid, 'SIGSTOP');
    const fault = faultIn(await readSnapshot(connection));
    process.kill(pid, 'SIGCONT');
    await connection.close();
    expect(fault).toMatchObject({ kind: 'timeout', exitCode: 3 });
    expect(fault.message).toContain('did not answer a query');
  });

  it('a server that accepts and never answers', async () => {
    server.signal('SIGSTOP');
    const fault = await faultAt(server.url('app'), 500);
    server.signal('SIGCONT');
    expect(fault).toMatchObject({ kind: 'timeout', exitCode: 3 });
    expect(fault.message).toContain('accepted the connection');
  });
});

describe('servers that are not ready', () => {
  it('a standby is read, and known as one', async () => {
    const server = await startPostgres({ files: { 'standby.signal': '' }, settings: { max_connections: '100' } });
    const { server: seen, capacity } = await snapshotOf(server.superuserUrl);
    await server.stop();
    expect(seen.inRecovery).toBe(true);
    expect(capacity).toMatchObject({ limit: 100, exact: true });
  });

  it('a server that is starting up', async () => {
    const server = await startPostgres({
      files: { 'standby.signal': '' },
      settings: { hot_standby: 'off', max_connections: '100' },
      readyText: 'entering standby mode',
    });
    const fault = await faultAt(server.superuserUrl);
    await server.stop();
    expect(fault).toMatchObject({ kind: 'starting-up', exitCode: 3, sqlState: '57P03' });
  });

  it('a server that is shutting down', async () => {
    const server = await startPostgres();
    await execute(server.superuserUrl, 'CREATE ROLE app LOGIN');
    const session = await openSession(server.url('app'));
    server.signal('SIGTERM');
    let fault = await faultAt(server.url('app')).catch(() => undefined);
    // The signal is handled a moment later; until then connections are still taken.
    while (fault === undefined) fault = await faultAt(server.url('app')).catch(() => undefined);
    await session.end();
    await server.stop();
    expect(fault).toMatchObject({ kind: 'shutting-down', exitCode: 3 });
  });
});

describe('what is not PostgreSQL', () => {
  it('nothing listens', async () => {
    const fault = await faultAt(`postgresql://app:canary@127.0.0.1:${closedPort}/db`);
    expect(fault).toMatchObject({ kind: 'unreachable', exitCode: 3 });
    expect(fault.message).toContain('nothing listens');
  });

  it('there is no such Unix socket', async () => {
    const fault = await faultAt('postgresql://app@/db?host=/nonexistent');
    expect(fault).toMatchObject({ kind: 'unreachable' });
    expect(fault.message).toContain('no such Unix socket');
  });

  it('the host name is not known', async () => {
    const fault = await faultAt('postgresql://app:canary@poolfit.invalid/db');
    expect(['unreachable', 'timeout']).toContain(fault.kind);
  });

  it('the host swallows packets', async () => {
    const host = await swallowPackets();
    const fault = await faultAt(`postgresql://app@127.0.0.1:${host.port}/db`, 500);
    await host.stop();
    expect(fault).toMatchObject({ kind: 'timeout', exitCode: 3 });
    expect(fault.message).toContain('did not accept');
  });

  it.each(['disable', 'prefer', 'require'])('an HTTP server, sslmode=%s', async (mode) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const fault = await faultAt(`postgresql://app@127.0.0.1:${port}/db?sslmode=${mode}`);
    await new Promise((resolve) => server.close(resolve));
    expect(fault).toMatchObject({ kind: 'not-postgresql', exitCode: 3 });
    expect(fault.message).toContain('HTTP');
  });

  const answer = (bytes: Buffer | string) => (socket: Socket) => {
    socket.once('data', () => socket.write(bytes));
  };
  it.each([
    {
      title: 'greets like SSH',
      treat: (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
      kind: 'not-postgresql',
    },
    { title: 'answers like memcached', treat: answer('ERROR\r\n'), kind: 'not-postgresql' },
    { title: 'sends back what it gets', treat: (socket: Socket) => socket.pipe(socket), kind: 'not-postgresql' },
    { title: 'closes at once', treat: (socket: Socket) => socket.end(), kind: 'unreachable' },
    {
      title: 'closes after the first packet',
      treat: (socket: Socket) => socket.once('data', () => socket.end()),
      kind: 'unreachable',
    },
    {
      title: 'resets the connection',
      treat: (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()),
      kind: 'unreachable',
    },
    {
      title: 'sends an error without its end',
      treat: answer(Buffer.from('E\0\0\0\x08SFAT', 'latin1')),
      kind: 'not-postgresql',
    },
    {
      title: 'asks for Kerberos',
      treat: answer(Buffer.from('R\0\0\0\x08\0\0\0\x07', 'latin1')),
      kind: 'refused-login',
    },
    { title: 'says nothing', treat: () => {}, kind: 'timeout' },
  ])('a server that $title', async ({ treat, kind }) => {
    const stranger = await listen(treat);
    for (const mode of ['disable', 'prefer']) {
      const url = `postgresql://app:canary@127.0.0.1:${stranger.port}/db?sslmode=${mode}`;
      const fault = await faultAt(url, kind === 'timeout' ? 300 : 10_000);
      if (mode === 'disable' || kind !== 'refused-login') expect(fault.kind).toBe(kind);
      expect(fault.message).not.toContain('canary');
    }
    await stranger.allClosed();
    await stranger.stop();
  });
});
