import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf, poolfit, program, type Run } from './poolfit.ts';
import { key, start } from './wizard/terminal.ts';

const folder = folderOf({});
afterAll(() => folder.remove());

/** Pieces of passwords: none of them stands in a text of poolfit's by chance. */
const secret = /Zqx|Wvy|Kjh/;
const good = 'postgresql://app:secret@db.example.com/shop';

/** The 1-based character at which each one is cut. */
const twoWays: readonly (readonly [url: string, character: number])[] = [
  ['postgresql://app:Zqx@Wvy/Kjh@db.example.com/shop', 21],
  ['postgresql://app:Zqx@Wvy@db.example.com/shop', 21],
  ['postgresql://app:Zqx/Wvy@db.example.com/shop', 21],
  ['postgresql://app:1234/Wvy@db.example.com/shop', 22],
  ['postgresql://app:Zqx?Wvy@db.example.com/shop', 21],
  ['postgresql://app:Zqx#Wvy@db.example.com/shop', 21],
  ['postgresql://app:Zqx%Wvy@db.example.com/shop', 21],
  ['postgresql://app:/Zqx?a=@127.0.0.1/shop', 25],
  ['postgresql://app:Zqx@Wvy?a=1@127.0.0.1/shop', 29],
  ['postgresql://app:Zqx@Wvy#Kjh', 25],
  ['jdbc:postgresql://app:Zqx@Wvy@db.example.com/shop', 26],
  ['postgresql+asyncpg://app:12/Wvy@db.example.com/shop', 28],
  ['postgresql://db.example.com/shop?user=app&password=Zqx@Wvy', 55],
  ['postgresql://db.example.com/shop?user=app&password=Zqx#Wvy', 55],
  ['postgresql://db.example.com/shop?user=app&password=Zqx&Wvy', 56],
  ['postgresql://db.example.com/shop?user=app&password=Zqx&Wvy=Kjh', 56],
  ['postgresql://db.example.com/shop?host=a&password=Zqx&host=Wvy', 54],
  ['postgresql://db.example.com/shop&user=app&password=Zqx', 33],
];

/** A run whose look-ups and connections are recorded. */
function counted(words: readonly string[], env: Readonly<Record<string, string>> = {}): Run & { lookUps: string[] } {
  const made = folderOf({});
  const log = join(made.path, 'look-ups');
  const counting = { NODE_OPTIONS: `--require ${join(import.meta.dirname, 'count-look-ups.cjs')}`, LOOK_UPS: log };
  const run = poolfit(words, { cwd: folder.path, env: { ...counting, HOME: '/nonexistent', ...env } });
  const lookUps = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  made.remove();
  return { ...run, lookUps };
}

/** Runs a command with a file of its own that has the URL, in quotes. */
function withFile(words: (file: string) => readonly string[], url: string) {
  const made = folderOf({ '.env': `DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\nDATABASE_URL="${url}"\n` });
  const run = counted(words(join(made.path, '.env')));
  made.remove();
  return run;
}

const sized = '--yes --dry-run --traffic medium --instances 1 --workers 1 --max-connections 100'.split(' ');

const ways: readonly (readonly [name: string, (url: string) => ReturnType<typeof counted>])[] = [
  ['check --url', (url) => counted(['check', '--url', url])],
  ['check with POOLFIT_DATABASE_URL', (url) => counted(['check'], { POOLFIT_DATABASE_URL: url })],
  ['check FILE', (url) => withFile((file) => ['check', file], url)],
  ['check --pgbouncer-admin-url', (url) => counted(['check', '--url', good, '--pgbouncer-admin-url', url])],
  ['lint --url', (url) => counted(['lint', '--url', url])],
  ['lint --live FILE', (url) => withFile((file) => ['lint', '--live', file], url)],
  ['wizard --url', (url) => counted(['wizard', ...sized, '--url', url])],
];

describe.each(ways)('%s', (_, runWith) => {
  it.each(twoWays)('%s: cut at character %i, not shown, nobody asked', (url, character) => {
    const { code, out, err, lookUps } = runWith(url);
    expect({ code, lookUps }).toEqual({ code: 2, lookUps: [] });
    expect(err).toContain(`is cut at character ${character}: `);
    expect(out + err).not.toMatch(secret);
    expect(err.split('\n').filter((line) => line.includes('the database URL'))).toHaveLength(1);
  });

  it.each([
    'postgresql://app:Zqx@<host>:5432/shop',
    'postgresql://app:Zqx@HOST/shop',
    'postgresql://app:Zqx@db.example.com/{database}',
  ])('%s: a placeholder is nobody to ask', (url) => {
    const { code, out, err, lookUps } = runWith(url);
    expect({ code, lookUps }).toEqual({ code: 2, lookUps: [] });
    expect(err).toContain('placeholder');
    expect(out + err).not.toMatch(secret);
  });

  it('a URL that can be read in one way only is looked up: the count does count', () => {
    const { lookUps } = runWith(good);
    expect(lookUps).toContain('look-up db.example.com');
    expect(lookUps).toContain('connection db.example.com:5432');
  });
});

describe('a file whose URL ends at a #', () => {
  it.each([
    ['DATABASE_URL=postgresql://app:Zqx@Wvy#Kjh@db.example.com/shop', /bare # at character 25/],
    ['DATABASE_URL=postgresql://app:1234#Kjh@db.example.com/shop', /bare # at character 22/],
    ['DATABASE_URL=postgresql://app:1234#Kjh', /bare # at character 22/],
    ['DATABASE_URL=postgresql://db.example.com/shop?user=app&password=Zqx#Wvy', /bare # at character 55/],
    ['DATABASE_URL=postgresql://app:Zqx@Wvy #Kjh@db.example.com/shop', /@ .* behind/],
    ['export DATABASE_URL=postgresql://app:Zqx@Wvy #Kjh@db.example.com/shop', /@ .* behind/],
    ['DATABASE_URL=postgresql://app:Zqx@Wvy\t#Kjh@db.example.com/shop', /@ .* behind/],
    ['DATABASE_URL="postgresql://app:Zqx@Wvy"#Kjh@db.example.com/shop"', /@ .* behind/],
    ["DATABASE_URL='postgresql://app:1234' #Kjh@db.example.com/shop'", /@ .* behind/],
  ])('%j: exit 2 and nobody asked', (line, says) => {
    for (const words of [
      ['check', '.env'],
      ['lint', '--live', '.env'],
    ]) {
      const made = folderOf({ '.env': `${line}\nDB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n` });
      const { code, out, err, lookUps } = counted(
        words.map((word) => (word === '.env' ? join(made.path, word) : word)),
      );
      made.remove();
      expect({ code, lookUps }).toEqual({ code: 2, lookUps: [] });
      expect(err).toMatch(says);
      expect(out + err).not.toMatch(secret);
      expect(out + err).not.toContain('1234');
    }
  });

  it.each([
    `DATABASE_URL=${good} # the main one`,
    `DATABASE_URL="${good}"#the main one`,
    `DATABASE_URL="${good}" # no comment`,
  ])('%s: a comment is one', (line) => {
    const made = folderOf({ '.env': `${line}\n` });
    const { lookUps } = counted(['check', join(made.path, '.env')]);
    made.remove();
    expect(lookUps).toContain('look-up db.example.com');
  });
});

describe('the wizard says what it cannot read and asks on', () => {
  it.each(twoWays.slice(0, 9))('%s', async (url, character) => {
    const made = folderOf({ '.env': `DATABASE_URL="${url}"\n` });
    const log = join(made.path, 'look-ups');
    const env = { NODE_OPTIONS: `--require ${join(import.meta.dirname, 'count-look-ups.cjs')}`, LOOK_UPS: log };
    const session = start({ program: process.execPath, words: [program, 'wizard'], folder: made.path, env });
    await session.shows('know about the load?');
    session.type(key.interrupt);
    await session.ended;
    const asked = existsSync(log);
    made.remove();
    expect(asked).toBe(false);
    expect(session.text().replace(/\s+/g, ' ')).toContain(`is cut at character ${character}: `);
    expect(session.text()).not.toMatch(/Zqx|Wvy|Kjh|Read the limits/);
  });
});
