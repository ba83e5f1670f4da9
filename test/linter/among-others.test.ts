import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { type FileOptions, lint, makeLinter, type Source } from '../../src/index.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { providers } from '../../src/providers/index.ts';
import { reporters } from '../../src/reporters/index.ts';
import { stated } from '../rules/stated.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const host = fc.oneof(
  fc.constantFrom('pgbouncer', 'db.internal', 'localhost', 'DB.Example.com', 'HOST', '[::1]'),
  word.map((name) => `${name}.abc1.eu-west-1.rds.amazonaws.com`),
  word.map((name) => `db.${name}.supabase.co`),
  word.map((name) => `ep-${name}-1-pooler.eu-central-1.aws.neon.tech`),
);
const scheme = fc.constantFrom('postgresql', 'postgres', 'postgresql+asyncpg', 'postgresql+psycopg2', 'mysql');
const parameters = fc.constantFrom('', '?sslmode=require', '?pgbouncer=true', '?prepared_statement_cache_size=0');
const port = fc.constantFrom('', ':5432', ':6432', ':6543');
const url = fc
  .tuple(scheme, word, host, port, word, parameters)
  .map(([kind, password, at, port, database, more]) => `${kind}://app:${password}@${at}${port}/${database}${more}`);

const number = fc.oneof(
  fc.integer({ min: -2, max: 400 }).map(String),
  fc.constantFrom('', 'many', '020', '20 # c', '"7"'),
);
const duration = fc.oneof(fc.integer({ min: -1, max: 4000 }).map(String), fc.constantFrom('30000', '30.0', '1h'));
const truth = fc.constantFrom('true', 'false', '1', 'yes', ' True', '"true"');
const family = fc.constantFrom('DB', 'DATABASE', 'ORDERS_DB', 'SQLALCHEMY');
const statement = fc.oneof(
  fc
    .tuple(family, fc.constantFrom('POOL_SIZE', 'MAX_OVERFLOW', 'POOL_SZIE'), number)
    .map(([a, b, c]) => `${a}_${b}=${c}`),
  fc.tuple(family, fc.constantFrom('POOL_RECYCLE', 'POOL_TIMEOUT'), duration).map(([a, b, c]) => `${a}_${b}=${c}`),
  fc.tuple(family, truth).map(([a, value]) => `${a}_POOL_PRE_PING=${value}`),
  fc
    .tuple(fc.constantFrom('DATABASE_URL', 'READ_DATABASE_URL', 'ORDERS_DB_URL'), url)
    .map(([key, at]) => `${key}=${at}`),
  number.map((count) => `WEB_CONCURRENCY=${count}`),
  word.map((name) => `APP_NAME=${name}`),
  fc.constantFrom('', '# a comment', '# poolfit-ignore recycle-disabled -- known', 'OPEN="', 'A=${B}'),
);
const text = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom('', 'export '), statement), { maxLength: 9 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.map(([before, line]) => before + line + end).join(''));
const name = fc
  .tuple(word, fc.constantFrom('.env', '.env.local', '.env.example', 'api.env'))
  .map((parts) => parts.join('/'));
const files = fc.uniqueArray(fc.record({ file: name, text }), { selector: ({ file }) => file, maxLength: 12 });
const facts = fc.record(
  {
    instances: fc.integer({ min: 1, max: 40 }),
    maxConnections: fc.integer({ min: 1, max: 500 }),
    idleTimeout: fc.integer({ min: 1, max: 4000 }),
    provider: fc.constantFrom(...providers.map(({ id }) => id)),
  },
  { requiredKeys: [] },
);

/** Of several services on one server, rules speak together: they are about more than one file. */
const ofOneFile = rules.filter(({ on }) => on !== 'services');

const counted = ({ outcomes, notEvaluated }: Report) => ({
  outcomes,
  notEvaluated: Object.fromEntries(
    notEvaluated.map(({ ruleId, missing, subjects }) => [`${ruleId} ${missing}`, subjects.count]),
  ),
});

function sum(reports: readonly Report[]) {
  const all = counted(lint([], { rules: ofOneFile }));
  for (const { outcomes, notEvaluated } of reports.map(counted)) {
    all.outcomes = add(all.outcomes, outcomes);
    all.notEvaluated = add(all.notEvaluated, notEvaluated);
  }
  return all;
}

function add<Name extends string>(a: Readonly<Record<Name, number>>, b: Readonly<Record<Name, number>>) {
  const added: Record<Name, number> = { ...a };
  for (const name in b) added[name] = (added[name] ?? 0) + b[name];
  return added;
}

const findingsIn = (report: Report, file: string): readonly Finding[] =>
  report.findings.filter((finding) => finding.file === file);

function expectTheLaw(sources: readonly Source[], some: Parameters<typeof stated>[0]) {
  const options = { ...stated(some), rules: ofOneFile };
  const together = lint(sources, options);
  const alone = sources.map((source) => lint([source], options));
  for (const [at, { file }] of sources.entries()) expect(findingsIn(together, file)).toEqual(alone[at]?.findings);
  expect(together.suppressed.length).toBe(alone.reduce((all, { suppressed }) => all + suppressed.length, 0));
  expect(counted(together)).toEqual(sum(alone));
}

describe('what is said of a file among others equals what is said of it alone', () => {
  it('in any tree, whose files differ in everything that a message prints', () => {
    fc.assert(fc.property(files, facts, expectTheLaw), { numRuns: 2000 });
  });

  it('where files are alike but for the one thing that a message prints', () => {
    const alike = fc.tuple(scheme, host, port, parameters, fc.uniqueArray(word, { minLength: 3, maxLength: 6 }));
    fc.assert(
      fc.property(alike, facts, ([kind, at, port, more, databases], some) => {
        const sources = databases.map((database) => ({
          file: `${database}/.env`,
          text: `DATABASE_URL=${kind}://u:pw@${at}${port}/${database}${more}\nDB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\n`,
        }));
        expectTheLaw(sources, some);
      }),
      { numRuns: 2000 },
    );
  });

  it('with the rules, keys and provider of each file', () => {
    const own: readonly FileOptions[] = [
      { rules: [] },
      { rules: rules.filter(({ id }) => id === 'out-of-range') },
      { ownKeys: new Map([['DB_POOL_SIZE', { kind: 'uncounted' }]]), rules: ofOneFile },
      { ...stated({ provider: 'pgbouncer' }), rules: ofOneFile },
    ];
    fc.assert(
      fc.property(files, (sources) => {
        const linter = makeLinter();
        for (const [at, source] of sources.entries()) linter.add(source, own[at % own.length]);
        const together = linter.report();
        for (const [at, source] of sources.entries()) {
          expect(findingsIn(together, source.file)).toEqual(lint([source], own[at % own.length]).findings);
        }
      }),
    );
  });
});

describe('files that are alike', () => {
  const sources = ['a', 'b', 'c', 'd'].map((name) => ({
    file: `${name}/.env`,
    text: 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\n',
  }));
  const context = { version: '1.2.3', diagnostics: [], color: false, width: 80, quiet: true, rules };

  it.each(Object.entries(reporters))('are each reported as %s', (_, report) => {
    const text = report(lint(sources), context);
    for (const { file } of sources) expect(text).toContain(file);
  });
});
