import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorsLike, heldError } from '../../src/explain/error-text.ts';
import { errorTexts } from '../../src/explain/error-texts/index.ts';

const pasted: readonly (readonly [string, string])[] = [
  ['FATAL: sorry, too many clients already', 'too-many-clients'],
  ['FATAL:  sorry, too many clients already', 'too-many-clients'],
  [
    'psycopg2.OperationalError: connection to server at "db.internal" (10.0.0.5), port 5432 failed: FATAL:  sorry, too many clients already',
    'too-many-clients',
  ],
  ['error: too many connections', 'too-many-clients'],
  ['FATAL: remaining connection slots are reserved for non-replication superuser connections', 'slots-reserved'],
  ['FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute', 'slots-reserved'],
  [
    'remaining connection slots are reserved for roles with privileges of the “pg_use_reserved_connections” role',
    'slots-reserved',
  ],
  [
    'FATAL: remaining connection slots are reserved for non-replication superuser, rds_reserved, and rds_superuser connections',
    'slots-reserved',
  ],
  ['remaining connection slots are reserved …', 'slots-reserved'],
  ['FATAL:  too many connections for role "app"', 'role-limit'],
  ['FATAL:  too many connections for database "shop"', 'database-limit'],
  ['parameter "max_connections" cannot be changed without restarting the server', 'restart-needed'],
  ['ERROR: parameter "shared_buffers" cannot be changed without restarting the server', 'restart-needed'],
  [
    'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)',
    'queuepool-limit',
  ],
  ['QueuePool limit of size 20 overflow 40 reached', 'queuepool-limit'],
  ['QueuePool limit of size X overflow Y reached', 'queuepool-limit'],
  ['TimeoutError: QueuePool limit exceeded', 'queuepool-limit'],
  ['Error: timeout exceeded when trying to connect\n    at Pool.connect (index.js:45:11)', 'node-pg-timeout'],
  ['Timed out fetching a new connection from the connection pool. (Current timeout: 10)', 'other-pool-waits'],
  ['HikariPool-1 - Connection is not available, request timed out after 30000ms.', 'other-pool-waits'],
  ['RecursionError: maximum recursion depth exceeded', 'recursion-error'],
  [
    'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.',
    'server-closed-connection',
  ],
  ['Error: Connection terminated unexpectedly', 'server-closed-connection'],
  ['SSL connection has been closed unexpectedly', 'ssl-closed'],
  ['FATAL: terminating connection due to idle-session timeout', 'idle-session-timeout'],
  ['terminating connection due to idle-in-transaction timeout', 'idle-in-transaction-timeout'],
  [
    'terminating connection due to administrator command\nserver closed the connection unexpectedly\n\tThis probably means …',
    'administrator-command',
  ],
  ['ERROR: no more connections allowed (max_client_conn)', 'pgbouncer-max-client-conn'],
  ['FATAL: query_wait_timeout', 'pgbouncer-query-wait-timeout'],
  ['FATAL: unsupported startup parameter: statement_timeout', 'unsupported-startup-parameter'],
  [
    '(EMAXCONNSESSION) max clients reached in session mode - max clients are limited to pool_size: 15',
    'supavisor-max-clients',
  ],
  ['EMAXCONN', 'supavisor-max-clients'],
  ['prepared statement "__asyncpg_stmt_1__" already exists', 'prepared-statements'],
  ['prepared statement "s1" does not exist', 'prepared-statements'],
  ["ValueError: invalid literal for int() with base 10: '20 # c'", 'invalid-int'],
  ['ValueError: invalid literal for int() with base 10: ‘’', 'invalid-int'],
  ["sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres", 'dialect-not-found'],
  ["TypeError: connect() got an unexpected keyword argument 'sslmode'", 'unexpected-url-parameter'],
  ['too-many-clients', 'too-many-clients'],
];

const fragments: readonly (readonly [string, readonly string[]])[] = [
  ['too many clients', ['too-many-clients']],
  ['53300', ['too-many-clients', 'slots-reserved', 'role-limit', 'database-limit']],
  ['57p05', ['idle-session-timeout']],
  ['42P05', ['prepared-statements']],
  ['terminating connection', ['idle-session-timeout', 'idle-in-transaction-timeout', 'administrator-command']],
];

describe('a pasted error text', () => {
  it.each(pasted)('%s', (text, id) => {
    expect(heldError(text, errorTexts)?.id).toBe(id);
  });

  it.each(fragments)('%s is part of %j', (text, ids) => {
    expect(heldError(text, errorTexts)).toBeUndefined();
    expect(errorsLike(text, errorTexts).map(({ id }) => id)).toEqual(ids);
  });

  it.each(['', ' ', '…', 'connect', 'overflo', '53301', 'hello world', '\u001b[31m'])('"%s" is none', (text) => {
    expect(heldError(text, errorTexts)).toBeUndefined();
    expect(errorsLike(text, errorTexts)).toEqual([]);
  });

  it('is found in any letters, blanks and surroundings', () => {
    const texts = errorTexts.flatMap(({ texts: all }) => all).map((text) => text.replaceAll('…', '12'));
    const surroundings = fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '7', '"') });
    fc.assert(
      fc.property(fc.constantFrom(...texts), surroundings, surroundings, (text, before, after) => {
        const changed = `${before} ${text.toUpperCase().replaceAll(' ', '  \n')} ${after}`;
        expect(heldError(changed, errorTexts)).toBe(heldError(text, errorTexts));
      }),
    );
  });

  it('a text of a million characters is read', () => {
    expect(heldError('queuepool limit of size '.repeat(50_000), errorTexts)?.id).toBe('queuepool-limit');
  });
});

describe('the table of error texts', () => {
  it('has each id and each text once', () => {
    const ids = errorTexts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(errorTexts.map((error) => [error.id, error] as const))(
    '%s is complete, and its own texts find it',
    (_id, error) => {
      for (const text of error.texts) expect(heldError(text.replaceAll('…', 'x'), errorTexts)).toBe(error);
      for (const lines of [error.causes, error.todo, error.rules, error.sources])
        expect(lines.length).toBeGreaterThan(0);
    },
  );

  it('nobody is told to reload, and a larger pool comes after queries and leaks', () => {
    const full = errorTexts.find(({ id }) => id === 'too-many-clients');
    expect(full?.todo.join(' ')).toContain('restart, not a reload');
    const waits = errorTexts.find(({ id }) => id === 'queuepool-limit')?.todo ?? [];
    const at = (word: string) => waits.findIndex((line) => line.includes(word));
    expect(at('slow queries')).toBe(0);
    expect(at('CPU')).toBe(0);
    expect(at('never come back')).toBeLessThan(at('larger pool'));
  });
});
