import { defineRule, fail, notApplicable, pass } from '../src/engine/rule.ts';

/** libpq's parameters (https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS); psycopg2 and psycopg pass all others on to it. */
const libpq = `host hostaddr port dbname user password passfile require_auth channel_binding connect_timeout client_encoding options
  application_name fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count tcp_user_timeout replication
  gssencmode sslmode requiressl sslnegotiation sslcompression sslcert sslkey sslkeylogfile sslpassword sslcertmode sslrootcert sslcrl sslcrldir
  sslsni requirepeer ssl_min_protocol_version ssl_max_protocol_version min_protocol_version max_protocol_version krbsrvname gsslib
  gssdelegation scram_client_key scram_server_key service servicefile target_session_attrs load_balance_hosts oauth_issuer oauth_client_id
  oauth_client_secret oauth_scope plugin`;

/** Arguments of each driver's connect(), with what SQLAlchemy takes for itself. */
const taken: Readonly<Record<string, string>> = {
  psycopg2: `${libpq} async cursor_factory connection_factory dsn`,
  psycopg: `${libpq} autocommit prepare_threshold context row_factory cursor_factory async_fallback conninfo`,
  asyncpg: `host port user password passfile service servicefile database loop timeout statement_cache_size max_cached_statement_lifetime
    max_cacheable_statement_size command_timeout ssl direct_tls connection_class record_class server_settings target_session_attrs krbsrvname
    gsslib dsn async_fallback prepared_statement_cache_size prepared_statement_name_func plugin`,
  pg8000: `user host database port password source_address unix_sock ssl_context timeout tcp_keepalive application_name replication
    startup_params plugin`,
};

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
    const names = Object.hasOwn(taken, driver) ? taken[driver] : undefined;
    if (names === undefined) return notApplicable;
    if (url.parameters.length === 0) return pass;
    const known = names.split(/\s+/);
    const rejected = [...new Set(url.parameters.map(({ name }) => name).filter((name) => !known.includes(name)))];
    if (rejected.length === 0) return pass;
    const error =
      driver === 'asyncpg' || driver === 'pg8000' ? 'TypeError' : 'ProgrammingError: invalid connection option';
    const who = url.driver ?? 'psycopg2 or psycopg (SQLAlchemy’s default)';
    return fail({
      at: 'url',
      message: `${key('url')} has ${rejected.join(', ')}, which ${who} rejects at the first connection (${error})`,
      help: rejected.map((name) => `${name}: ${help(driver, name)}`).join('; '),
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
