import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUrl } from '../../src/formats/url.ts';

const target = (text: string): string => {
  const reading = readUrl(text);
  return reading.kind === 'url' ? reading.url.target : reading.kind === 'problem' ? reading.problem : 'unknown';
};

describe('the server that a URL leads to', () => {
  it.each([
    ['postgresql://user:secret@db.example.com:5433/app', 'db.example.com:5433/app'],
    ['postgresql://db.example.com/app', 'db.example.com:5432/app'],
    ['postgres://user@db', 'db:5432'],
    ['postgresql://user:@db:/app', 'db:5432/app'],
    ['postgresql+asyncpg://user:secret@db/app?ssl=require', 'db:5432/app'],
    ['POSTGRESQL://db/app', 'db:5432/app'],
    ['  postgresql://db/app  ', 'db:5432/app'],
    ['jdbc:postgresql://db:5432/app?user=me&password=secret', 'db:5432/app'],
    ['jdbc:postgresql:app', 'local socket'],
    ['r2dbc:pool:postgresql://db/app', 'db:5432/app'],
    ['postgis://db/app', 'db:5432/app'],
    ['ecto://db/app', 'db:5432/app'],
    ['prisma://accelerate.prisma-data.net/?api_key=secret', 'accelerate.prisma-data.net:5432'],
    ['postgresql://user:secret@[2001:db8::1]:5433/app', '[2001:db8::1]:5433/app'],
    ['postgresql://[::1]/app', '[::1]:5432/app'],
    ['postgresql:///app', 'local socket/app'],
    ['postgresql://user:secret@/app', 'local socket/app'],
    ['postgresql:///app?host=/var/run/postgresql', '/var/run/postgresql:5432/app'],
    ['postgresql:///app?host=/cloudsql/p:eu:i&port=5433', '/cloudsql/p:eu:i:5433/app'],
    ['postgresql://%2Fvar%2Frun%2Fpostgresql/app', '/var/run/postgresql:5432/app'],
    ['postgresql:///?host=db&dbname=app', 'db:5432/app'],
    ['postgresql://a:5432,b:5433/app', 'a:5432,b:5433/app'],
    ['postgresql://u:a%40b%2Fc%23d@db/app', 'db:5432/app'],
    ['postgresql://u:a!b*c:d&e$1@db/app', 'db:5432/app'],
    [
      'postgresql://postgres.ref:[YOUR-PASSWORD]@aws-0-eu.pooler.supabase.com:6543/postgres',
      'aws-0-eu.pooler.supabase.com:6543/postgres',
    ],
    ['postgresql://<user>:<your password>@db/app', 'db:5432/app'],
    ['postgresql:///app?host=db&password=ab&host=rest', 'db:5432/app'],
    ['postgresql:///app?host=db&password=ab&rest=x&', 'db:5432/app'],
    ['postgresql://%2FApp%20Support%2Fpg/app', '/App Support/pg:5432/app'],
    ['postgresql://db/app?options=a@b', 'unknown'],
    ['postgresql://me@db/app?user=a@b', 'unknown'],
  ])('of %s', (text, expected) => expect(target(text)).toBe(expected));
});

describe('a placeholder is unknown, not a server', () => {
  it.each([
    '',
    '  ',
    'postgresql://user:pass@<host>:5432/db',
    'postgresql://user:pass@HOST:PORT/DATABASE',
    'postgresql://user:pass@db:PORT/app',
    'postgresql://user:pass@host:port/database',
    'postgresql://USER:PASSWORD@HOST/DB',
    'postgresql://user:pass@[YOUR-HOST]:5432/db',
    'postgresql://user:pass@db/{database}',
    'postgresql://user:pass@your-project.example.com/db',
    'postgresql://%(user)s:%(pass)s@%(host)s/db',
    'postgresql://user:pass@.../db',
    'postgresql://user:pass@…/db',
    '<your database url>',
    'op://vault/database/url',
    'encrypted:BD4xsecret',
    'host=db dbname=app user=me password=secret',
    'Host=db;Password=secret;Database=app',
    'changeme',
  ])('%s', (text) => expect(readUrl(text)).toEqual({ kind: 'unknown' }));
});

describe('other databases are named, and never a problem', () => {
  it.each([
    ['mysql://u:p@db/app', 'MySQL', 'db:3306'],
    ['mysql+pymysql://u:p@db:3307/app', 'MySQL', 'db:3307'],
    ['mariadb://db/app', 'MariaDB', 'db:3306'],
    ['sqlite:///./app.db', 'SQLite', ''],
    ['sqlite+aiosqlite:///app.db', 'SQLite', ''],
    ['sqlite::memory:', 'SQLite', ''],
    ['file:./dev.db', 'SQLite', ''],
    ['libsql://app.turso.io?authToken=secret', 'libSQL', ''],
    ['mongodb+srv://u:p@cluster.example.net/app', 'MongoDB', 'cluster.example.net:27017'],
    ['mssql+pyodbc://u:p@db/app?driver=x', 'SQL Server', 'db:1433'],
    ['jdbc:sqlserver://db:1433;databaseName=app;password=secret', 'SQL Server', ''],
    ['jdbc:oracle:thin:@db:1521/app', 'Oracle', ''],
    ['mysql://u:p@ss/w#rd@db/app', 'MySQL', ''],
  ])('%s', (text, name, at) => {
    const reading = readUrl(text);
    expect(reading.kind === 'url' && reading.url).toMatchObject({ database: 'other', databaseName: name, target: at });
  });
});

describe('what cannot be told apart is a problem, with the place and nothing of the text', () => {
  it.each([
    ['postgresql://user:pa@ss@db/app', 21, '%40'],
    ['postgresql://user:pa/ss@db/app', 21, '%2F'],
    ['postgresql://user:12/34@db/app', 21, '%2F'],
    ['postgresql://user:pa#ss@db/app', 21, '%23'],
    ['postgresql://user:pa?ss@db/app', 21, '%3F'],
    ['postgresql://user:pa%ss@db/app', 21, '%25'],
    ['postgresql://user:pa%zz@db/app', 21, '%25'],
    ['postgresql://user:p@s/s@db/app', 20, '%40'],
    ['postgresql://user:p@s?s@db/app', 20, '%40'],
    ['postgresql://user:p@s#s@db/app', 20, '%40'],
    ['postgresql://user:1/2?a=b#c@db/app', 20, '%2F'],
    ['  postgresql://user:pa@ss@db/app', 23, '%40'],
    ['postgresql://user:pa', 14, 'host and port'],
    ['postgresql://user:99999', 14, 'host and port'],
    ['postgresql://user:pass@db:port1/app', 24, 'host and port'],
    ['postgresql://user:pass@::1/app', 24, 'host and port'],
    ['postgresql://user:pass word@db/app', 23, 'blank'],
    ['postgresql://user:pass@db/app OTHER=1', 30, 'blank'],
    ['user:pass@db/app', 1, 'scheme'],
    ['//user:pass@db/app', 1, 'scheme'],
    ['db.example.com:5432/app', 1, 'scheme'],
  ])('%s', (text, character, says) => {
    const problem = target(text);
    expect(problem).toContain(`cut at character ${character}:`);
    expect(problem).toContain(says);
  });
});

describe('the parameters of a URL', () => {
  const parameters = (query: string) => {
    const reading = readUrl(`postgresql://db/app?${query}`);
    if (reading.kind !== 'url') throw new Error(reading.kind);
    const { parameters, unknownParameters } = reading.url;
    return [parameters.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)), unknownParameters];
  };

  it.each([
    ['sslmode=require&schema=public&ApplicationName=x', ['sslmode', 'schema', 'ApplicationName'], 0],
    ['prepared_statement_cache_size=0', ['prepared_statement_cache_size=0'], 0],
    ['prepared_statement_cache_size=canary', ['prepared_statement_cache_size'], 0],
    ['password=ab&canary', ['password'], 1],
    ['password=ab&canary=x&&:=', ['password'], 2],
    ['sslmode=require&password=ab&sslmode=canary', ['sslmode', 'password'], 0],
    ['%73slmode=require', ['sslmode'], 0],
    ['', [], 0],
  ])('of %s only names that libraries know are kept', (query, names, unknown) =>
    expect(parameters(query)).toEqual([names, unknown]),
  );
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);

describe('whatever the URL', () => {
  it('the parts of a well-formed one come back', () => {
    const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
    fc.assert(
      fc.property(
        word,
        fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
        word,
        port,
        (user, password, database, port) => {
          const text = `postgresql://${user}:${encodeURIComponent(password)}@db${port ? `:${port}` : ''}/${database}`;
          expect(target(text)).toBe(`db:${port ?? 5432}/${database}`);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('nothing of a password is kept or told', () => {
    const junk = fc.array(
      fc.constantFrom('@', '/', '#', '?', '%', ':', '=', '&', ' ', '[', ']', 'canary', '12', '<', '\\', '.', ','),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(junk, junk, (before, after) => {
        const text = `postgresql://user:${before.join('')}canary${after.join('')}@db.example.com:5432/app`;
        expect(JSON.stringify(readUrl(text))).not.toMatch(/canary|"user/);
      }),
      { numRuns: 20_000 },
    );
  });

  it('any text has an answer without control characters', () => {
    const piece = fc.constantFrom(
      'postgresql',
      'postgres',
      '://',
      ':',
      '/',
      '@',
      '?',
      '#',
      '%',
      '%2F',
      '[',
      ']',
      ',',
      'db',
      '=',
      '&',
      '\x1b',
      '\n',
      'ü',
      '<',
      '{',
      '',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expect(JSON.stringify(readUrl(text))).not.toMatch(/\\u00[01]|\\n/);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['at signs', `postgresql://${'@'.repeat(500_000)}`],
    ['colons', `postgresql://${':'.repeat(500_000)}@db/app`],
    ['brackets', `postgresql://${'['.repeat(500_000)}`],
    ['angle brackets', `postgresql://${'<'.repeat(500_000)}@db`],
    ['percent signs', `postgresql://${'%('.repeat(250_000)}@db`],
    ['hosts', `postgresql://${'db,'.repeat(150_000)}db/app`],
    ['parameters', `postgresql://db/app?${'host=a&'.repeat(50_000)}`],
    ['letters before a colon', `${'a'.repeat(500_000)}://db`],
    ['plus signs', `a${'+a'.repeat(250_000)}://db`],
  ])('half a million characters take linear time: %s', (_, text) => expect(readUrl(text)).toBeDefined());
});
