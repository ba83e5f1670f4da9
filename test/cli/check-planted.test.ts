import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenForPlanted, tells } from '../servers/planted.ts';
import { startPostgres, type TestServer } from '../servers/postgres.ts';
import { execute } from '../servers/sessions.ts';
import { type ReportJson, reportIn, run } from './check-server.ts';
import { folderOf } from './poolfit.ts';

/** What the owner of a database can make: exact overloads win over pg_catalog's polymorphic functions (CVE-2018-1058). */
const planted = ['boolean', 'integer'].map(
  (type) => `CREATE FUNCTION public.to_json(${type}) RETURNS json ${tells(`to_json(${type})`, `'1'::json`)}`,
);

const roles = ['postgres', 'watcher', 'app'];

let server: TestServer;
let folder: ReturnType<typeof folderOf>;
beforeAll(async () => {
  server = await startPostgres();
  await execute(
    server.superuserUrl,
    'CREATE ROLE app LOGIN',
    'CREATE ROLE watcher LOGIN IN ROLE pg_monitor',
    'CREATE DATABASE shop',
    'CREATE DATABASE clean',
  );
  await execute(server.url('postgres', { database: 'shop' }), ...planted);
  const files = roles.flatMap((role) =>
    ['shop', 'clean'].map((database) => {
      const text = `DATABASE_URL=${server.url(role, { database })}\nDB_POOL_SIZE=3\nDB_MAX_OVERFLOW=3\n`;
      return [`${role}/${database}.env`, text] as const;
    }),
  );
  folder = folderOf(Object.fromEntries(files));
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

describe.each(roles)('functions that a database’s users have made, checked as %s', (role) => {
  const words: readonly (readonly [string, (url: string, file: string) => string[]])[] = [
    ['check --url', (url) => ['check', '--url', url, '--format', 'json']],
    ['check FILE', (_, file) => ['check', file, '--format', 'json']],
    ['check --watch', (url) => ['check', '--url', url, '--watch', '0.05', '--for', '300ms', '--format', 'json']],
    ['lint --url', (url, file) => ['lint', file, '--url', url, '--format', 'json']],
    ['lint --live', (_, file) => ['lint', '--live', file, '--format', 'json']],
    ['wizard --url', (url) => ['wizard', 'new.env', '--yes', '--dry-run', '--traffic', 'low', '--url', url]],
  ];

  it.each(words)('%s runs none of them', async (_, wordsFor) => {
    const ran = await listenForPlanted(server);
    const at = (name: string) => wordsFor(server.url(role, { database: name }), join(folder.path, role, `${name}.env`));
    const { code, out, err } = await run(at('shop'), { cwd: folder.path });
    expect(await ran()).toEqual([]);
    const clean = await run(at('clean'), { cwd: folder.path });
    expect({ code, err: err.replaceAll('/shop', '/clean') }).toEqual({ code: clean.code, err: clean.err });
    expect(out).not.toBe('');
  });

  it('no number of theirs is taken for the server’s', async () => {
    const capacityOf = async (name: string): Promise<ReportJson['live']['capacity']> => {
      const words = ['check', '--url', server.url(role, { database: name }), '--format', 'json'];
      return reportIn(await run(words)).live.capacity;
    };
    expect(await capacityOf('shop')).toEqual(await capacityOf('clean'));
  });

  it('they do run where a statement names them as the application would', async () => {
    const ran = await listenForPlanted(server);
    await execute(server.url(role, { database: 'shop' }), 'SELECT to_json(true), to_json(1)');
    expect(await ran()).toEqual(['to_json(boolean)', 'to_json(integer)']);
  });
});
