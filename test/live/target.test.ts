import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetFromUrl } from '../../src/cli/live/url-target.ts';
import { type Surroundings, type Target, targetFromEnvironment } from '../../src/live/target.ts';
import { faultIn, nowhere, valueIn } from './reading.ts';

function plain({ password, tls, ...rest }: Target) {
  return { ...rest, password: password().password, mode: tls.mode };
}

const app = { host: 'db', port: 5432, database: 'shop', user: 'app', password: 'pw', mode: 'prefer' };

describe('a URL means what it means to libpq', () => {
  it.each([
    ['postgresql://app:pw@db/shop', {}],
    ['postgres://app:pw@db:5433/shop', { port: 5433 }],
    ['POSTGRESQL://app:pw@db:/shop', {}],
    ['  postgresql://app:pw@db/shop\n', {}],
    ['postgresql+psycopg2://app:pw@db/shop', {}],
    ['postgresql+psycopg://app:pw@db/shop', {}],
    ['postgresql+asyncpg://app:pw@db/shop?ssl=require', { mode: 'require' }],
    ['jdbc:postgresql://db:5432/shop?user=app&password=p+w', { password: 'p w' }],
    ['jdbc:postgresql://db/shop?user=app&password=pw&ssl=true', { mode: 'verify-full' }],
    ['postgresql://app:pw@db/shop?ssl=true', { mode: 'require' }],
    ['postgresql://db/shop?user=app&password=p+w', { password: 'p+w' }],
    ['postgresql://app:p%40%2F%3A%3F%23%25w@db/shop', { password: 'p@/:?#%w' }],
    ['postgresql://app:a:b@db/shop', { password: 'a:b' }],
    ['postgresql://app:%E2%82%AC@db/shop', { password: '€' }],
    ['postgresql://app:@db/shop', { password: '' }],
    ['postgresql://ap%40p:pw@db/shop', { user: 'ap@p' }],
    ['postgresql://app:pw@[::1]:5433/shop', { host: '::1', port: 5433, label: '[::1]:5433/shop' }],
    ['postgresql://app:pw@[fe80::1%25eth0]/shop', { host: 'fe80::1%eth0' }],
    ['postgresql://app:pw@%2Frun%2Fpostgresql/shop', { host: '/run/postgresql' }],
    ['postgresql://app:pw@/shop?host=/run/postgresql', { host: '/run/postgresql' }],
    ['postgresql:///shop?host=db&user=app&password=pw&port=6432', { port: 6432 }],
    ['postgresql://app:pw@db?dbname=shop', {}],
    ['postgresql://app:pw@db', { database: 'app' }],
    ['postgresql://app:pw@db/sh%20op', { database: 'sh op' }],
    ['postgresql://app:pw@db/shop?application_name=web', { applicationName: 'web' }],
    ['postgresql://app:pw@db/shop?options=endpoint%3Dep-1', { routing: 'endpoint=ep-1' }],
    ['postgresql://app:pw@db/shop?options=-c%20statement_timeout%3D5', { routing: undefined }],
    ['postgresql://app:pw@db/shop?sslmode=verify-full&channel_binding=require', { mode: 'verify-full' }],
    ['postgresql://app:pw@db/shop?user=app&schema=public', {}],
    ['postgresql://app:pw@db/shop?rareOption=1', {}],
    ['postgresql://app:pw@db/shop?&sslmode=disable&', { mode: 'disable' }],
    ['postgresql://app:pw@db/a%26b%3Dc%3Bd', { database: 'a&b=c;d' }],
    ['postgresql://db/shop?user=app&password=p%26w%40%23', { password: 'p&w@#' }],
    ['postgresql://db/shop?user=app&password=p/w?==', { password: 'p/w?==' }],
    ['postgis://app:pw@db/shop', {}],
    ['postgresql://app:pw@db', { database: 'app', label: 'db:5432' }],
    ['postgresql://app:pw@db/%1b%5B2J', { database: '\x1b[2J', label: 'db:5432/\\x1b[2J' }],
  ])('%s', (url, expected) => {
    expect(plain(valueIn(targetFromUrl(url, nowhere)))).toMatchObject({ ...app, ...expected });
  });

  it.each([
    ['mysql://app:canary@db/shop', 'mysql is not PostgreSQL'],
    ['canary', 'does not start with postgresql://'],
    ['', 'does not start with postgresql://'],
    ['postgresql://app:can@ary@db/shop', 'more than one @'],
    ['postgresql://app:can/ary@db/shop', 'bare /'],
    ['postgresql://app:can?ary@db/shop', 'bare ?'],
    ['postgresql://db/shop?user=app&password=can&ary', 'no value'],
    ['postgresql://db/shop?user=app&password=canary&', 'no value'],
    ['postgresql://db/shop?user=app&password=can&&sslmode=ary', 'no value'],
    ['postgresql://db/shop?user=can&:ary=1', 'no parameter has such a name'],
    ['postgresql://db/?shop?user=canary', 'no parameter has such a name'],
    ['postgresql://db/shop?user=app&password=can&ary=1', 'unknown parameter'],
    ['postgresql://db/shop?user=app&password=can&user=ary', 'user twice'],
    ['postgresql://db/shop?user=app&password=can#ary', 'bare #'],
    ['postgresql://db/shop?user=app&password=can@ary', 'bare @'],
    ['postgresql://db/shop?user=app&password=can%ary', 'two hex digits'],
    ['postgresql://db/shop&password=canary', 'parameters start with ?'],
    ['postgresql://db/shop;password=canary', 'parameters start with ?'],
    ['postgresql://app:canary@db/shop?host=other', 'several hosts'],
    ['postgresql://app:canary@db/shop?user=other', 'gives user before the ? and behind it'],
    ['postgresql://app:canary@db:5432/shop?port=5433', 'gives port before the ? and behind it'],
    ['postgresql://app:canary@<host>/shop', 'placeholder'],
    ['postgresql://app:canary@HOST:PORT/DATABASE', 'placeholder'],
    ['postgresql://app:canary@db/{database}', 'placeholder'],
    ['postgresql://app:canary@/shop?host=<host>', 'placeholder'],
    ['op://canary/database/url', 'where the URL is kept'],
    ['host=db dbname=shop password=canary', 'does not start with postgresql://'],
    ['app:canary://db/shop', 'does not start with postgresql://'],
    ['canary://db/shop', 'is not PostgreSQL'],
    ['jdbc:postgresql:shop', 'does not start with postgresql://'],
    ['prisma+postgres://localhost:51213/?api_key=canary', 'prisma is not PostgreSQL'],
    ['postgresql://app:canary@db/shop?port=canary', 'port'],
    ['postgresql://app:can#ary@db/shop', 'bare #'],
    ['postgresql://app:can%ary@db/shop', 'two hex digits'],
    ['postgresql://app:can%zzary@db/shop', 'two hex digits'],
    ['postgresql://app:canary%FF@db/shop', 'UTF-8'],
    ['postgresql://app:canary%00@db/shop', '%00'],
    ['postgresql://app:can\nary@db/shop', 'control character'],
    ['postgresql://app:canary@db:canary/shop', 'port'],
    ['postgresql://app:canary@db:0/shop', 'port'],
    ['postgresql://app:canary@db:65536/shop', 'port'],
    ['postgresql://app:canary@::1/shop', 'brackets'],
    ['postgresql://app:canary@db1:5432,db2:5432/shop', 'several hosts'],
    ['postgresql://app:canary@/shop?host=db1&host=db2', 'several hosts'],
    ['postgresql://app:canary@/shop?host=db1,db2', 'several hosts'],
    ['postgresql://app:canary@/shop', 'no host'],
    ['postgresql://app:canary@db/shop?sslmode=canary', 'sslmode'],
    ['postgresql://app:canary@db/shop?sslmode=true', 'sslmode'],
    ['postgresql://app:canary@db/shop?ssl=canary', 'sslmode'],
  ])('%j is refused without showing it', (url, says) => {
    const fault = faultIn(targetFromUrl(url, nowhere));
    expect(fault).toMatchObject({ kind: 'usage', exitCode: 2 });
    expect(fault.message).toContain(says);
    expect(fault.message).not.toMatch(/can.?ary|canary|\bary\b|\n/);
  });

  it('any text is either read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `postgresql://${s}`),
        ),
        (url) => {
          const outcome = targetFromUrl(url, nowhere);
          if (!outcome.ok) expect(outcome.fault.kind).toBe('usage');
        },
      ),
    );
  });
});

describe('what a URL leaves out comes from the surroundings', () => {
  const env = {
    PGHOST: 'env-host',
    PGPORT: '6000',
    PGUSER: 'env-user',
    PGDATABASE: 'env-db',
    PGPASSWORD: 'env-pw',
    PGSSLMODE: 'require',
  };
  const fromEnv = {
    host: 'env-host',
    port: 6000,
    user: 'env-user',
    database: 'env-db',
    password: 'env-pw',
    mode: 'require',
  };
  const cases: readonly (readonly [string, Surroundings['env'], object])[] = [
    ['postgresql://', env, fromEnv],
    ['postgresql://app:pw@db:5432/shop?sslmode=prefer', env, app],
    ['postgresql://db', env, { ...fromEnv, host: 'db' }],
    ['postgresql://db', {}, { host: 'db', user: 'nobody', database: 'nobody', password: undefined }],
    ['postgresql://db', { PGPORT: '', PGUSER: '', PGSSLMODE: '' }, { port: 5432, user: 'nobody', mode: 'prefer' }],
  ];
  it.each(cases)('%s with %o', (url, variables, expected) => {
    expect(plain(valueIn(targetFromUrl(url, { ...nowhere, env: variables })))).toMatchObject(expected);
  });

  it('variables alone are a target when they name a host', () => {
    expect(targetFromEnvironment(nowhere)).toBeUndefined();
    expect(targetFromEnvironment({ ...nowhere, env: { PGDATABASE: 'x' } })).toBeUndefined();
    const target = targetFromEnvironment({ ...nowhere, env });
    expect(target && plain(valueIn(target))).toMatchObject(fromEnv);
  });

  it('a target that is printed shows no password', () => {
    const target = valueIn(targetFromUrl('postgresql://app:canary@db/shop', nowhere));
    expect(JSON.stringify(target)).not.toContain('canary');
  });
});
