import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/live/connect.ts';
import { makeCertificates } from '../servers/certificates.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { execute } from '../servers/sessions.ts';
import { target } from './reading.ts';

const certificates = makeCertificates();

describe.skipIf(certificates === undefined)('sslmode means what it means to libpq', () => {
  let server: TestServer;
  let plainServer: TestServer;
  let home: string;
  let homeWithRoot: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'poolfit-tls-home-'));
    homeWithRoot = join(home, 'with-root');
    mkdirSync(join(homeWithRoot, '.postgresql'), { recursive: true });
    writeFileSync(join(homeWithRoot, '.postgresql', 'root.crt'), certificates?.authority ?? '');
    writeFileSync(join(home, 'authority.crt'), certificates?.authority ?? '');
    writeFileSync(join(home, 'another.crt'), makeCertificates()?.authority ?? '');
    server = await startPostgres({
      settings: { ssl: 'on' },
      files: { 'server.crt': certificates?.certificate ?? '', 'server.key': certificates?.key ?? '' },
      hba: ['hostnossl all only_tls all reject', 'hostssl all only_plain all reject'],
    });
    plainServer = await startPostgres();
    for (const { superuserUrl } of [server, plainServer]) {
      await execute(
        superuserUrl,
        'CREATE ROLE app LOGIN',
        'CREATE ROLE only_tls LOGIN',
        'CREATE ROLE only_plain LOGIN',
      );
    }
  });
  afterAll(async () => {
    await server.stop();
    await plainServer.stop();
    rmSync(home, { recursive: true });
  });

  /** `tls`, `plain` or the kind of the fault. */
  async function outcome(url: string, surroundings: { home?: string; env?: Record<string, string> } = {}) {
    const result = await connect(target(url.replaceAll('HOME', home), surroundings), { timeoutMs: 10_000 });
    if (!result.ok) return `${result.fault.kind}: ${result.fault.message}`;
    await result.value.close();
    return result.value.encrypted ? 'tls' : 'plain';
  }

  it.each([
    ['disable', 'plain', 'plain'],
    ['allow', 'plain', 'plain'],
    ['prefer', 'tls', 'plain'],
    ['require', 'tls', 'tls: .*offers no TLS'],
    ['verify-ca', 'tls: .*sslrootcert', 'tls: .*sslrootcert'],
    ['verify-full', 'tls: .*sslrootcert', 'tls: .*sslrootcert'],
    ['verify-ca&sslrootcert=HOME/authority.crt', 'tls', 'tls: .*offers no TLS'],
    ['verify-full&sslrootcert=HOME/authority.crt', 'tls', 'tls: .*offers no TLS'],
    ['verify-full&sslrootcert=HOME/another.crt', 'tls: .*not trusted', 'tls: .*offers no TLS'],
    ['verify-ca&sslrootcert=HOME/another.crt', 'tls: .*not trusted', 'tls: .*offers no TLS'],
    ['require&sslrootcert=HOME/another.crt', 'tls: .*not trusted', 'tls: .*offers no TLS'],
    ['verify-full&sslrootcert=system', 'tls: .*not trusted', 'tls: .*offers no TLS'],
    ['verify-ca&sslrootcert=system', 'tls: .*verify-full', 'tls: .*verify-full'],
    ['verify-full&sslrootcert=HOME/missing.crt', 'tls: .*cannot be read', 'tls: .*cannot be read'],
  ])('sslmode=%s: %s with TLS on the server, %s without', async (mode, withTls, without) => {
    const url = (port: number) => `postgresql://app@localhost:${port}/postgres?sslmode=${mode}`;
    expect(await outcome(url(server.port))).toMatch(new RegExp(`^${withTls}`));
    expect(await outcome(url(plainServer.port))).toMatch(new RegExp(`^${without}`));
  });

  it('verify-full minds the host name, verify-ca does not', async () => {
    const url = (mode: string) =>
      `postgresql://app@127.0.0.1:${server.port}/postgres?sslmode=${mode}&sslrootcert=HOME/authority.crt`;
    expect(await outcome(url('verify-ca'))).toBe('tls');
    expect(await outcome(url('verify-full'))).toMatch(/^tls: .*another host name/);
  });

  it('a root certificate in ~/.postgresql makes require verify, as it does for libpq', async () => {
    const url = `postgresql://app@localhost:${server.port}/postgres?sslmode=require`;
    expect(await outcome(url, { home: homeWithRoot })).toBe('tls');
    writeFileSync(join(homeWithRoot, '.postgresql', 'root.crt'), makeCertificates()?.authority ?? '');
    expect(await outcome(url, { home: homeWithRoot })).toMatch(/^tls: .*not trusted/);
  });

  it.each([
    ['only_tls', 'disable', 'tls: .*sslmode=require'],
    ['only_tls', 'allow', 'tls$'],
    ['only_tls', 'prefer', 'tls$'],
    ['only_plain', 'prefer', 'plain'],
    ['only_plain', 'require', 'refused-login'],
  ])('a server that wants %s, sslmode=%s: %s', async (role, mode, expected) => {
    const url = `postgresql://${role}@localhost:${server.port}/postgres?sslmode=${mode}`;
    expect(await outcome(url)).toMatch(new RegExp(`^${expected}`));
  });

  it.each([
    ['?ssl=true', {}, 'tls'],
    ['?ssl=false', {}, 'plain'],
    ['?ssl=require', {}, 'tls'],
    ['', { PGSSLMODE: 'disable' }, 'plain'],
    ['', { PGSSLMODE: 'require' }, 'tls'],
    ['', {}, 'tls'],
  ])('%s with %o', async (query, env, expected) => {
    expect(await outcome(`postgresql://app@localhost:${server.port}/postgres${query}`, { env })).toBe(expected);
  });
});
