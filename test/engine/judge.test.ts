import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { emptyJudgement, judge, makeRulebook } from '../../src/engine/judge.ts';
import { defineRule, fail, pass } from '../../src/engine/rule.ts';
import { lint, planSource } from '../../src/index.ts';
import type { Subject } from '../../src/model/facts.ts';
import { outcomes } from '../../src/model/report.ts';
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
      fc.property(file, facts, (text, some) => {
        const options = stated(some);
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

  it('a fact that the library of the pool does not have is not applicable', () => {
    const rule = defineRule({ ...about, id: 'needs-more', needs: ['maxOverflow'], check: () => pass });
    expect(judged(pool({}), rule).outcomes['not-evaluated']).toBe(1);
    expect(judged(pool({ lacks: new Set(['maxOverflow']) }), rule).outcomes['not-applicable']).toBe(1);
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
