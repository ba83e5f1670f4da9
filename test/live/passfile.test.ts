import { describe, expect, it } from 'vitest';
import { passwordIn } from '../../src/live/passfile.ts';

const request = { host: 'db', port: 5432, database: 'shop', user: 'app' };

describe('a password file is read as libpq reads it', () => {
  it.each([
    ['db:5432:shop:app:secret', 'secret'],
    ['db:5432:shop:app:sec:ret', 'sec:ret'],
    ['db:5432:shop:app:sec\\:r\\\\et', 'sec:r\\et'],
    ['db:5432:shop:app:secret\r\n', 'secret'],
    ['*:*:*:*:any', 'any'],
    ['db:*:*:app:first\ndb:5432:shop:app:second', 'first'],
    ['# db:5432:shop:app:no\n\ndb:5432:shop:app:yes', 'yes'],
    ['d\\b:5432:shop:app:escaped', 'escaped'],
    ['other:5432:shop:app:no', undefined],
    ['db:5433:shop:app:no', undefined],
    ['db:5432:shop:app', undefined],
    ['', undefined],
    ['db:5432:shop:app:', ''],
  ])('%j', (text, password) => {
    expect(passwordIn(text, request)).toBe(password);
  });

  it.each([
    ['localhost:5432:shop:app:secret', '/var/run/postgresql', 'secret'],
    ['localhost:5432:shop:app:secret', '/tmp', 'secret'],
    ['/srv/run:5432:shop:app:secret', '/srv/run', 'secret'],
    ['localhost:5432:shop:app:secret', '/srv/run', undefined],
  ])('%s for the socket folder %s', (text, host, password) => {
    expect(passwordIn(text, { ...request, host })).toBe(password);
  });
});
