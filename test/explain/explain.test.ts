import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runExplain } from '../../src/cli/commands/explain.ts';
import { namesOf } from '../../src/explain/find.ts';
import { settingTexts } from '../../src/explain/settings/index.ts';
import { providers } from '../../src/providers/index.ts';

const text = (name: string, width = 80) => runExplain([name], { format: 'text', width, color: false });
const json = (...words: string[]) => JSON.parse(runExplain(words, { format: 'json', width: 80, color: false }).out);

const names: readonly (readonly [string, readonly object[]])[] = [
  ['overflow-over-ratio', [{ kind: 'rule', id: 'overflow-over-ratio' }]],
  ['DB_POOL_SIZE', [{ kind: 'setting', fact: 'poolSize', defaults: { 'the guide’s loader': '20', SQLAlchemy: '5' } }]],
  ['pool_size', [{ kind: 'setting', fact: 'poolSize' }]],
  ['poolSize', [{ kind: 'setting', fact: 'poolSize' }]],
  ['ANALYTICS_DB_POOL_SIZE', [{ kind: 'setting', fact: 'poolSize' }]],
  ['maxOverflow', [{ kind: 'setting', fact: 'maxOverflow' }]],
  ['max_overflow', [{ kind: 'setting', fact: 'maxOverflow' }]],
  ['DATABASE_POOL_MAX_OVERFLOW', [{ kind: 'setting', fact: 'maxOverflow' }]],
  ['DB_POOL_RECYCLE', [{ kind: 'setting', defaults: { 'the guide’s loader': '3600 s', SQLAlchemy: 'never' } }]],
  ['server_lifetime', [{ kind: 'setting', fact: 'maxLifetime' }]],
  ['DB_POOL_PRE_PING', [{ kind: 'setting', defaults: { 'the guide’s loader': 'true', SQLAlchemy: 'false' } }]],
  ['WEB_CONCURRENCY', [{ kind: 'setting', fact: 'workers' }]],
  ['--workers', [{ kind: 'setting', fact: 'workers' }]],
  ['GUNICORN_CMD_ARGS', [{ kind: 'setting', fact: 'workers' }]],
  ['connectionTimeoutMillis', [{ kind: 'setting', fact: 'acquireTimeout' }]],
  ['maximumPoolSize', [{ kind: 'setting', name: 'max' }]],
  ['connection_limit', [{ kind: 'setting', name: 'max' }]],
  ['max_connections', [{ kind: 'setting', fact: 'maxConnections' }]],
  ['--max-connections', [{ kind: 'setting', fact: 'maxConnections' }]],
  ['idle_session_timeout', [{ kind: 'setting', fact: 'idleTimeout' }]],
  ['DATABASE_URL', [{ kind: 'setting', fact: 'url' }]],
  [
    'query_wait_timeout',
    [
      { kind: 'setting', fact: 'acquireTimeout' },
      { kind: 'error', id: 'pgbouncer-query-wait-timeout' },
    ],
  ],
  ['rds', [{ kind: 'provider', id: 'aws-rds', idleTimeout: { seconds: 900, kind: 'policy' } }]],
  ['postgresql', [{ kind: 'provider', id: 'postgresql', idleTimeout: { seconds: 'never' } }]],
  ['Cloud SQL', [{ kind: 'provider', id: 'gcp-cloudsql' }]],
  ['too many clients already', [{ kind: 'error', id: 'too-many-clients' }]],
];

describe('what a name is explained as', () => {
  it.each(names)('%s', (name, expected) => {
    expect(json(name)).toMatchObject({ schemaVersion: 1, explanations: expected });
  });

  it('words without quotes are one text', () => {
    expect(json('FATAL:', 'sorry,', 'too', 'many', 'clients', 'already').explanations).toMatchObject([
      { kind: 'error', rules: expect.arrayContaining(['connections-over-limit']) },
    ]);
  });

  it('every name of a setting finds one, and its own name finds it', () => {
    for (const setting of settingTexts) {
      expect(json(setting.name).explanations[0]).toMatchObject({ kind: 'setting', name: setting.name });
      for (const name of namesOf(setting)) expect([name, text(name).code]).toEqual([name, 0]);
    }
  });
});

describe('an unknown name', () => {
  it.each([
    ['overflow-over-ration', 'overflow-over-ratio'],
    ['DB_POOL_REYCLE', 'DB_POOL_RECYCLE'],
    ['max_overflw', 'max_overflow'],
    ['supabse', 'supabase'],
    ['overflo', 'overflow'],
  ])('%s: did you mean %s', (name, near) => {
    const { out, err, code } = text(name);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^poolfit: .*did you mean .*\n$/);
    expect(err).toContain(near);
  });

  it.each(['', ' ', 'zzzzzzzzzzzz', 'no such thing here', '\u001b[2J\u0007', 'x'.repeat(100_000)])(
    'case %#: one line, the next step, exit 2',
    (name) => {
      const { out, err, code } = text(name);
      expect([out, code]).toEqual(['', 2]);
      expect(err).toMatch(/^poolfit: [^\n]{10,300}\n$/);
      expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    },
  );

  it('a pasted text that nobody knows is not repeated: it may hold a password', () => {
    expect(text('cannot connect to postgresql://app:s3cret@db/shop').err).not.toContain('s3cret');
    expect(text('postgresql://app:s3cret@db/shop').err).not.toContain('s3cret');
  });

  it('nothing that is typed makes it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect([0, 2]).toContain(runExplain(words, { format: 'text', width: 80, color: false }).code);
      }),
    );
  });
});

const everything = [
  ...rules.map(({ id }) => id),
  ...providers.map(({ id }) => id),
  ...settingTexts.map(({ name }) => name),
];

describe('the text', () => {
  it('without a name lists every rule, setting, provider and error', () => {
    const { out, code } = runExplain([], { format: 'text', width: 80, color: false });
    expect(code).toBe(0);
    for (const name of everything) expect(out).toContain(`  ${name}`);
    expect(json().contents).toMatchObject({ rules: { length: rules.length }, providers: { length: 29 } });
  });

  it.each([
    [20, 60],
    [60, 60],
    [80, 80],
    [400, 100],
  ])('in a terminal of %i columns takes %i, addresses and names apart', (width, most) => {
    const texts = [...everything, 'QueuePool limit'].map((name) => text(name, width).out);
    for (const line of texts.join('').split('\n')) {
      const isOneWord = /^\s*(?:- )?\S+$/.test(line);
      if (!isOneWord) expect(line.length).toBeLessThanOrEqual(most);
    }
  });

  it('has escapes only with colours', () => {
    expect(text('rds').out).not.toContain('\u001b');
    expect(runExplain(['rds'], { format: 'text', width: 80, color: true }).out).toContain('\u001b[1mAmazon RDS');
  });

  it.each(everything)('%s has a page that ends with one line feed and says no path or undefined', (name) => {
    const { out, err, code } = text(name);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/[^\n]\n$/);
    expect(out).not.toMatch(/undefined|\[object/);
  });
});
