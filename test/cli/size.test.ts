import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderOf, poolfit } from './poolfit.ts';

let folder: ReturnType<typeof folderOf>;
beforeAll(() => {
  folder = folderOf({});
});
afterAll(() => folder.remove());

const size = (words: string) => poolfit(['size', ...words.split(' ').filter(Boolean)], { cwd: folder.path });

describe('exit codes and what is said', () => {
  test.each<[words: string, code: number, said: string]>([
    ['--traffic medium --instances 3 --max-connections 100', 0, 'Result: reduced-to-fit'],
    ['--traffic low --max-connections 100', 0, 'Result: fits'],
    ['--traffic low', 0, 'max_connections is unknown'],
    ['--traffic low', 0, 'without max_connections: give --max-connections N (poolfit check shows it).'],
    ['--concurrency 40 --instances 3 --max-connections 100', 1, 'default_pool_size = 90'],
    ['--concurrency 40 --instances 3 --max-connections 100 --format env', 1, 'no pool fits this load'],
    ['', 2, 'give one of --concurrency N'],
    ['', 2, '--rps N with --query-ms N'],
    ['', 2, '--traffic low|medium|high|very-high'],
    ['--rps 200', 2, '--rps needs --query-ms'],
    ['--traffic low --concurrency 3', 2, 'state the load twice'],
    ['--concurrency 0', 2, 'give a number above 0'],
    ['--concurrency 3 --concurrency 4', 2, 'is given twice'],
    ['--traffic busy', 2, 'low, medium, high, very-high'],
    ['--traffic low --max-connections 262144', 2, 'from 1 to 262143'],
    ['--traffic low --max-connections 3 --reserved-connections 3', 2, 'leaves nothing'],
    ['--traffic low --idle-timeout 1s', 2, 'below 2 s'],
    ['--traffic low extra', 2, 'too many arguments'],
    ['--traffic low --format xml', 2, 'text, json, env'],
  ])('%s', (words, code, said) => {
    const answer = size(words);
    expect(answer.code).toBe(code);
    expect(`${answer.out}${answer.err}`.replace(/\s+/g, ' ')).toContain(said);
    if (code === 2) expect([answer.out, answer.err.trim().split('\n').length]).toEqual(['', 1]);
  });
});

describe('text', () => {
  test("shows the guide's connection math with every step, its numbers and its source", () => {
    const { out } = size('--traffic medium --instances 3 --max-connections 100');
    for (const line of [
      '  DB_POOL_SIZE=15',
      '  DB_MAX_OVERFLOW=15',
      '  DB_POOL_RECYCLE=3600',
      '  DB_POOL_PRE_PING=true',
      '  3 × 1 × 30 = 90 connections of 100; 10 left, 10 are kept for others.',
      '  3 instances fit; at 4 it is 4 × 30 = 120 of 90.',
      '  usable slots = 100 − max(3, 10) = 90',
      '    max_connections − max(reserved, other) · guide: connection math, overhead',
      '  cap per pool = floor(90 / 3) = 30',
      '  pool_size = min(20, ceil(30 / 2)) = 15',
      '  max_overflow = min(2 × 15, 30 − 15) = 15',
      '  max_connections 100 (--max-connections)',
    ]) {
      expect(out.split('\n')).toContain(line);
    }
    expect(out).toMatch(/assumed, and replaced by its flag: workers 1 \(--workers\)/);
  });

  test('says how far the service can grow', () => {
    const { out } = size('--concurrency 2.6 --instances 2 --max-connections 100');
    expect(out).toContain('7 instances fit; at 8 it is 8 × 12 = 96 of 90.');
  });

  test('has no escape codes where it is no terminal', () => {
    expect(size('--traffic low').out).not.toContain('\x1b');
    expect(size('--traffic low --color always').out).toContain('\x1b[1m');
  });
});

test('env prints lines to paste and nothing else', () => {
  expect(size('--rps 200 --query-ms 70 --pool-timeout --provider cloudsql --format env')).toEqual({
    code: 0,
    out: 'DB_POOL_SIZE=21\nDB_MAX_OVERFLOW=42\nDB_POOL_RECYCLE=540\nDB_POOL_PRE_PING=true\nDB_POOL_TIMEOUT=30\n',
    err: '',
  });
});

describe('json', () => {
  const answer = (words: string) => JSON.parse(size(`${words} --format json`).out);

  test('has numbers and booleans, every step, and what was assumed', () => {
    const document = answer('--traffic medium --instances 3 --max-connections 100');
    expect(document).toMatchObject({
      schemaVersion: 1,
      result: 'reduced-to-fit',
      settings: { DB_POOL_SIZE: 15, DB_MAX_OVERFLOW: 15, DB_POOL_RECYCLE: 3600, DB_POOL_PRE_PING: true },
      total: 90,
      headroom: 10,
      cap: 30,
      growth: { instances: 3, next: { instances: 4, total: 120 }, limit: 90 },
      missing: [],
    });
    expect(document.assumed).toContainEqual({ fact: 'workers', value: 1, flag: '--workers' });
    for (const step of document.steps) {
      expect(step).toEqual({
        name: expect.any(String),
        formula: expect.any(String),
        numbers: expect.any(String),
        value: expect.toSatisfy((value) => typeof value === 'number' || typeof value === 'boolean'),
        source: expect.any(String),
      });
    }
  });

  test('lists max_connections as missing', () => {
    expect(answer('--concurrency 10')).toMatchObject({ cap: null, headroom: null, missing: ['maxConnections'] });
  });

  test('has no settings, but PgBouncer by its own names, where no pool fits', () => {
    expect(answer('--concurrency 0.1 --instances 40 --workers 4 --max-connections 100')).toMatchObject({
      result: 'needs-pooler',
      settings: null,
      pooler: { pool_mode: 'transaction', default_pool_size: 24, max_client_conn: 480, max_db_connections: 90 },
      instead: { maxConnections: { fits: 490, carries: 170 }, workers: { fits: null, carries: 2 } },
    });
  });
});

test('--output writes to a file, and never over a .env', () => {
  expect(size('--traffic low --format env --output low.txt')).toEqual({ code: 0, out: '', err: '' });
  expect(readFileSync(join(folder.path, 'low.txt'), 'utf8')).toContain('DB_POOL_SIZE=5\n');
  expect(size('--traffic low --format env --output .env').code).toBe(2);
  expect(existsSync(join(folder.path, '.env'))).toBe(false);
});
