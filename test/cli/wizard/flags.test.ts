import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres, type TestServer } from '../../servers/postgres.ts';
import { execute } from '../../servers/sessions.ts';
import { poolfit, program } from '../poolfit.ts';
import { key, start } from './terminal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolfit-wizard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wizard = (words: readonly string[], input = '') => poolfit(['wizard', ...words], { cwd: folder, input });

const envFile = (): string => join(folder, '.env');
const text = (): string => readFileSync(envFile(), 'utf8');
const stated = ['--traffic', 'medium', '--instances', '3', '--max-connections', '100'];

describe('without a terminal', () => {
  test.each([[[]], [stated], [['--dry-run']]])('and without --yes it names the flags: %j', (words) => {
    const { code, out, err } = wizard(words);
    expect([code, out]).toEqual([2, '']);
    for (const flag of [
      '--yes',
      '--traffic',
      '--concurrency',
      '--rps',
      '--instances',
      '--workers',
      '--max-connections',
    ]) {
      expect(err).toContain(flag);
    }
  });

  test('--yes writes what the flags say', () => {
    writeFileSync(envFile(), 'DB_POOL_SIZE=20\n');
    const { code, out, err } = wizard(['--yes', ...stated]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('-DB_POOL_SIZE=20\n+DB_POOL_SIZE=15\n');
    expect(out.endsWith('Wrote .env.\n')).toBe(true);
    expect(text()).toMatch(
      /^DB_POOL_SIZE=15\n\n# .*\nDB_MAX_OVERFLOW=15\nDB_POOL_RECYCLE=3600\nDB_POOL_PRE_PING=true\n$/,
    );
    expect(wizard(['--yes', ...stated]).out).toContain('Nothing to write: .env has these settings.');
  });

  test('--dry-run prints the diff and writes nothing', () => {
    writeFileSync(envFile(), 'DB_POOL_SIZE=20\n');
    const { code, out } = wizard(['--yes', '--dry-run', ...stated]);
    expect([code, out.includes('+DB_POOL_SIZE=15'), text()]).toEqual([0, true, 'DB_POOL_SIZE=20\n']);
  });

  test('workers come from the file, and an unreadable number asks for the flag', () => {
    writeFileSync(envFile(), 'WEB_CONCURRENCY=2\n');
    expect(wizard(['--yes', '--dry-run', ...stated]).out).toContain('3 × 2 × 15 = 90 connections of 100');
    writeFileSync(envFile(), 'WEB_CONCURRENCY=auto\n');
    expect(wizard(['--yes', ...stated])).toMatchObject({ code: 2, err: expect.stringContaining('give --workers N') });
  });

  test('a second pool of the file takes its share first', () => {
    writeFileSync(envFile(), 'DB_POOL_SIZE=20\nANALYTICS_DB_POOL_SIZE=5\nANALYTICS_DB_MAX_OVERFLOW=5\n');
    const { code, out } = wizard(['--yes', ...stated]);
    expect([code, out.includes('No findings')]).toEqual([0, true]);
    expect(text()).toMatch(/^DB_POOL_SIZE=10\n[\s\S]*\nDB_MAX_OVERFLOW=10\n/);
  });

  test.each<[name: string, prepare: () => void, words: string[], code: number, said: string]>([
    ['no load', () => {}, ['--yes'], 2, 'the load is missing'],
    ['a folder instead of a file', () => mkdirSync(envFile()), ['--yes', ...stated], 2, 'is not a regular file'],
    ['a binary file', () => writeFileSync(envFile(), 'A=\0'), ['--yes', ...stated], 2, 'is binary'],
    [
      'a database of another kind',
      () => writeFileSync(envFile(), 'DATABASE_URL=mysql://u@h/d\n'),
      ['--yes', ...stated],
      2,
      'is not PostgreSQL',
    ],
    ['a folder that is not there', () => {}, ['nowhere/.env', '--yes', ...stated], 2, 'there is no such folder'],
    [
      'a URL that cannot be read',
      () => {},
      ['--yes', ...stated, '--url', 'canary word'],
      2,
      '--url: the database URL cannot be read',
    ],
    [
      'a database that is not there',
      () => {},
      ['--yes', '--traffic', 'low', '--url', 'postgresql://u:canary@127.0.0.1:1/d'],
      3,
      'could not be reached',
    ],
    [
      'needs a pooler',
      () => {},
      ['--yes', '--traffic', 'high', '--instances', '90', '--max-connections', '100'],
      1,
      'no pool fits',
    ],
  ])('%s: one clear line, and nothing is written', (_, prepare, words, code, said) => {
    prepare();
    const before = readdirSync(folder);
    const answer = wizard(words);
    expect([answer.code, readdirSync(folder)]).toEqual([code, before]);
    expect(`${answer.out}${answer.err}`).toContain(said);
    expect(`${answer.out}${answer.err}`).not.toMatch(/canary|\n\s+at /);
  });

  test('a file of secrets is a canary for every output', () => {
    const secrets =
      'A_SECRET=canary1\nDATABASE_URL=postgresql://canary2:canary3@db.example.com/app\nDB_POOL_SIZE=canary4x4canary4x4\n# canary5\n';
    writeFileSync(envFile(), secrets);
    chmodSync(envFile(), 0o600);
    const { code, out, err } = wizard(['--yes', '--backup', ...stated]);
    expect([code, `${out}${err}`.includes('canary')]).toEqual([0, false]);
    expect(text().startsWith(secrets.replace('canary4x4canary4x4', '15'))).toBe(true);
    expect(readFileSync(`${envFile()}.bak`, 'utf8')).toBe(secrets);
  });
});

describe('the live limit', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '40', superuser_reserved_connections: '4' } });
    await execute(server.superuserUrl, 'CREATE ROLE app LOGIN; CREATE ROLE limited LOGIN CONNECTION LIMIT 12');
  });
  afterAll(() => server.stop());

  test.each([['given'], ['-']])('--url %s is read once, without questions', (how) => {
    const url = server.url('app', { database: 'postgres' });
    const { code, out } = wizard(
      ['--yes', '--traffic', 'medium', '--url', how === '-' ? '-' : url],
      how === '-' ? url : '',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/max_connections 40 \(live: SHOW max_connections/);
    expect(text()).toContain('DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=14\n');
  });

  test('the CONNECTION LIMIT of the login counts, so that the linter accepts the result', () => {
    const url = server.url('limited', { database: 'postgres' });
    const { code, out } = wizard(['--yes', '--traffic', 'low', '--instances', '2', '--url', url]);
    expect(code).toBe(0);
    expect(out).toContain('2 × 1 × 6 = 12 connections of 40');
    expect(out).toContain('CONNECTION LIMIT of the login 12');
    expect(out).not.toMatch(/ (?:error|warning) [a-z-]+$/m);
  });

  test("the file's database is asked after a yes, and its limits are not asked for again", async () => {
    writeFileSync(envFile(), `DATABASE_URL=${server.url('app', { database: 'postgres' })}\n`);
    const session = start({ program: process.execPath, words: [program, 'wizard', '--traffic', 'medium'], folder });
    try {
      await session.answer('Read the limits from 127.0.0.1', 'y');
      await session.shows('max_connections is 40, 4 of them reserved.');
      await session.answer('App instances', '');
      await session.answer('Worker processes', '');
      await session.answer('Extra instances', '');
      await session.shows(/Where does|kept for others/);
      session.type(key.interrupt);
      expect((await session.ended).code).toBe(130);
      expect(session.text()).not.toContain('max_connections of the server');
    } finally {
      session.kill();
    }
  });
});
