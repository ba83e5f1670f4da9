import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactFlags, statedFrom } from '../../src/cli/flags/facts.ts';
import { sizeReport } from '../../src/cli/size/calculate.ts';
import { formatSizeEnv } from '../../src/cli/size/report.ts';
import { lint } from '../../src/index.ts';
import type { Rational } from '../../src/model/rational.ts';
import { never, seconds } from '../../src/model/units.ts';
import { providers } from '../../src/providers/index.ts';

/** Mostly the sizes of real deployments, now and then the ends of the ranges. */
const count = (usual: number, most: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: usual }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
  );

const decimal: fc.Arbitrary<Rational> = fc
  .tuple(count(300, 10_000_000), fc.constantFrom(1, 10, 1000))
  .map(([num, den]) => ({ num: BigInt(num), den: BigInt(den) }));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const load: fc.Arbitrary<FactFlags> = fc.oneof(
  decimal.map((concurrency) => ({ concurrency })),
  fc.record({ rps: decimal, queryMs: decimal, queriesPerRequest: decimal }),
  fc.record({ rps: decimal, queryMs: decimal }),
  fc.constantFrom('low', 'medium', 'high', 'very-high').map((traffic) => ({ traffic })),
);

const deployment = fc.record({
  instances: optional(count(12, 100_000)),
  workers: optional(count(6, 100_000)),
  threads: optional(count(30, 100_000)),
  engines: optional(count(2, 100_000)),
  surge: optional(
    fc.oneof(
      fc.nat({ max: 5 }).map((n) => ({ count: n })),
      fc.nat({ max: 200 }).map((n) => ({ percent: n })),
    ),
  ),
});

const server = fc
  .record({
    maxConnections: optional(count(800, 262_143)),
    reservedConnections: optional(fc.nat({ max: 20 })),
    otherConnections: optional(fc.nat({ max: 60 })),
    provider: optional(fc.constantFrom(...providers)),
    idleTimeout: optional(fc.oneof(fc.integer({ min: 2, max: 90_000 }).map(seconds), fc.constant(never))),
  })
  .filter(({ maxConnections, reservedConnections }) => (reservedConnections ?? 0) < (maxConnections ?? 262_143));

const anyFlags: fc.Arbitrary<FactFlags> = fc
  .tuple(load, deployment, server, fc.boolean())
  .map((parts) => withoutHoles(parts));

/** An absent flag is absent, not undefined. */
function withoutHoles([stated, service, database, poolTimeout]: [FactFlags, object, object, boolean]): FactFlags {
  const flags: FactFlags & { poolTimeout?: boolean } = {
    ...stated,
    ...service,
    ...database,
    ...(poolTimeout && { poolTimeout }),
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

test('size never recommends what lint rejects: no error or warning, but a pool below 1.5 × C where it was reduced', () => {
  let judged = 0;
  const results = new Map<string, number>();
  fc.assert(
    fc.property(anyFlags, (flags) => {
      const report = sizeReport(flags);
      const { result, settings } = report.sized;
      results.set(result, (results.get(result) ?? 0) + 1);
      if (!settings) return;
      const { traffic: _, ...facts } = flags;
      const { findings, crashes } = lint([{ file: '.env', text: formatSizeEnv(report) }], {
        stated: statedFrom(facts),
      });
      judged++;
      expect(crashes).toEqual([]);
      const rejected = findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ ruleId, severity }) => `${severity} ${ruleId}`);
      const allowed = result === 'reduced-to-fit' ? ['warning pool-under-concurrency'] : [];
      expect(allowed).toEqual(expect.arrayContaining(rejected));
    }),
    { numRuns: 12_000 },
  );
  expect(judged).toBeGreaterThanOrEqual(5000);
  expect([...results.keys()].sort()).toEqual(['fits', 'needs-pooler', 'reduced-to-fit']);
});
