import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';
import { driverParameters } from '../src/model/url-parameters.ts';

const drivers: Readonly<Record<string, string>> = { psycopg2cffi: 'psycopg2', psycopg_async: 'psycopg' };

const instead: Readonly<Record<string, string>> = {
  'asyncpg sslmode': 'write ssl=require for sslmode=require',
  'asyncpg connect_timeout': 'write timeout in connect_args',
  'asyncpg application_name': 'set application_name in connect_args={"server_settings": …}',
  'asyncpg options': 'set the options in connect_args={"server_settings": …}',
  'psycopg2 ssl': 'write sslmode=require',
  'psycopg ssl': 'write sslmode=require',
  pool_size: 'pass pool_size to create_engine',
  pool_timeout: 'pass pool_timeout to create_engine',
  connection_limit: "it is Prisma's; SQLAlchemy's limit is pool_size + max_overflow",
  pgbouncer: "it is Prisma's; take it out",
};

const isListed = (driver: string): driver is keyof typeof driverParameters => Object.hasOwn(driverParameters, driver);

/** Their names may be a piece of a password. */
const unknownOnes = (count: number): string => (count === 1 ? 'an unknown parameter' : `${count} unknown parameters`);

const help = (driver: string, name: string): string => instead[`${driver} ${name}`] ?? instead[name] ?? 'take it out';

export default defineRule({
  id: 'url-parameter-rejected',
  title: 'The driver does not know a parameter of the URL',
  category: 'address',
  severity: 'error',
  on: 'url',
  needs: ['url', 'usesSqlalchemy'],
  yieldsTo: ['url-scheme-rejected'],
  check({ url, usesSqlalchemy }, key) {
    if (!usesSqlalchemy || url.database !== 'postgresql') return notApplicable;
    const driver = drivers[url.driver ?? ''] ?? url.driver ?? 'psycopg2';
    if (!isListed(driver)) return notApplicable;
    const taken: readonly string[] = driverParameters[driver];
    const rejected = [...new Set(url.parameters.map(({ name }) => name).filter((name) => !taken.includes(name)))];
    const unknown = url.unknownParameters === 0 ? [] : [unknownOnes(url.unknownParameters)];
    if (rejected.length + unknown.length === 0) return pass;
    const error =
      driver === 'asyncpg' || driver === 'pg8000' ? 'TypeError' : 'ProgrammingError: invalid connection option';
    const who = url.driver ?? 'psycopg2 or psycopg (SQLAlchemy’s default)';
    return fail({
      at: 'url',
      message: `${key('url')} has ${[...rejected, ...unknown].join(', ')}, which ${who} rejects at the first connection (${error})`,
      help: [
        ...rejected.map((name) => `${name}: ${help(driver, name)}`),
        ...unknown.map((ones) => `${ones}: take out, or write & in a password as %26`),
      ].join('; '),
    });
  },
  texts: () => ({
    why: 'The engine is made without an error, and the first connection fails: after the deploy, not before it.',
    sources: [
      'run on SQLAlchemy 2.1.1 with asyncpg 0.31 and psycopg2',
      'https://magicstack.github.io/asyncpg/current/api/index.html',
    ],
  }),
});
