import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { testedVersion } from '../servers/binaries.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { closeAll, execute, openSession, openSessions, openUntilFull } from '../servers/sessions.ts';
import { type ReportJson, reportIn, run, start } from './check-server.ts';

const major = Number(testedVersion);
const password = 'pw@n/4:ry #?%&+\\\'"€';

let server: TestServer;
let folder: string;
const file = (name: string) => join(folder, name);
const at = (role: string) => server.url(role, { database: 'shop' });
const json = async (...words: string[]): Promise<ReportJson> =>
  reportIn(await run(['check', ...words, '--format', 'json']));
const rulesOf = ({ findings }: ReportJson) => findings.map(({ ruleId }) => ruleId);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poolfit-check-'));
  server = await startPostgres({ settings: { max_connections: '20' }, hba: ['host all secretive all scram-sha-256'] });
  await execute(
    server.superuserUrl,
    'CREATE DATABASE shop',
    'CREATE ROLE app LOGIN',
    'CREATE ROLE other LOGIN',
    'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
    'CREATE ROLE limited LOGIN CONNECTION LIMIT 4',
    `CREATE ROLE secretive LOGIN PASSWORD '${password.replaceAll("'", "''")}'`,
  );
  writeFileSync(file('.env'), `DATABASE_URL=${at('app')}\nDB_POOL_SIZE=3\nDB_MAX_OVERFLOW=3\n`);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('what check says is what the server gives', () => {
  it.each([
    ['an ordinary role', 'app', 0],
    ['with others present', 'app', 4],
    ['a role with a limit', 'limited', 2],
    ['a superuser', 'postgres', 3],
  ])('%s', async (_, role, others) => {
    const present = await openSessions(server.url('other'), others);
    const { live } = await json('--url', at(role));
    const opened = await openUntilFull(at(role));
    await closeAll([...opened, ...present]);
    expect(live.capacity.available).toBe(opened.length);
    expect(live.capacity.limit).toBe(opened.length);
    expect(live).toMatchObject({ maxConnections: 20, reservedConnections: 3, target: `127.0.0.1:${server.port}/shop` });
    expect(live.serverVersion).toMatch(new RegExp(`^${major}\\.`));
  });

  it('sessions by application, exact with pg_monitor, an upper bound without', async () => {
    const sessions = [
      ...(await openSessions(at('app'), 2, 'web')),
      ...(await openSessions(server.url('other'), 3, 'jobs')),
    ];
    await sessions[0]?.query('BEGIN');
    const watched = (await json('--url', at('watcher'))).live;
    const plain = (await json('--url', at('app'))).live;
    await closeAll(sessions);
    expect(watched.sessions).toMatchObject({ total: 5, exact: true, ours: 0 });
    expect(watched.sessions.byApplication).toMatchObject([
      { application: 'jobs', total: 3, active: 0, idle: 3, idleInTransaction: 0 },
      { application: 'web', total: 2, active: 0, idle: 1, idleInTransaction: 1 },
    ]);
    expect(watched.unseen).toEqual([]);
    expect(plain.sessions).toMatchObject({ total: 5, exact: false, ours: 2 });
    expect(plain.unseen).toMatchObject([{ remedy: expect.stringContaining('pg_monitor') }]);
  });

  it("ours are those of the URL's application name, where it has one", async () => {
    const sessions = [...(await openSessions(at('app'), 2, 'web')), ...(await openSessions(at('app'), 1, 'cron'))];
    const { live } = await json('--url', `${at('app')}?application_name=web`);
    await closeAll(sessions);
    expect(live.sessions).toMatchObject({ total: 3, ours: 2 });
  });
});

describe('the rules', () => {
  it('judge the file with the server’s numbers and say where they come from', async () => {
    const report = await json(file('.env'), '--instances', '4');
    const over = report.findings.find(({ ruleId }) => ruleId === 'connections-over-limit');
    expect(over?.evidence).toContainEqual({
      fact: 'maxConnections',
      value: 20,
      unit: null,
      origin: `live: SHOW max_connections at 127.0.0.1:${server.port}`,
    });
  });

  it('a flag wins over the server, and is told that it differs', async () => {
    const report = await json(file('.env'), '--instances', '4', '--max-connections', '50');
    expect(rulesOf(report)).toContain('declared-limit-differs');
    expect(rulesOf(report)).not.toContain('connections-over-limit');
  });

  it('a config is told too, and loses', async () => {
    writeFileSync(file('poolfit.config.json'), '{ "maxConnections": 50 }');
    const report = await json(file('.env'), '--instances', '4');
    rmSync(file('poolfit.config.json'));
    expect(rulesOf(report)).toEqual(expect.arrayContaining(['declared-limit-differs', 'connections-over-limit']));
  });

  it('few free slots are a finding, none is one too: exit 1', async () => {
    const sessions = await openSessions(server.url('other'), 15);
    const near = await run(['check', '--url', at('app')]);
    const rest = await openUntilFull(server.url('other'));
    const full = await run(['check', file('.env'), '--instances', '2']);
    const json = await run(['check', '--url', at('app'), '--format', 'json']);
    await closeAll([...sessions, ...rest]);
    expect(near.code).toBe(1);
    expect(near.out).toContain('error sessions-near-limit');
    expect(full.code).toBe(1);
    expect(full.out).toContain('error server-full');
    expect(full.out).toContain('12 in all');
    expect(full.err).toBe('');
    expect(reportIn(json)).toMatchObject({
      findings: [{ ruleId: 'server-full' }],
      live: { refusal: { cause: 'reserved-slots' } },
    });
  });

  it('a CONNECTION LIMIT below the demand, and the role at its limit', async () => {
    writeFileSync(file('limited.env'), `DATABASE_URL=${at('limited')}\nDB_POOL_SIZE=3\nDB_MAX_OVERFLOW=3\n`);
    expect(rulesOf(await json(file('limited.env')))).toContain('role-limit-under-demand');
    const sessions = await openUntilFull(at('limited'));
    const full = await run(['check', file('limited.env')]);
    await closeAll(sessions);
    expect(full.code).toBe(1);
    expect(full.out).toContain('ALTER ROLE');
  });

  it('overflow in use', async () => {
    const sessions = await openSessions(at('app'), 4, 'web');
    const report = await json(file('.env'));
    await closeAll(sessions);
    expect(rulesOf(report)).toContain('overflow-in-use');
  });

  it('a changed max_connections waits for a restart', async () => {
    await execute(server.superuserUrl, 'ALTER SYSTEM SET max_connections = 25', 'SELECT pg_reload_conf()');
    let found: readonly string[] = [];
    while (!found.includes('restart-pending')) found = rulesOf(await json('--url', at('app')));
    await execute(server.superuserUrl, 'ALTER SYSTEM RESET max_connections', 'SELECT pg_reload_conf()');
  });

  it.skipIf(major < 14)('idle_session_timeout is an idle limit', async () => {
    await execute(server.superuserUrl, `ALTER ROLE app SET idle_session_timeout = '10min'`);
    const report = await json(file('.env'));
    await execute(server.superuserUrl, 'ALTER ROLE app RESET idle_session_timeout');
    const finding = report.findings.find(({ ruleId }) => ruleId === 'recycle-over-idle-timeout');
    expect(finding?.evidence.find(({ fact }) => fact === 'idleTimeout')?.origin).toContain(
      'live: SHOW idle_session_timeout',
    );
  });
});

describe('every format', () => {
  it.each(['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'])('%s', async (format) => {
    const sessions = await openSessions(server.url('other'), 15);
    const { code, out, err } = await run(['check', file('.env'), '--instances', '4', '--format', format]);
    await closeAll(sessions);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('connections-over-limit');
    expect(out).toContain('sessions-near-limit');
    expect(out).not.toContain('app@');
  });

  it('JSON has the published shape, with sessions and without any', async () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync('src/reporters/report.schema.json', 'utf8')));
    const seen = await run(['check', file('.env'), '--watch=0.1', '--for', '200ms', '--format', 'json']);
    const sessions = await openUntilFull(at('limited'));
    const full = await run(['check', '--url', at('limited'), '--format', 'json']);
    await closeAll(sessions);
    for (const { out } of [seen, full]) expect(() => schema.parse(JSON.parse(out))).not.toThrow();
  });

  it('the page shows bar, table, limits and capacity; --quiet leaves the findings', async () => {
    const sessions = await openSessions(at('app'), 2, 'web');
    const page = await run(['check', '--url', at('app')]);
    const quiet = await run(['check', '--url', at('app'), '--quiet']);
    await closeAll(sessions);
    for (const text of ['█ ours 2', 'max_connections 20', 'web', 'Limits', 'Capacity', 'can open 15 more now']) {
      expect(page.out).toContain(text);
    }
    expect(quiet.out).not.toContain('Capacity');
  });

  it('--output takes the report', async () => {
    const { out } = await run(['check', '--url', at('app'), '--output', file('report.txt')]);
    expect(out).toBe('');
    expect(readFileSync(file('report.txt'), 'utf8')).toContain('Capacity');
  });
});

describe('which database', () => {
  it('--url, then $POOLFIT_DATABASE_URL, then the file, then PGHOST', async () => {
    const nowhere = 'postgresql://app@127.0.0.1:1/none';
    const pg = { PGHOST: '127.0.0.1', PGPORT: String(server.port), PGUSER: 'app', PGDATABASE: 'postgres' };
    const env = { ...pg, POOLFIT_DATABASE_URL: at('app') };
    const shown = async (words: string[], variables: Record<string, string>) =>
      /127\.0\.0\.1:\d+\/\w+/.exec((await run(['check', ...words], { env: variables })).out)?.[0];
    const [shop, postgres] = ['shop', 'postgres'].map((name) => `127.0.0.1:${server.port}/${name}`);
    writeFileSync(file('else.env'), `DATABASE_URL=${nowhere}\n`);
    expect(await shown(['--url', server.url('app')], env)).toBe(postgres);
    expect(await shown([file('else.env')], env)).toBe(shop);
    expect(await shown([file('.env')], pg)).toBe(shop);
    expect(await shown([], pg)).toBe(postgres);
  });

  it.each(['DATABASE_URL', 'POSTGRES_URL', 'DB_URL', 'DATABASE_URI', 'SQLALCHEMY_DATABASE_URI'])('%s', async (key) => {
    const url = at('app').replace('postgresql:', 'postgresql+asyncpg:');
    writeFileSync(file('key.env'), `OTHER=1\n${key}="${url}"\n`);
    expect((await json(file('key.env'))).live.target).toBe(`127.0.0.1:${server.port}/shop`);
  });

  it('no database named: exit 2, and ./.env is not taken unless named', async () => {
    const { code, out, err } = await run(['check'], { cwd: folder });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^poolfit: .*--url.*\n$/);
  });

  it('IPv6, a Unix socket, and a password of special characters by URL, PGPASSWORD and ~/.pgpass', async () => {
    const socket = `postgresql://app@${encodeURIComponent(server.socketDir)}:${server.port}/shop`;
    expect((await json('--url', socket)).live.limits.tcpKeepalives).toBeNull();
    expect((await json('--url', `postgresql://app@[::1]:${server.port}/shop`)).live.target).toMatch(/^\[::1\]:/);
    const url = at('secretive');
    writeFileSync(file('.pgpass'), `*:*:*:secretive:${password.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}\n`, {
      mode: 0o600,
    });
    const full = server.url('secretive', { password, database: 'shop' });
    for (const [named, env] of [
      [full, {}],
      [url, { PGPASSWORD: password }],
      [url, { HOME: folder }],
    ] as const) {
      const { code, err } = await run(['check', '--url', named], { env });
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
    rmSync(file('.pgpass'));
  });

  it.each([
    ['put together from other variables', 'DATABASE_URL=postgresql://u:${canary}@h/d\n', 'other variables'],
    ['cut at a bare #', 'DATABASE_URL=postgresql://canary:ca#nary@h/d\n', 'bare #'],
    ['of another database', 'DATABASE_URL=mysql://canary:canary@h/d\n', 'mysql'],
    ['unreadable', 'DATABASE_URL="postgresql://canary:ca@nary@h/d"\n', 'more than one @'],
  ])('a URL in the file that is %s: exit 2, and no part of it', async (_, text, says) => {
    writeFileSync(file('bad.env'), text);
    const { code, out, err } = await run(['check', file('bad.env')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err.trim()).not.toMatch(/canary|nary@|\n/);
  });

  it.each([
    [['--url', ''], 'empty'],
    [['--url', 'x', '--timeout', 'soon'], '--timeout'],
    [['--for', '10s'], '--watch'],
    [['--watch', '0', '--url', 'x'], '--watch'],
    [['--url', '-', '--pgbouncer-admin-url', '-'], 'read once'],
    [['/nonexistent/.env'], 'no such file'],
    [['--save', '.env', '--url', 'x'], 'overwrite'],
    [['--save', '/dev/null', '--url', 'x'], 'plain file'],
  ])('%j: exit 2', async (words, says) => {
    const { code, err } = await run(['check', ...words]);
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

describe('--save and lint --snapshot', () => {
  it('the snapshot judges the file as the server did, without it', async () => {
    const saved = file('saved.json');
    const before = await json(file('.env'), '--instances', '4', '--save', saved);
    const words = ['lint', file('.env'), '--instances', '4', '--format', 'json'];
    const after = reportIn(await run([...words, '--snapshot', saved]));
    expect(rulesOf(after)).toEqual(rulesOf(before));
    expect(after.live).toMatchObject({ target: before.live.target, capacity: before.live.capacity });
    expect(readFileSync(saved, 'utf8')).not.toMatch(/"app"|"other"/);
    expect(readdirSync(folder).filter((name) => name.includes('poolfit-'))).toEqual([]);
  });

  it('a snapshot may be replaced, nothing else may', async () => {
    const saved = file('again.json');
    expect((await run(['check', '--url', at('app'), '--save', saved])).code).toBe(0);
    const first = statSync(saved).ino;
    expect((await run(['check', '--url', at('app'), '--save', saved])).code).toBe(0);
    expect(statSync(saved).ino).not.toBe(first);
    writeFileSync(file('mine.txt'), 'mine');
    symlinkSync(file('mine.txt'), file('link.json'));
    for (const name of ['mine.txt', 'link.json']) {
      const refused = await run(['check', '--url', at('app'), '--save', file(name)]);
      expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' });
    }
    expect(readFileSync(file('mine.txt'), 'utf8')).toBe('mine');
  });

  it('a folder that is not there is said, with the report', async () => {
    const { code, out, err } = await run(['check', '--url', at('app'), '--save', file('no/where.json')]);
    expect(code).toBe(2);
    expect(out).toContain('Capacity');
    expect(err).toContain('ENOENT');
  });

  it.each([
    ['no snapshot', 'nothing'],
    ['a file of another kind', 'mine.txt'],
  ])('%s: exit 2', async (_, name) => {
    const { code, err } = await run(['lint', file('.env'), '--snapshot', file(name)]);
    expect(code).toBe(2);
    expect(err).toMatch(/^poolfit: --snapshot .*\n$/);
  });
});

describe('lint --live', () => {
  it('lints the file with the live facts', async () => {
    const report = reportIn(await run(['lint', '--live', file('.env'), '--instances', '4', '--format', 'json']));
    expect(rulesOf(report)).toContain('connections-over-limit');
    expect(report.live.maxConnections).toBe(20);
  });

  it('--url reads them from another database', async () => {
    writeFileSync(file('plain.env'), 'DB_POOL_SIZE=30\nDB_MAX_OVERFLOW=0\n');
    const { code, out } = await run(['lint', file('plain.env'), '--url', at('watcher')]);
    expect(code).toBe(1);
    expect(out).toContain('connections-over-limit');
  });

  it('with the database down the file is still linted: exit 3', async () => {
    writeFileSync(
      file('down.env'),
      'DATABASE_URL=postgresql://app@127.0.0.1:1/x\nDB_POOL_SIZE=5\nDB_MAX_OVERFLOW=11\nDB_POOL_RECYCLE=0\n',
    );
    const { code, out, err } = await run(['lint', '--live', file('down.env')]);
    expect(code).toBe(3);
    expect(out).toContain('error recycle-every-checkout');
    expect(err).toContain('nothing listens');
  });

  it('lint by itself connects nowhere', async () => {
    const { out } = await run(['lint', file('.env'), '--instances', '4', '--format', 'json']);
    expect(JSON.parse(out)).not.toHaveProperty('live');
  });

  it.each([[[]], [['a.env', 'b.env']], [['-']]])('--live %j names no one file: exit 2', async (paths) => {
    const { code, err } = await run(['lint', '--live', ...paths]);
    expect(code).toBe(2);
    expect(err).toContain('one named file');
  });
});

describe('--watch', () => {
  it('sees sessions come and go, and Ctrl-C ends it with the report', async () => {
    const words = [file('.env'), '--watch', '0.05', '--format', 'json'];
    const watching = start(['check', ...words]);
    await watching.until('sample 1,');
    const sessions = await openSessions(at('app'), 5, 'web');
    // Long enough for the sampler to see them, however busy the machine is: it is asked which sessions it has opened since.
    await seenAgain(6);
    await closeAll(sessions);
    await seenAgain(6);
    watching.signal('SIGINT');
    const { code, out } = await watching.done;
    const { live, findings } = reportIn({ code, out, err: '' });
    expect(code).toBe(0);
    expect(live.observation).toMatchObject({ ours: { peak: 5 } });
    expect(live.observation?.byApplication).toContainEqual(expect.objectContaining({ application: 'web', peak: 5 }));
    expect(live.observation?.samples).toBeGreaterThan(10);
    expect(live.observation?.overflow).toMatchObject({ processes: 1, kept: 3 });
    expect(live.observation?.overflow?.share).toBeGreaterThan(0);
    expect(live.sessions.ours).toBe(5);
    expect(findings.map(({ ruleId }) => ruleId)).toContain('overflow-in-use');
  });

  /** Waits until poolfit's session has asked this many times more. */
  async function seenAgain(times: number): Promise<void> {
    const asked = `SELECT query_start::text AS at FROM pg_stat_activity WHERE application_name = 'poolfit'`;
    const starts = new Set<unknown>();
    while (starts.size <= times) starts.add((await execute(server.superuserUrl, asked))[0]?.at);
  }

  it('--for ends it, and the page tells peak, p95 and mean', async () => {
    const session = await openSession(at('app'), 'steady');
    const { code, out } = await run(['check', file('.env'), '--watch=0.1', '--for', '500ms']);
    await session.end();
    expect(code).toBe(0);
    expect(out).toMatch(/Watched for 0\.\d s, \d+ samples/);
    expect(out).toMatch(/steady +1 +1 +1\.0/);
    expect(out.replace(/\s+/g, ' ')).toContain('A pool_size of 1 in one process would have covered 95 %');
  });

  it('a server that goes away: what was seen is reported, exit 3', async () => {
    const watching = start(['check', '--url', at('app'), '--watch', '0.05']);
    await watching.until('sample 1,');
    await execute(
      server.superuserUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'poolfit'`,
    );
    const { code, out, err } = await watching.done;
    expect(code).toBe(3);
    expect(out).toContain('Watched for');
    expect(err).toMatch(/was ended|broke off/);
  });
});
