import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint, makeLinter } from '../../src/index.ts';
import type { ServiceShare } from '../../src/model/facts.ts';
import { folderOf } from '../../src/plan/services.ts';
import { cheapestChange, peakOf, poolsAtPeak } from '../../src/sizing/services-fit.ts';
import { type ServiceNeed, splitBudget } from '../../src/sizing/services-split.ts';
import { stated } from '../rules/stated.ts';

const count = fc.integer({ min: 1, max: 40 });

const share: fc.Arbitrary<ServiceShare> = fc
  .record({ instances: count, workers: count, poolSize: count, maxOverflow: fc.nat(40), surge: fc.nat(5) })
  .map(({ instances, workers, poolSize, maxOverflow, surge }) => {
    const max = poolSize + maxOverflow;
    const processes = { instances, workers, engines: 1 };
    const total = instances * workers * max;
    return {
      name: 'a',
      file: 'a/.env',
      subject: 'a/.env#DB',
      demand: {
        processes,
        pools: [{ poolMax: max, parts: [poolSize, maxOverflow], kept: poolSize, max }],
        threads: undefined,
        perProcess: max,
        total,
        setTo: null,
      },
      surge,
    };
  });

describe('the cheapest change', () => {
  it('fits into the limit, keeps every service alive and names a service once', () => {
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 5000 }),
        (shares, limit) => {
          fc.pre(shares.reduce((sum, one) => sum + peakOf(one), 0) > limit);
          const changes = cheapestChange(shares, limit);
          if (!changes) return;
          const cut = new Map(changes.map((change) => [change.share, change]));
          expect(cut.size).toBe(changes.length);
          const total = shares.reduce((sum, one) => {
            const cap = cut.get(one)?.cap ?? one.demand.perProcess;
            return sum + poolsAtPeak(one) * cap;
          }, 0);
          expect(total).toBeLessThanOrEqual(limit);
          for (const { cap, share } of changes) {
            expect(cap).toBeGreaterThanOrEqual(1);
            expect(cap).toBeLessThanOrEqual(share.demand.perProcess);
          }
        },
      ),
    );
  });
});

describe('folderOf', () => {
  it.each([
    ['.env', '.'],
    ['./.env', '.'],
    ['api/.env', 'api'],
    ['./api//.env', 'api'],
    ['api/x/../.env', 'api'],
    ['../api/.env', '../api'],
    ['/srv/api/.env', '/srv/api'],
    ['<stdin>', '.'],
  ])('%s lies in %s', (file, folder) => expect(folderOf(file)).toBe(folder));
});

describe('the places of many services', () => {
  /** One of few demands at one of two servers, in a file that says what others say at another line. */
  const service = fc.record({
    size: fc.constantFrom('3', '5', '5', '9'),
    host: fc.constantFrom('db-1', 'db-2'),
    linesBefore: fc.nat(3),
    isVariant: fc.boolean(),
  });

  it('are those of the largest shares, as if each file had been judged by itself', () => {
    let named = 0;
    fc.assert(
      fc.property(fc.array(service, { minLength: 30, maxLength: 90 }), (services) => {
        const sources = services.map(({ size, host, linesBefore, isVariant }, at) => ({
          file: `s${isVariant ? at - 1 : at}/.env${isVariant ? '.v' : ''}`,
          text: `${'# x\n'.repeat(linesBefore)}DATABASE_URL=postgresql://a:b@${host}.internal/app\nDB_POOL_SIZE=${size}\nDB_MAX_OVERFLOW=1\n`,
        }));
        const options = stated({ maxConnections: 40 });
        const report = lint(sources, options);
        expect(report).toEqual(lint(sources, { ...options, onOutcome: () => {} }));
        for (const { ruleId, related } of report.findings) {
          if (ruleId === 'services-over-limit' && related.length === 20) named++;
        }
      }),
    );
    expect(named).toBeGreaterThan(20);
  });
});

describe('one cause, one finding', () => {
  const env = (size: number): string =>
    `DATABASE_URL=postgresql://a:b@db.example.com/app\nDB_POOL_SIZE=${size}\nDB_MAX_OVERFLOW=${size}\n`;
  const limits = ['connections-over-limit', 'admin-headroom-missing', 'services-over-limit'];

  it.each([
    ['both alone over the limit', 60, 60, ['services-over-limit']],
    ['one alone over the limit', 60, 5, ['services-over-limit']],
    ['one alone without headroom', 47, 1, ['services-over-limit']],
    ['none', 10, 10, []],
  ])('%s', (_, api, worker, expected) => {
    const sources = [
      { file: 'api/.env', text: env(api) },
      { file: 'worker/.env', text: env(worker) },
    ];
    const report = lint(sources, stated({ maxConnections: 100 }));
    expect(report.findings.map(({ ruleId }) => ruleId).filter((id) => limits.includes(id))).toEqual(expected);
    expect(report.outcomes.fail).toBe(report.findings.length);
  });

  it('a variant that does not count keeps its own finding', () => {
    const report = lint(
      [
        { file: 'api/.env', text: env(60) },
        { file: 'api/.env.local', text: env(55) },
        { file: 'worker/.env', text: env(5) },
      ],
      stated({ maxConnections: 100 }),
    );
    expect(report.findings.map(({ ruleId, file }) => `${file} ${ruleId}`)).toEqual([
      'api/.env services-over-limit',
      'api/.env.local connections-over-limit',
    ]);
  });

  it('a file at localhost joins no service, also where a config gives a server that name', () => {
    const linter = makeLinter(stated({ maxConnections: 100 }));
    const local = env(40).replace('db.example.com', 'localhost');
    linter.add({ file: 'api/.env', text: env(20) }, { service: { name: 'api', server: 'localhost:5432' } });
    linter.add({ file: 'worker/.env', text: local });
    linter.add({ file: 'cron/.env', text: local });
    expect(linter.report().findings.map(({ ruleId }) => ruleId)).not.toContain('services-over-limit');
  });

  it('the sum is not evaluated where one service cannot be read', () => {
    const unreadable = env(5).replace('DB_POOL_SIZE=5', 'DB_POOL_SIZE=many');
    const sources = [
      { file: 'api/.env', text: env(5) },
      { file: 'worker/.env', text: unreadable },
    ];
    const { notEvaluated } = lint(sources, stated({ maxConnections: 100 }));
    const sum = notEvaluated.find(({ ruleId }) => ruleId === 'services-over-limit');
    expect(sum).toMatchObject({ missing: ['services'], help: 'make the pool settings of worker readable' });
  });
});

/** Mostly small services, now and then one of the largest that flags allow. */
const need: fc.Arbitrary<ServiceNeed> = fc
  .record({
    priority: fc.nat(2),
    pools: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 1e15 }) },
    ),
    concurrency: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 1e12 }) },
    ),
    more: fc.nat(50),
    overflow: fc.nat(100),
  })
  .map(({ more, overflow, ...rest }) => ({
    ...rest,
    wanted: rest.concurrency + more,
    most: rest.concurrency + more + overflow,
  }));

describe('the split of a budget', () => {
  const split = (check: (needs: readonly ServiceNeed[], budget: number, caps: readonly number[]) => void): void =>
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 8 }), fc.nat({ max: 5000 }), (needs, budget) =>
        check(needs, budget, splitBudget(needs, budget)),
      ),
      { numRuns: 2000 },
    );
  const cap = (caps: readonly number[], at: number): number => caps[at] ?? Number.NaN;
  const cost = (needs: readonly ServiceNeed[], caps: readonly number[]): number =>
    needs.reduce((sum, { pools }, at) => sum + pools * cap(caps, at), 0);

  it('never exceeds the budget, and gives nobody more than it can use', () => {
    split((needs, budget, caps) => {
      expect(cost(needs, caps)).toBeLessThanOrEqual(budget);
      for (const [at, { most }] of needs.entries()) {
        expect(Number.isInteger(cap(caps, at))).toBe(true);
        expect(cap(caps, at)).toBeGreaterThanOrEqual(0);
        expect(cap(caps, at)).toBeLessThanOrEqual(most);
      }
    });
  });

  it('never starves a service below its concurrency while another has more than its own', () => {
    split((needs, _, caps) => {
      const starves = needs.some(({ concurrency }, at) => cap(caps, at) < concurrency);
      const hasMore = needs.some(({ concurrency }, at) => cap(caps, at) > concurrency);
      expect(starves && hasMore).toBe(false);
    });
  });

  it('leaves nothing that would raise a service', () => {
    split((needs, budget, caps) => {
      const rest = budget - cost(needs, caps);
      const starves = needs.some(({ concurrency }, at) => cap(caps, at) < concurrency);
      for (const [at, { pools, concurrency, most }] of needs.entries()) {
        if (cap(caps, at) < (starves ? concurrency : most)) expect(pools).toBeGreaterThan(rest);
      }
    });
  });

  it('a larger budget takes nothing from the sum', () => {
    split((needs, budget, caps) => {
      if (needs.every(({ pools }) => pools === 1)) {
        expect(cost(needs, splitBudget(needs, budget + 1))).toBeGreaterThanOrEqual(cost(needs, caps));
      }
    });
  });

  const equal = { pools: 1, concurrency: 10, wanted: 15, most: 45 };
  it.each([
    ['equals get equal parts', [equal, equal], 60, [30, 30]],
    ['in proportion to the load', [equal, { ...equal, concurrency: 20, wanted: 30, most: 90 }], 45, [15, 30]],
    ['pool_size before overflow, the important service first', [{ ...equal, priority: 1 }, equal], 50, [35, 15]],
    ['even for an important service: the concurrency first', [{ ...equal, priority: 1 }, equal], 21, [11, 10]],
    ['too little for all: the important service first', [{ ...equal, priority: 1 }, equal], 15, [10, 5]],
    ['nothing', [equal, equal], 0, [0, 0]],
  ])('%s', (_, needs, budget, caps) => {
    expect(
      splitBudget(
        needs.map((one) => ({ priority: 0, ...one })),
        budget,
      ),
    ).toEqual(caps);
  });
});
