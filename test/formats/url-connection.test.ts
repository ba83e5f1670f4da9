import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { readConnectionUrl } from '../../src/formats/url-connection.ts';
import type { UrlParts } from '../../src/model/url-parts.ts';

function partsOf(url: string): UrlParts {
  const reading = readConnectionUrl(url);
  if (reading.kind === 'refused') throw new Error(`${reading.why}: ${url}`);
  return reading.parts;
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((s) => !s.includes('\0'));
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });

describe('a URL without a bare reserved character', () => {
  it('gives the user, password, host name and database that were encoded', () => {
    fc.assert(
      fc.property(text, text, fc.domain(), text, port, (user, password, host, database, port) => {
        const [encodedUser, encodedPassword, encodedDatabase] = [user, password, database].map(encodeURIComponent);
        const at = port === undefined ? host : `${host}:${port}`;
        const url = `postgresql://${encodedUser}:${encodedPassword}@${at}/${encodedDatabase}`;
        const expected = { user, password, host, database, port: port === undefined ? undefined : String(port) };
        expect(partsOf(url)).toMatchObject(expected);
      }),
    );
  });

  it('means what it means to pg', () => {
    // Neither bare nor encoded do browsers' rules, which pg follows, keep capitals of a host or `.` and `..` as a path.
    const host = fc.oneof(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9](?:\.[a-z]{2,5})?$/),
      fc.ipV4(),
      fc.constant('[::1]'),
    );
    const database = text.filter((name) => !/^\.{1,2}$/.test(name));
    const query = fc.uniqueArray(fc.constantFrom('application_name', 'options', 'connect_timeout', 'client_encoding'));
    fc.assert(
      fc.property(
        text,
        text,
        host,
        port,
        database,
        query,
        text,
        (user, password, host, port, database, names, value) => {
          const [encodedUser, encodedPassword, encodedDatabase] = [user, password, database].map(encodeURIComponent);
          const parameters = names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
          const at = port === undefined ? host : `${host}:${port}`;
          const url = `postgresql://${encodedUser}:${encodedPassword}@${at}/${encodedDatabase}?${parameters}`;
          const theirs = new pg.Client(url);
          const parts = partsOf(url);
          expect(parts).toMatchObject({ user: theirs.user, password: theirs.password, host: theirs.host });
          expect(Number(parts.port ?? 5432)).toBe(theirs.port);
          for (const name of names) expect(parts.parameters.get(name)).toBe(value);
          // pg decodes a path with decodeURI, which leaves what is reserved encoded.
          expect(parts.database).toBe(decodeURIComponent(new URL(url).pathname.slice(1)));
        },
      ),
    );
  });

  it('a socket and several parameters, as pg reads them', () => {
    const url = 'postgresql://app:p%40w@/shop?host=/run/postgresql&port=6432&sslmode=disable';
    const theirs = new pg.Client(url);
    const { user, password, database, parameters } = partsOf(url);
    expect([user, password, database]).toEqual([theirs.user, theirs.password, theirs.database]);
    expect([parameters.get('host'), Number(parameters.get('port'))]).toEqual([theirs.host, theirs.port]);
  });
});

describe('where a URL is refused', () => {
  it.each([
    ['postgresql://app:pa@ss@db/shop', 20],
    ['postgresql://app:pa/ss@db/shop', 20],
    ['postgresql://app:pa?ss@db/shop', 20],
    ['postgresql://app:pa#ss@db/shop', 20],
    ['postgresql://app:pa%ss@db/shop', 20],
    ['  postgresql://app:pa@ss@db/shop', 22],
    ['postgresql://app:pw@db/shop#x', 28],
    ['postgresql://app:pw@db/sh%op', 26],
    ['postgresql://app:pw@db/sh%00op', 26],
    ['postgresql://app:pw@db/sh%FFop', 26],
    ['postgresql://app:pw@db:port1/shop', 21],
    ['postgresql://app:pw@<host>/shop', 21],
    ['postgresql://db/shop?user=a@b', 28],
    ['postgresql://db/shop?password=a&b', 33],
    ['postgresql://db/shop?user=a%zz', 28],
    ['postgresql://a,b/shop', 14],
  ])('%s: character %i', (url, character) => {
    const reading = readConnectionUrl(url);
    expect(reading.kind === 'refused' && reading.why).toContain(
      `the database URL cannot be read, it is cut at character ${character}: `,
    );
  });

  it.each([
    ['parameters', `postgresql://db/app?${'a=b&'.repeat(100_000)}`],
    ['passwords', `postgresql://db/app?${'password=b&'.repeat(50_000)}`],
    ['percent signs', `postgresql://db/${'%41'.repeat(150_000)}`],
    ['colons in user info', `postgresql://${'a:'.repeat(200_000)}@db/app`],
    ['a colon and letters', `postgresql://:${'a'.repeat(500_000)}/app`],
    ['path', `postgresql://db/${'a/'.repeat(200_000)}`],
  ])('half a million characters take linear time: %s', (_, url) => expect(readConnectionUrl(url)).toBeDefined());
});
