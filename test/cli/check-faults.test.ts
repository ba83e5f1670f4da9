import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates } from '../servers/certificates.ts';
import { pgbouncerBinary, startPgBouncer } from '../servers/pgbouncer.ts';
import { closedPort } from '../servers/ports.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSession, openSessions } from '../servers/sessions.ts';
import { listen, swallowPackets } from '../servers/strangers.ts';
import { reportIn, run, start } from './check-server.ts';
import { folderOf } from './poolfit.ts';

const canary = 'canary';

/** One line with a next step on standard error, nothing on standard output, no secret, no stack trace. */
async function expectFault(url: string, says: string | RegExp, timeout = '5'): Promise<void> {
  const { code, out, err } = await run(['check', '--url', url, '--timeout', timeout]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(/^poolfit: [^\n]+\n$/);
  expect(err).toMatch(says);
  expect(err).not.toMatch(/canary|node:|\.cjs/);
}

describe('a server that does not let poolfit in, or not for long', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({
      auth: 'scram-sha-256',
      hba: ['hostssl all tls_only all trust', 'host all tls_only all reject'],
    });
    await execute(server.superuserUrl, `CREATE ROLE app LOGIN PASSWORD 'right'`, 'CREATE ROLE tls_only LOGIN');
  });
  afterAll(() => server.stop());
  const at = (password: string, rest: string) => `postgresql://app:${password}@127.0.0.1:${server.port}/${rest}`;

  it('a wrong password', () => expectFault(at(canary, 'postgres'), /password/));
  it('a wrong database', () =>
    expectFault(at('right', 'canary_db').replace('canary_db', 'nowhere'), /no such database/));
  it('TLS that the server does not offer', () => expectFault(at('right', 'postgres?sslmode=require'), /offers no TLS/));
  it('a role that may only come in over TLS', () =>
    expectFault(`postgresql://tls_only:canary@127.0.0.1:${server.port}/postgres?sslmode=disable`, /refused|TLS/));

  it('a statement that runs into the timeout', async () => {
    const locker = await openSession(server.superuserUrl);
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE pg_catalog.pg_settings');
    await expectFault(at('right', 'postgres'), /time limit/, '1').finally(() => locker.end());
  });

  it('a server that accepts and never answers', async () => {
    server.signal('SIGSTOP');
    const { code, err } = await run(['check', '--url', at('right', 'postgres'), '--timeout', '0.5']);
    server.signal('SIGCONT');
    expect(code).toBe(3);
    expect(err).toMatch(/did not answer within 0\.5 s/);
  });

  it('a connection killed in the middle', async () => {
    const locker = await openSession(server.superuserUrl);
    await locker.query('BEGIN');
    await locker.query('LOCK TABLE pg_catalog.pg_settings');
    const checking = start(['check', '--url', at('right', 'postgres')]);
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'poolfit'`;
    // Over another connection: within a transaction pg_stat_activity stays as it was.
    let killed = 0;
    while (killed === 0) killed = (await execute(server.superuserUrl, kill)).length;
    await locker.end();
    const { code, out, err } = await checking.done;
    // Killed while it logged in, or while it asked.
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^poolfit: [^\n]+\n$/);
  });

  it('a view that may not be read is said, and the rest is there', async () => {
    await execute(server.superuserUrl, 'REVOKE SELECT ON pg_catalog.pg_stat_activity FROM PUBLIC');
    const { code, out } = await run(['check', '--url', at('right', 'postgres'), '--format', 'json']);
    const page = await run(['check', '--url', at('right', 'postgres')]);
    await execute(server.superuserUrl, 'GRANT SELECT ON pg_catalog.pg_stat_activity TO PUBLIC');
    expect(code).toBe(0);
    expect(reportIn({ code, out, err: '' }).live).toMatchObject({
      sessions: null,
      maxConnections: 30,
    });
    expect(page.out).toMatch(/Not seen\n.*sessions by application.*\n?.*permission denied/);
  });
});

describe('TLS', () => {
  const certificates = makeCertificates();
  it.skipIf(certificates === undefined)('a certificate nobody trusts', async () => {
    const server = await startPostgres({
      settings: { ssl: 'on' },
      files: { 'server.crt': certificates?.certificate ?? '', 'server.key': certificates?.key ?? '' },
    });
    const url = `postgresql://postgres@127.0.0.1:${server.port}/postgres`;
    try {
      await expectFault(`${url}?sslmode=verify-full&sslrootcert=system`, /not trusted/);
      await expectFault(`${url}?sslmode=verify-full`, /sslrootcert/);
      expect((await run(['check', '--url', `${url}?sslmode=require`])).out).toContain(', TLS');
    } finally {
      await server.stop();
    }
  });
});

describe('servers that are not ready', () => {
  it('a standby is said to be one', async () => {
    const server = await startPostgres({ files: { 'standby.signal': '' }, settings: { max_connections: '100' } });
    const { code, out } = await run(['check', '--url', server.superuserUrl]);
    await server.stop();
    expect(code).toBe(0);
    expect(out).toContain('A standby');
  });

  it('starting up', async () => {
    const server = await startPostgres({
      files: { 'standby.signal': '' },
      settings: { hot_standby: 'off', max_connections: '100' },
      readyText: 'entering standby mode',
    });
    await expectFault(server.superuserUrl, /starting|not yet|recover/i).finally(() => server.stop());
  });

  it('shutting down', async () => {
    const server = await startPostgres();
    await execute(server.superuserUrl, 'CREATE ROLE app LOGIN');
    const session = await openSession(server.url('app'));
    server.signal('SIGTERM');
    let last = await run(['check', '--url', server.url('app')]);
    while (last.code !== 3) last = await run(['check', '--url', server.url('app')]);
    await session.end();
    await server.stop();
    expect(last.err).toContain('shutting down');
  });
});

describe('what is not PostgreSQL', () => {
  const url = (port: number) => `postgresql://app:${canary}@127.0.0.1:${port}/db`;

  it('nothing listens', () => expectFault(url(closedPort), /nothing listens/));
  it('no such Unix socket', () => expectFault('postgresql://app@/db?host=/nonexistent', /no such Unix socket/));
  it('an unknown host', () => expectFault(`postgresql://app:${canary}@poolfit.invalid/db`, /host name|did not accept/));

  it('a look-up of the host name that hangs does not keep the process alive', async () => {
    const folder = folderOf({
      'hang.cjs': `require('node:dns').lookup = () => setInterval(() => {}, 60_000);`,
    });
    const env = { NODE_OPTIONS: `--require ${join(folder.path, 'hang.cjs')}` };
    const { code, err } = await run(['check', '--url', 'postgresql://app@db.internal/x', '--timeout', '0.5'], { env });
    folder.remove();
    expect(code).toBe(3);
    expect(err).toContain('within 0.5 s');
  });

  it('a host that swallows packets', async () => {
    const host = await swallowPackets();
    const { code, err } = await run(['check', '--url', url(host.port), '--timeout', '0.5']);
    await host.stop();
    expect(code).toBe(3);
    expect(err).toContain('did not accept a connection within 0.5 s');
  });

  it('an HTTP server', async () => {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const address = http.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expectFault(url(port), /HTTP server/).finally(() => http.close());
  });

  it.each([
    ['says nothing', () => {}, /did not answer/],
    ['closes at once', (socket: { end(): unknown }) => void socket.end(), /closed it/],
  ] as const)('a server that %s', async (_, treat, says) => {
    const stranger = await listen(treat);
    const { code, err } = await run(['check', '--url', url(stranger.port), '--timeout', '0.5']);
    await stranger.allClosed();
    await stranger.stop();
    expect(code).toBe(3);
    expect(err).toMatch(says);
  });
});

describe.skipIf(pgbouncerBinary === undefined).each(['session', 'transaction'] as const)(
  'PgBouncer, %s mode',
  (mode) => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startPostgres({ settings: { max_connections: '20' } });
      await execute(server.superuserUrl, 'CREATE ROLE app LOGIN');
    });
    afterAll(() => server.stop());

    it('is recognised, its limits are those of its console, and the server’s are not judged by', async () => {
      const bouncer = await startPgBouncer({
        mode,
        upstream: server,
        roles: ['app'],
        settings: { max_client_conn: '60', default_pool_size: '4' },
      });
      const words = ['check', '--url', bouncer.url('app')];
      const page = await run(words);
      const { live } = reportIn(await run([...words, '--format', 'json', '--pgbouncer-admin-url', bouncer.adminUrl]));
      const none = await run([...words, '--pgbouncer-admin-url', server.url('app')]);
      await bouncer.stop();
      expect(page.out).toContain('Behind a pooler');
      expect(page.out).toContain('--pgbouncer-admin-url');
      expect(page.out).toContain('The server behind the pooler gives this login');
      expect(live).toMatchObject({ capacity: { exact: false } });
      expect(live).toMatchObject({
        maxConnections: 20,
        pooler: { mode, maxClientConnections: 60, defaultPoolSize: 4 },
      });
      expect(none.code).toBe(2);
      expect(none.err).toContain("not PgBouncer's console");
    });

    it('a full one is a finding: exit 1', async () => {
      const bouncer = await startPgBouncer({
        mode,
        upstream: server,
        roles: ['app'],
        settings: { max_client_conn: '1' },
      });
      const clients = await openSessions(bouncer.url('app'), 1);
      const { code, out, err } = await run(['check', '--url', bouncer.url('app')]);
      await closeAll(clients);
      await bouncer.stop();
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toContain('error pooler-full');
    });
  },
);
