import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceil, compare, multiply, type Rational, rational } from '../../src/model/rational.ts';
import { seconds } from '../../src/model/units.ts';
import { profiles } from '../../src/sizing/formulas.ts';
import { type SizeResult, size } from '../../src/sizing/size.ts';
import type { SizeLoad } from '../../src/sizing/size-fit.ts';
import type { SizeInput } from '../../src/sizing/size-plan.ts';

const runs = { numRuns: 3000 };

/** Mostly the sizes of real deployments, now and then the ends of the ranges. */
const count = (usual: number, most: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: usual }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
  );

const decimal: fc.Arbitrary<Rational> = fc
  .tuple(count(400, 10_000_000), fc.constantFrom(1, 10, 1000))
  .map(([num, den]) => ({ num: BigInt(num), den: BigInt(den) }));

const measuredLoad: fc.Arbitrary<SizeLoad> = fc.oneof(
  decimal.map((perProcess): SizeLoad => ({ kind: 'concurrency', perProcess })),
  fc
    .tuple(decimal, decimal, decimal)
    .map(([rps, queriesPerRequest, queryMs]): SizeLoad => ({ kind: 'rate', rps, queriesPerRequest, queryMs })),
);

const profileLoad: fc.Arbitrary<SizeLoad> = fc
  .constantFrom('low' as const, 'medium' as const, 'high' as const, 'very-high' as const)
  .map((name): SizeLoad => ({ kind: 'profile', name }));

const slots = fc
  .tuple(count(500, 262_143), fc.nat({ max: 20 }), fc.nat({ max: 40 }))
  .map(([most, reserved, other]) => ({
    maxConnections: most,
    reservedConnections: Math.min(reserved, most - 1),
    otherConnections: other,
  }));

const facts = (load: fc.Arbitrary<SizeLoad>): fc.Arbitrary<SizeInput> =>
  fc.record({
    load,
    processes: fc.record({ instances: count(12, 100_000), workers: count(6, 100_000), engines: count(2, 100_000) }),
    threads: fc.option(count(20, 100_000), { nil: undefined }),
    surge: fc.oneof(
      fc.nat({ max: 5 }).map((n) => ({ count: n })),
      fc.nat({ max: 200 }).map((n) => ({ percent: n })),
    ),
    slots,
    idleTimeout: fc.option(fc.integer({ min: 2, max: 90_000 }).map(seconds), { nil: undefined }),
    recommendedRecycle: fc.option(fc.integer({ min: 1, max: 4000 }).map(seconds), { nil: undefined }),
  });

const anyFacts = facts(fc.oneof(measuredLoad, profileLoad));

const poolSizeOf = ({ settings }: SizeResult): number => settings?.poolSize ?? 0;
const poolMaxOf = ({ settings }: SizeResult): number => (settings ? settings.poolSize + settings.maxOverflow : 0);

test('a recommended pool stays within its cap, and the total within the usable slots even in a deploy', () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      const sized = size(input);
      if (!sized.settings) return;
      expect(poolMaxOf(sized)).toBeLessThanOrEqual(sized.cap ?? 0);
      expect(sized.totalInDeploy).toBeLessThanOrEqual(sized.usable ?? 0);
      expect(sized.settings.maxOverflow).toBeLessThanOrEqual(2 * sized.settings.poolSize);
      expect(sized.settings.poolSize).toBeGreaterThanOrEqual(1);
    }),
    runs,
  );
});

test('fits exactly when nothing was reduced, and needs a pooler exactly when the cap is below 1 or C', () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      const sized = size(input);
      const unlimited = size({ ...input, slots: { ...input.slots, maxConnections: undefined } });
      const cap = sized.cap ?? 0;
      expect(sized.result === 'needs-pooler').toBe(cap < 1 || compare(rational(cap), sized.concurrency) < 0);
      if (unlimited.result === 'fits') expect(sized.result === 'fits').toBe(poolMaxOf(sized) === poolMaxOf(unlimited));
    }),
    runs,
  );
});

test('more load never gives a smaller pool, unless it needs a pooler', () => {
  fc.assert(
    fc.property(facts(measuredLoad), fc.integer({ min: 1, max: 50 }), (input, tenths) => {
      const { load } = input;
      const factor = { num: BigInt(10 + tenths), den: 10n };
      const more: SizeLoad =
        load.kind === 'rate'
          ? { ...load, rps: multiply(load.rps, factor) }
          : load.kind === 'concurrency'
            ? { ...load, perProcess: multiply(load.perProcess, factor) }
            : load;
      const [less, larger] = [size(input), size({ ...input, load: more })];
      if (!larger.settings) return;
      expect(less.settings).not.toBeNull();
      expect(poolSizeOf(larger)).toBeGreaterThanOrEqual(poolSizeOf(less));
      expect(poolMaxOf(larger)).toBeGreaterThanOrEqual(poolMaxOf(less));
    }),
    runs,
  );
});

test('busier profiles never give a smaller pool, unless they need a pooler', () => {
  fc.assert(
    fc.property(facts(profileLoad), (input) => {
      const pools = (['low', 'medium', 'high', 'very-high'] as const)
        .map((name) => size({ ...input, load: { kind: 'profile', name } }))
        .filter(({ settings }) => settings)
        .map(poolSizeOf);
      expect(pools).toEqual(pools.toSorted((a, b) => a - b));
    }),
    runs,
  );
});

test('a larger limit never gives a smaller cap or a smaller pool', () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 1, max: 1000 }), (input, more) => {
      const maxConnections = (input.slots.maxConnections ?? 0) + more;
      const [small, large] = [size(input), size({ ...input, slots: { ...input.slots, maxConnections } })];
      expect(large.cap).toBeGreaterThanOrEqual(small.cap ?? 0);
      expect(poolSizeOf(large)).toBeGreaterThanOrEqual(poolSizeOf(small));
      expect(poolMaxOf(large)).toBeGreaterThanOrEqual(poolMaxOf(small));
    }),
    runs,
  );
});

test('the recycle time is positive, at most an hour, and below every idle timeout', () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      const recycle = size(input).settings?.maxLifetime;
      if (recycle === undefined) return;
      expect(recycle).toBeGreaterThanOrEqual(1000);
      expect(recycle).toBeLessThanOrEqual(3_600_000);
      if (input.idleTimeout !== undefined) expect(recycle).toBeLessThan(input.idleTimeout);
    }),
    runs,
  );
});

test('the wanted pool is ceil(1.5 × C) exactly: three halves of it never fall short, and one less does', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, count(12, 1000), (rps, queriesPerRequest, queryMs, instances) => {
      const { concurrency, settings } = size({
        load: { kind: 'rate', rps, queriesPerRequest, queryMs },
        processes: { instances, workers: 1, engines: 1 },
        surge: { count: 0 },
        slots: { reservedConnections: 3, otherConnections: 10 },
      });
      if (!settings || settings.maxOverflow < 2 * settings.poolSize) return;
      const wanted = multiply(concurrency, { num: 3n, den: 2n });
      expect(compare(rational(settings.poolSize), wanted)).toBeGreaterThanOrEqual(0);
      expect(compare(rational(settings.poolSize - 1), wanted)).toBeLessThan(0);
    }),
    runs,
  );
});

test('the largest number of instances fits, and one more does not', () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      const { growth, settings } = size(input);
      if (!growth || !settings) return;
      const at = (instances: number): number => {
        const surge = 'count' in input.surge ? input.surge.count : Math.ceil((instances * input.surge.percent) / 100);
        return (instances + surge) * growth.perInstance;
      };
      expect(at(growth.instances)).toBeLessThanOrEqual(growth.limit);
      expect(at(growth.next.instances)).toBe(growth.next.total);
      expect(growth.next.total).toBeGreaterThan(growth.limit);
      expect(growth.instances).toBeGreaterThanOrEqual(input.processes.instances);
    }),
    runs,
  );
});

test('what a refusal offers instead does fit: max_connections, workers, and PgBouncer by the same formulas', () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      const { pooler, instead } = size(input);
      if (!pooler || !instead) return;
      const withLimit = (maxConnections: number) =>
        size({ ...input, slots: { ...input.slots, maxConnections } }).result;
      const withWorkers = (workers: number) => size({ ...input, processes: { ...input.processes, workers } }).result;
      const { maxConnections, workers } = instead;
      if (maxConnections.fits !== null) expect(withLimit(maxConnections.fits)).toBe('fits');
      if (maxConnections.carries !== null) {
        expect(withLimit(maxConnections.carries)).not.toBe('needs-pooler');
        expect(withLimit(maxConnections.carries - 1)).toBe('needs-pooler');
      }
      if (workers.fits !== null) expect(withWorkers(workers.fits)).toBe('fits');
      if (workers.carries !== null) expect(withWorkers(workers.carries)).not.toBe('needs-pooler');
      if (pooler.carries) {
        const slots = { maxConnections: pooler.maxClientConn, reservedConnections: 0, otherConnections: 0 };
        expect(size({ ...input, slots }).result).toBe('fits');
        expect(pooler.maxDbConnections).toBeGreaterThanOrEqual(ceil(pooler.inFlight));
      }
      expect(pooler.defaultPoolSize).toBeLessThanOrEqual(pooler.maxDbConnections);
    }),
    runs,
  );
});

test("every step has a formula, its numbers and a source, and the profiles are the guide's", () => {
  fc.assert(
    fc.property(anyFacts, (input) => {
      for (const step of size(input).steps) {
        for (const text of [step.name, step.formula, step.numbers, step.source]) expect(text).toMatch(/\S/);
        expect(`${step.numbers} ${step.value}`).not.toMatch(/NaN|undefined|Infinity/);
      }
    }),
    runs,
  );
  expect(profiles.medium).toEqual({ poolSize: 20, maxOverflow: 40 });
});
