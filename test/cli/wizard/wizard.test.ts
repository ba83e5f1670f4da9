import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { program } from '../poolfit.ts';
import { key, type Session, start } from './terminal.ts';

let folder = '';
let session: Session | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolfit-wizard-'));
});
afterEach(() => {
  session?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function wizard(words: readonly string[] = [], more: { columns?: number; env?: Record<string, string> } = {}): Session {
  session = start({ program: process.execPath, words: [program, 'wizard', ...words], folder, ...more });
  return session;
}

const envFile = (): string => join(folder, '.env');
const text = (): string => readFileSync(envFile(), 'utf8');

/** Every fact given: only the last question is left. */
const given = [
  ...['--traffic', 'medium', '--instances', '3', '--workers', '1', '--surge', '0', '--provider', 'postgresql'],
  ...['--max-connections', '100', '--other-connections', '10', '--idle-timeout', 'never'],
];

const original = `# the app\r
SECRET=canary-secret\r
export DB_POOL_SIZE="20" # canary-comment\r
WEB_CONCURRENCY=2\r
DB_MAX_OVERFLOW=40`;

describe('the whole way', () => {
  test('from questions to the file, by load', async () => {
    writeFileSync(envFile(), original, { mode: 0o640 });
    const { answer, type, shows, ended, text: screen } = wizard();
    await shows('.env says DB_POOL_SIZE 20, DB_MAX_OVERFLOW 40, WEB_CONCURRENCY 2.');
    await shows('Running total: 1 × 2 × 60 = 120 of ?');
    await answer('know about the load?', key.up.repeat(3));
    await answer('Requests per second', '54000/min');
    await answer('Time of a query', '50ms');
    await answer('Queries per request', '');
    await shows('Running total: 1 × 2 × 102 = 204 of ?');
    await answer('App instances', '3');
    await shows('Running total: 3 × 2 × 36 = 216 of ?');
    await shows('WEB_CONCURRENCY in .env says 2.');
    await answer('Worker processes', '');
    await answer('Extra instances', '');
    await answer('Where does PostgreSQL run?', '');
    await answer('max_connections of the server', '100');
    await shows('Running total: 3 × 2 × 36 = 216 of 90');
    await answer('kept for others', '');
    await answer('What closes idle connections', '10m');
    await shows('Result: reduced-to-fit');
    await shows('The result, linted');
    expect(screen()).not.toMatch(/^\.env:\d+:\d+ (?:error|warning)/m);
    await shows('-DB_POOL_SIZE="20"');
    await shows('+DB_POOL_SIZE="12"');
    expect(text()).toBe(original);
    await shows('Write these changes to .env?');
    type(`y${key.enter}`);
    expect(await ended).toEqual({ code: 0, signal: 0 });
    expect(text()).toBe(
      `${original.replace('"20"', '"12"').replace('=40', '=3')}\r\n\r\n# Sized by poolfit: 3 x 2 x 15 = 90 connections of 100\r\nDB_POOL_RECYCLE=540\r\nDB_POOL_PRE_PING=true\r\n`,
    );
    expect([lstatSync(envFile()).mode & 0o777, readdirSync(folder)]).toEqual([0o640, ['.env']]);
    expect(screen()).not.toContain('canary');
  });

  test('"I don\'t know" at every question still ends in settings, from a traffic profile', async () => {
    const { answer, shows, ended } = wizard();
    await shows('.env is not there yet');
    await answer('know about the load?', key.up);
    await answer('Queries at once per process', '?');
    await answer('How much traffic', '');
    await answer('App instances', "I don't know");
    await answer('Worker processes', 'idk');
    await answer('Extra instances', '?');
    await answer('Where does PostgreSQL run?', key.up);
    await answer('max_connections of the server', '');
    await answer('What closes idle connections', "don't know");
    await shows('max_connections is unknown');
    await shows('instances 1 (--instances)');
    await answer('Write these changes', 'y');
    expect((await ended).code).toBe(0);
    expect(text()).toMatch(
      /^# Sized by poolfit: .*\nDB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\nDB_POOL_RECYCLE=3600\nDB_POOL_PRE_PING=true\n$/,
    );
  });

  test('the keys of the file are written, whatever its family calls them', async () => {
    writeFileSync(envFile(), 'SQLALCHEMY_POOL_SIZE=50\nSQLALCHEMY_POOL_OVERFLOW=50\n');
    const { answer, ended } = wizard(given);
    await answer('Write these changes', 'y');
    expect((await ended).code).toBe(0);
    expect(text()).toMatch(
      /^SQLALCHEMY_POOL_SIZE=15\nSQLALCHEMY_POOL_OVERFLOW=15\n\n# .*\nSQLALCHEMY_POOL_RECYCLE=3600\nSQLALCHEMY_POOL_PRE_PING=true\n$/,
    );
  });

  test('a link is followed, and --backup keeps the old text', async () => {
    mkdirSync(join(folder, 'shared'));
    writeFileSync(join(folder, 'shared/app.env'), 'DB_POOL_SIZE=20\n');
    symlinkSync('shared/app.env', envFile());
    const { answer, ended } = wizard([...given, '--backup']);
    await answer('Write these changes', 'y');
    expect((await ended).code).toBe(0);
    expect([lstatSync(envFile()).isSymbolicLink(), text().split('\n')[0]]).toEqual([true, 'DB_POOL_SIZE=15']);
    expect(readFileSync(join(folder, 'shared/app.env.bak'), 'utf8')).toBe('DB_POOL_SIZE=20\n');
  });

  test('a load that no pool carries ends with the pooler and writes nothing', async () => {
    const { shows, ended } = wizard(
      [...given, '--instances=30'].filter((word, at, all) => word !== '--instances' && all[at - 1] !== '--instances'),
    );
    await shows('Result: needs-pooler');
    await shows('default_pool_size = 90');
    expect((await ended).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('nothing is written without a yes', () => {
  test.each<[name: string, words: string[], keys: string, code: number]>([
    ['no', [], 'n\r', 0],
    ['Enter', [], '\r', 0],
    ['Ctrl-C', [], key.interrupt, 130],
    ['--dry-run does not even ask', ['--dry-run'], '', 0],
  ])('%s', async (_, words, keys, code) => {
    writeFileSync(envFile(), original);
    const { shows, type, ended } = wizard([...given, ...words]);
    await shows(words.length > 0 ? 'Dry run: nothing was written.' : 'Write these changes');
    if (keys !== '') type(keys);
    expect((await ended).code).toBe(code);
    expect([text(), readdirSync(folder)]).toEqual([original, ['.env']]);
  });

  const prompts: readonly (readonly [question: string, answer: string])[] = [
    ['know about the load?', key.up.repeat(3)],
    ['Requests per second', '900'],
    ['Time of a query', '50ms'],
    ['Queries per request', ''],
    ['App instances', '3'],
    ['Worker processes', ''],
    ['Extra instances', ''],
    ['Where does PostgreSQL run?', ''],
    ['max_connections of the server', '100'],
    ['kept for others', ''],
    ['What closes idle connections', ''],
  ];
  test.each(prompts.map(([question], at) => [question, at] as const))('Ctrl-C at "%s"', async (question, at) => {
    writeFileSync(envFile(), original);
    const { answer, shows, type, ended } = wizard();
    for (const [asked, given] of prompts.slice(0, at)) await answer(asked, given);
    await shows(question);
    type(key.interrupt);
    expect((await ended).code).toBe(130);
    expect([text(), readdirSync(folder)]).toEqual([original, ['.env']]);
  });

  test('the end of input at a prompt leaves too', async () => {
    writeFileSync(envFile(), original);
    const { answer, shows, type, ended } = wizard();
    await answer('know about the load?', '');
    await answer('How much traffic', '');
    await shows('App instances');
    type(key.endOfFile);
    expect((await ended).code).toBe(130);
    expect(text()).toBe(original);
  });
});

describe('an answer that cannot be used is told why at once, and asked again', () => {
  const load = ['--traffic', 'medium'];
  test.each<[question: string, words: string[], bad: string, why: string, good: string]>([
    ['App instances', load, '0', 'give a whole number from 1 to 100000', '3'],
    ['App instances', load, '3.5', 'give a whole number', '3'],
    ['App instances', load, 'three', 'give a whole number', '3'],
    ['Worker processes', [...load, '--instances', '1'], '-1', 'give a whole number', '2'],
    [
      'Extra instances',
      [...load, '--instances', '1', '--workers', '1'],
      'some',
      'give extra instances as a number (2) or a percentage',
      '25%',
    ],
    ['max_connections of', [...given.slice(0, 10)], '3', 'give a whole number from 4 to 262143', '100'],
    ['kept for others', [...given.slice(0, 12)], '10%', 'give a whole number from 0', '10'],
    ['What closes idle', [...given.slice(0, 14)], '1s', 'is below 2 s', '10m'],
    ['What closes idle', [...given.slice(0, 14)], 'soon', 'give a duration', '10m'],
  ])('%s: %s', async (question, words, bad, why, good) => {
    const { answer, shows, type, ended } = wizard(words);
    await answer(question, bad);
    await shows(why);
    type(`${key.eraseLine}${good}${key.enter}`);
    await shows(/(Running total[\s\S]*){2}|Result:/);
    type(key.interrupt);
    expect((await ended).code).toBe(130);
  });

  test.each<[question: string, before: string[], bad: string, why: string]>([
    ['Requests per second', [], 'many', 'that is no rate'],
    ['Time of a query', ['900'], '20 parsecs', 'that is no query time'],
    ['Queries per request', ['900', '50ms'], '0', 'give a number above 0'],
  ])('%s: %s', async (question, before, bad, why) => {
    const questions = ['Requests per second', 'Time of a query', 'Queries per request'];
    const { answer, shows, type, ended } = wizard();
    await answer('know about the load?', key.up.repeat(3));
    for (const [at, given] of before.entries()) await answer(questions[at] ?? '', given);
    await answer(question, bad);
    await shows(why);
    type(key.interrupt);
    expect((await ended).code).toBe(130);
  });
});

describe('the terminal', () => {
  test('60 columns are enough: every line is wrapped by words', async () => {
    writeFileSync(envFile(), original);
    const { answer, ended, lines } = wizard([], { columns: 60 });
    await answer('know about the load?', '');
    await answer('How much traffic', '');
    for (const question of ['App instances', 'Worker processes', 'Extra instances', 'Where does PostgreSQL run?']) {
      await answer(question, '');
    }
    await answer('max_connections of the server', '100');
    for (const question of ['kept for others', 'What closes idle connections']) await answer(question, '');
    await answer('Write these changes', 'n');
    await ended;
    // The address of a source is one word, however long; prompts are drawn again and again in one line.
    const exempt = /https:\/\/|[?✔] |\?\) /;
    const tooLong = lines().filter((line) => [...line].length > 60 && !exempt.test(line));
    expect(tooLong).toEqual([]);
    expect(lines()).toContain('How each number comes about');
  });

  test('no colours where NO_COLOR says so', async () => {
    const { answer, ended, text: screen } = wizard(given, { env: { NO_COLOR: '1' } });
    await answer('Write these changes', 'n');
    await ended;
    expect(screen()).toContain('+DB_POOL_SIZE=15');
  });
});

describe('the database is asked only after a yes', () => {
  async function listener() {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    return { port, count: () => connections, close: () => new Promise((resolve) => server.close(resolve)) };
  }

  test('Ctrl-C while it is asked leaves everything as it is', async () => {
    const silent = createServer(() => {});
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => {
        const address = silent.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    const before = `DATABASE_URL=postgresql://u@127.0.0.1:${port}/app\n`;
    writeFileSync(envFile(), before);
    const { answer, type, ended } = wizard();
    await answer('Read the limits', 'y');
    await connected;
    type(key.interrupt);
    expect((await ended).code).toBe(130);
    expect(text()).toBe(before);
    silent.close();
  });

  test.each<[answer: string, connects: boolean]>([
    ['n', false],
    ['y', true],
  ])('%s', async (given, connects) => {
    const { port, count, close } = await listener();
    writeFileSync(
      envFile(),
      `DATABASE_URL=postgresql://canary-user:canary-word@127.0.0.1:${port}/app?sslmode=disable\n`,
    );
    const { answer, shows, type, ended, text: screen } = wizard();
    await answer(`Read the limits from 127.0.0.1:${port}/app?`, given);
    if (connects) await shows('Type the numbers instead');
    await shows('know about the load?');
    type(key.interrupt);
    expect((await ended).code).toBe(130);
    await close();
    expect([count() > 0, screen().includes('canary')]).toEqual([connects, false]);
  });
});

describe('killed at any step of the write, the file is the old one or the new one, whole', () => {
  const killer = join(import.meta.dirname, '../env-file/kill-at-step.cjs');
  const wanted = original.replace('"20"', '"15"').replace('=40', '=15');

  test.each([[[]], [['--backup']]])('with %j', async (words) => {
    for (let step = 1; ; step++) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(envFile(), original, { mode: 0o640 });
      const env = { NODE_OPTIONS: `--require ${killer}`, KILL_AT: String(step) };
      const { shows, type, ended } = wizard([...given, ...words], { env });
      await shows('Write these changes');
      type(`y${key.enter}`);
      const { signal } = await ended;
      const now = existsSync(envFile()) ? text() : '';
      if (now !== original) expect(now.startsWith(wanted) && now.endsWith('DB_POOL_PRE_PING=true\r\n')).toBe(true);
      if (signal !== 9) {
        expect([now === original, step > 7]).toEqual([false, true]);
        return;
      }
    }
  });
});
