import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Subject } from '../../src/core/facts.ts';
import { emptyJudgement, judge, makeRulebook } from '../../src/core/lint.ts';
import { outcomes } from '../../src/core/report.ts';
import { defineRule, fail, pass } from '../../src/core/rule.ts';
import { SettingMemory } from '../../src/core/settled.ts';
import { lint, makeLinter, planSource } from '../../src/index.ts';
import type { LintOptions } from '../../src/linter.ts';
import { providers } from '../../src/providers/index.ts';
import { stated } from '../rules/stated.ts';

const key = fc.constantFrom(
  'DB_POOL_SIZE',
  'DB_MAX_OVERFLOW',
  'DB_POOL_RECYCLE',
  'DB_POOL_TIMEOUT',
  'DB_POOL_PRE_PING',
  'JOBS_DB_POOL_SIZE',
  'WEB_CONCURRENCY',
  'GUNICORN_CMD_ARGS',
  'DATABASE_URL',
  'DB_POOL_REYCLE',
  'db_pool_size',
  'SECRET',
);
const value = fc.constantFrom(
  '',
  '0',
  '-1',
  '-2',
  '1',
  '20',
  '40',
  '600',
  '30000',
  'twenty',
  '20s',
  '"20"',
  '20#c',
  '${X}',
  '$(nproc)',
  'true',
  '1.5',
  'false',
  'yes',
  '--workers 4 -k sync',
  'postgres://u:p@h:6432/d',
  'postgresql+asyncpg://u:p@h/d?sslmode=require',
  'mysql://h/d',
  'postgresql://u:p@db.abc.supabase.co:6543/d',
  '2147483648',
  '٢٠',
);
const file = fc
  .array(fc.tuple(key, value), { maxLength: 8 })
  .map((lines) => lines.map(([name, text]) => `${name}=${text}\n`).join(''));
const facts = fc.record(
  {
    instances: fc.integer({ min: 1, max: 300 }),
    workers: fc.integer({ min: 1, max: 8 }),
    threads: fc.integer({ min: 1, max: 64 }),
    maxConnections: fc.integer({ min: 1, max: 500 }),
    surge: fc.integer({ min: 0, max: 3 }),
    idleTimeout: fc.integer({ min: 1, max: 4000 }),
    concurrency: fc.constantFrom('0.5', '10', '33.3'),
    provider: fc.constantFrom('aws-rds', 'neon', 'pgbouncer', 'postgresql', 'supabase-direct'),
  },
  { requiredKeys: [] },
);

describe('outcomes', () => {
  it('every (rule, subject) pair has exactly one, and no rule throws, whatever the file says', () => {
    fc.assert(
      fc.property(file, facts, (text, given) => {
        const options = stated(given);
        const { subjects } = planSource({ file: '.env', text }, options);
        const report = lint([{ file: '.env', text }], options);
        const pairs = subjects.reduce((sum, { kind }) => sum + rules.filter((rule) => rule.on === kind).length, 0);
        expect(outcomes.reduce((sum, outcome) => sum + report.outcomes[outcome], 0)).toBe(pairs);
        expect(report.crashes).toEqual([]);
        expect(report.findings.length).toBe(report.outcomes.fail);
        expect(report.notEvaluated.reduce((sum, { subjects: { count } }) => sum + count, 0)).toBe(
          report.outcomes['not-evaluated'],
        );
      }),
      { numRuns: 3000 },
    );
  });
});

/** Servers of several kinds, each by URLs of several schemes. */
const hosts = [
  ...['db-a.internal', 'db-b.internal:5432', 'db-b.internal:6543', 'db-c.internal:6432', 'pgbouncer.internal'],
  ...['one.abc1.eu-west-1.rds.amazonaws.com', 'two.abc1.eu-west-1.rds.amazonaws.com', 'localhost'],
  ...['your-host', 'HOST', 'hostname:5432', 'DB.Example.com', 'db.internal:99999', 'db.internal.', 'a..b', 'db...x'],
  ...['ep-one-1.eu-central-1.aws.neon.tech', 'ep-two-2-pooler.eu-central-1.aws.neon.tech'],
  ...['aws-0-eu-west-1.pooler.supabase.com:6543', 'aws-0-eu-west-2.pooler.supabase.com:6543'],
];
const everyUrl = ['postgresql', 'postgresql+asyncpg', 'postgres', 'mysql'].flatMap((scheme) =>
  hosts.map((host) => `DATABASE_URL=${scheme}://app:s3cr3t-1@${host}/app\n`),
);

describe('files that say the same', () => {
  const filler = fc.constantFrom(
    '',
    '# a comment\n',
    'NAME="two words"\n',
    'export HOME=/srv # here\n',
    'LOG=info\n\n',
  );
  const fixed = fc.constantFrom(
    '',
    'DATABASE_URL=postgresql://app:s3cr3t-1@db.internal:5432/app\n',
    'DATABASE_URL=postgresql://app:an0ther@db.internal:5432/app\n',
    'READ_DATABASE_URL=postgresql://app:an0ther@replica.internal/app\n',
    'DATABASE_URL="postgresql://app:s3cr3t-1@db.internal:5432/app"\n',
    'DATABASE_URL="postgresql://app:l0nger-s3cr3t@db.internal:5432/app"\n',
    "DATABASE_URL='db.internal:5432/app'\n",
    'DATABASE_URL=db.internal:5432/app # app@db\n',
  );
  const url = fc.oneof(fixed, fc.constantFrom(...everyUrl));
  const name = fc.constantFrom('a/.env', 'a/.env.local', 'b/.env', 'b/.env.example', 'long/folder/.env');
  const parts = fc.constantFrom(
    '',
    'DB_POOL_SIZE=20\n',
    'DB_MAX_OVERFLOW=60\nDB_POOL_SIZE=20\n',
    'DB_POOL_PRE_PING=1\n',
    'DB_POOL_PRE_PING="true"\n',
    'DB_POOL_TIMEOUT=30 # seconds\n',
    'DB_POOL_TIMEOUT=30 # s\n',
  );
  const source = fc.record({
    file: name,
    text: fc.tuple(filler, url, filler, parts, filler, file).map((all) => all.join('')),
  });
  const few = fc.record({ file: name, text: fc.tuple(filler, url, filler, parts, filler).map((all) => all.join('')) });

  it('are reported as if each had been judged by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(few, source), { maxLength: 12 }), facts, (sources, given) => {
        const options = stated(given);
        // Who asks for every answer has every file judged by itself.
        expect(lint(sources, options)).toEqual(lint(sources, { ...options, onOutcome: () => {} }));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('files that differ in where their URL leads', () => {
  const sources = ['a', 'b'].flatMap((folder) =>
    everyUrl.map((url, at) => ({
      file: `${folder}-${at}/.env`,
      text: `${url}DB_POOL_SIZE=20\nDB_POOL_RECYCLE=3600\n`,
    })),
  );
  const ids = [undefined, ...providers().map(({ id }) => id)];

  it.each(ids)('are reported as if each had been judged by itself, with --provider %s', (provider) => {
    const options = stated(provider === undefined ? {} : { provider });
    expect(lint(sources, options)).toEqual(lint(sources, { ...options, onOutcome: () => {} }));
  });
});

describe('settings that say the same, in files that do not', () => {
  const lines = fc.constantFrom(
    'DB_POOL_SIZE=20',
    'DB_POOL_SIZE=020',
    'DB_POOL_SIZE=many',
    'DB_POOL_SIZE="20"',
    'DB_POOL_SIZE=20 # connections',
    'DB_POOL_SIZE=',
    'DATABASE_POOL_SIZE=20',
    'DB_POOL_SIZ=3',
    'DB_POOL_OVERFLOW=7',
    '# poolfit-ignore duration-looks-like-milliseconds -- known',
    'DB_POOL_TIMEOUT=30000',
    'DB_POOL_PRE_PING=1',
    'DB_POOL_RECYCLE=0',
    'WEB_CONCURRENCY=4',
    'DATABASE_URL=postgresql://app:s3cr3t@db/app',
  );
  const name = fc.constantFrom('a/.env', 'b/.env.local', 'c/.env.example', 'd/.env');
  const files = fc.array(fc.tuple(name, fc.array(lines, { maxLength: 4 })), { minLength: 2, maxLength: 10 });

  it('are reported as if each had been judged by itself', () => {
    fc.assert(
      fc.property(files, facts, (all, given) => {
        const sources = all.map(([file, own], at) => ({
          file,
          text: [...own, `DB_MAX_OVERFLOW=${at}`].map((line) => `${line}\n`).join(''),
        }));
        const options = stated(given);
        expect(lint(sources, options)).toEqual(lint(sources, { ...options, onOutcome: () => {} }));
      }),
      { numRuns: 1000 },
    );
  });

  it('are judged by the rules of each file, with the keys and the provider of each', () => {
    const outOfRange = rules.filter(({ id }) => id === 'out-of-range');
    const own = [
      {},
      { rules: [] },
      { rules: outOfRange },
      { ownKeys: new Map([['DB_POOL_SIZE', { kind: 'uncounted' as const }]]) },
      stated({ provider: 'pgbouncer' }),
    ];
    const text = 'DB_POOL_SIZE=many\nDB_POOL_TIMEOUT=30\n';
    const sources = Array.from({ length: 24 }, (_, at) => ({
      file: `app-${at}/.env`,
      text: `DATABASE_URL=postgresql://app:x@db-${at}.internal/app\n${text}DB_MAX_OVERFLOW=${at % 12}\n`,
    }));
    const judge = (options: LintOptions) => {
      const linter = makeLinter(options);
      for (const [at, source] of sources.entries()) linter.add(source, own[at % own.length]);
      return linter.report();
    };
    expect(judge({})).toEqual(judge({ onOutcome: () => {} }));
  });

  const counted = { pass: 3, fail: 1, 'not-applicable': 4, 'not-evaluated': 1, error: 0 };
  it.each([
    ['rules that pass or do not apply', { pass: 5, 'not-applicable': 5 }, { pass: 2, 'not-applicable': 1 }],
    ['a rule that fails', { pass: 5, fail: 2 }, undefined],
    ['a rule that could not be evaluated', { pass: 5, 'not-evaluated': 2 }, undefined],
    ['a rule that threw', { pass: 5, error: 1 }, undefined],
  ])('are remembered after %s: %o to %o', (_, after, remembered) => {
    const memory = new SettingMemory();
    memory.settle(counted, { ...counted, ...after });
    const sum = { pass: 0, fail: 0, 'not-applicable': 0, 'not-evaluated': 0, error: 0 };
    memory.settled?.addTo(sum);
    expect(sum).toEqual({ ...sum, pass: 0, 'not-applicable': 0, ...remembered });
    expect(memory.settled?.subject.memory).toBe(remembered && memory);
  });
});

describe('a run of files of which next to none repeats another', () => {
  it('is reported as if each had been judged by itself, also where some come late that say the same', () => {
    const sources = Array.from({ length: 1100 }, (_, at) => ({
      file: `team-${at % 40}/app-${at}/.env`,
      text: `NAME_${at}=x\nDB_POOL_SIZE=${at < 1060 ? at + 1 : 20}\nDATABASE_URL=postgresql://a:b@db-${at % 3}/app\nDB_MAX_OVERFLOW=70\n`,
    }));
    const options = stated({});
    expect(lint(sources, options)).toEqual(lint(sources, { ...options, onOutcome: () => {} }));
  });
});

const pool = (over: Partial<Subject>): Subject => ({
  kind: 'pool',
  id: '.env#DB',
  file: '.env',
  facts: { poolSize: { value: 3, origin: { kind: 'flag', flag: '--pool-size' } } },
  unreadable: new Set(),
  inapplicable: new Set(),
  keyOf: (name) => name,
  editsFor: () => null,
  linesFor: () => [],
  anchor: null,
  ...over,
});

const about = {
  title: '',
  category: 'size',
  severity: 'error',
  on: 'pool',
  texts: () => ({ why: '', sources: [] }),
} as const;

function judged(subject: Subject, ...list: Parameters<typeof makeRulebook>[0][number][]) {
  const judgement = emptyJudgement();
  judge([subject], makeRulebook(list), judgement);
  return judgement;
}

describe('the engine', () => {
  const failing = defineRule({
    ...about,
    id: 'fails-always',
    needs: ['poolSize'],
    check: () => fail({ at: 'poolSize', message: 'm', help: 'h' }),
  });

  it('a rule that throws is an error of its own, with what it threw', () => {
    const rule = defineRule({
      ...about,
      id: 'throws-up',
      needs: ['poolSize'],
      check: () => {
        throw new Error('out of luck');
      },
    });
    const { crashes, outcomes: counts } = judged(pool({}), rule);
    expect(crashes).toEqual([{ ruleId: 'throws-up', subject: '.env#DB', error: 'out of luck' }]);
    expect(counts.error).toBe(1);
  });

  it('a rule yields to one that failed, whatever their order', () => {
    const second = { ...failing, id: 'fails-second', yieldsTo: ['fails-always'] };
    for (const list of [
      [second, failing],
      [failing, second],
    ]) {
      expect(judged(pool({}), ...list).findings.map(({ ruleId }) => ruleId)).toEqual(['fails-always']);
    }
  });

  it.each([
    ['absent evidence is not evaluated', 'maxConnections', new Set<never>(), 'not-evaluated'],
    ['an absent thing is not applicable', 'concurrency', new Set<never>(), 'not-applicable'],
    [
      'an unreadable setting is not evaluated, even where its absence would not matter',
      'concurrency',
      new Set(['concurrency'] as const),
      'not-evaluated',
    ],
  ] as const)('%s', (_, name, unreadable, outcome) => {
    const rule = defineRule({ ...about, id: 'needs-more', needs: [name], check: () => pass });
    expect(judged(pool({ unreadable }), rule).outcomes[outcome]).toBe(1);
  });

  it('names twenty subjects of a not-evaluated group and counts the rest', () => {
    const rule = defineRule({ ...about, id: 'needs-more', needs: ['maxConnections'], check: () => pass });
    const judgement = emptyJudgement();
    judge(
      Array.from({ length: 25 }, (_, at) => pool({ id: `${at}` })),
      makeRulebook([rule]),
      judgement,
    );
    const [group] = judgement.notEvaluated.values();
    expect(group?.subjects.count).toBe(25);
    expect(group?.subjects.first.length).toBe(20);
  });
});
