import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testedVersion } from '../servers/binaries.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { execute, openSession } from '../servers/sessions.ts';
import { snapshotOf } from './reading.ts';

const major = Number(testedVersion);

describe('what a role or a database has SET for its sessions', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
    await execute(
      server.superuserUrl,
      'CREATE ROLE app LOGIN',
      'CREATE ROLE owner LOGIN',
      'CREATE DATABASE shop OWNER owner',
    );
  });
  afterAll(() => server.stop());

  const read = (role: string) => snapshotOf(server.url(role, { database: 'shop' }));

  const settings: readonly (readonly [name: string, value: string, since?: number])[] = [
    ['TimeZone', `'UTC+5'`],
    ['timezone_abbreviations', `'India'`],
    ['DateStyle', `'German, DMY'`],
    ['IntervalStyle', `'iso_8601'`],
    ['extra_float_digits', '-15'],
    ['client_encoding', `'latin1'`],
    ['standard_conforming_strings', 'off'],
    ['backslash_quote', 'off'],
    ['quote_all_identifiers', 'on'],
    ['transform_null_equals', 'on'],
    ['array_nulls', 'off'],
    ['row_security', 'off'],
    ['role', `'owner'`],
    ['application_name', `'theirs'`],
    ['client_min_messages', 'debug5'],
    ['default_transaction_isolation', 'serializable'],
    ['default_transaction_read_only', 'on'],
    ['default_transaction_deferrable', 'on'],
    ['jit_above_cost', '0'],
    ['enable_hashagg', 'off'],
    [major >= 16 ? 'debug_parallel_query' : 'force_parallel_mode', 'on'],
    ['stats_fetch_consistency', 'snapshot', 15],
    ['rds.rds_superuser_reserved_connections', `'7'`],
    ['rds.rds_superuser_reserved_connections', `'lots'`],
    ['rds.extensions', `'aurora_stat_utils'`],
    ['alloydb.enabled', 'on'],
  ];

  describe.each(['app', 'postgres'])('as %s', (role) => {
    it.each(settings.filter(([, , since = 0]) => major >= since))('%s = %s changes no answer', async (name, value) => {
      const { at: _, ...before } = await read(role);
      await execute(server.superuserUrl, `ALTER DATABASE shop SET ${name} = ${value}`);
      const { at, ...after } = await read(role);
      await execute(server.superuserUrl, 'ALTER DATABASE shop RESET ALL');
      expect(after).toEqual(before);
      expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    });
  });

  it('serializable and deferrable by default, it waits for no other transaction', async () => {
    const other = await openSession(server.url('postgres', { database: 'shop' }));
    await other.query('BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE TABLE written ()');
    await execute(
      server.superuserUrl,
      `ALTER DATABASE shop SET default_transaction_isolation = 'serializable'`,
      'ALTER DATABASE shop SET default_transaction_deferrable = on',
    );
    const { unseen } = await read('postgres').finally(() => other.end());
    await execute(server.superuserUrl, 'ALTER DATABASE shop RESET ALL');
    expect(unseen).toEqual([]);
  });

  it('serializable by default, a standby is read as well', async () => {
    const standby = await startPostgres({
      files: { 'standby.signal': '' },
      settings: { max_connections: '100', default_transaction_isolation: 'serializable' },
    });
    const { server: seen, unseen } = await snapshotOf(standby.superuserUrl).finally(standby.stop);
    expect({ unseen, inRecovery: seen.inRecovery }).toEqual({ unseen: [], inRecovery: true });
  });
});

describe('what the environment says to the driver alone', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it.each([
    ['PGREPLICATION', 'true'],
    ['PGOPTIONS', '-c search_path=evil'],
    ['PGCLIENT_ENCODING', 'latin1'],
    ['PGBINARY', '1'],
  ])('%s=%s is not sent, and stays as it is', async (name, value) => {
    const before = await snapshotOf(server.superuserUrl);
    process.env[name] = value;
    try {
      expect(await snapshotOf(server.superuserUrl)).toEqual({ ...before, at: expect.any(String) });
      expect(process.env[name]).toBe(value);
    } finally {
      delete process.env[name];
    }
  });
});
