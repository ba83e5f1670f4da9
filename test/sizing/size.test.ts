import { describe, expect, test } from 'vitest';
import { formatRational } from '../../src/model/rational.ts';
import { never, seconds, toSeconds } from '../../src/model/units.ts';
import { size } from '../../src/sizing/size.ts';
import type { SizeLoad } from '../../src/sizing/size-fit.ts';
import { type Facts, input, queries, throughput, traffic } from './size-cases.ts';

const poolOf = (load: SizeLoad, facts: Facts): string => {
  const { result, settings, total } = size(input(load, facts));
  return settings ? `${result} ${settings.poolSize}+${settings.maxOverflow} = ${total}` : result;
};

test.each<[name: string, load: SizeLoad, facts: Facts, wanted: string]>([
  [
    "the guide's connection math: (100 − 10) / 3",
    traffic('medium'),
    { instances: 3, M: 100 },
    'reduced-to-fit 15+15 = 90',
  ],
  ['low traffic fits a stock server', traffic('low'), { M: 100 }, 'fits 5+10 = 15'],
  ['the defaults fit a stock server', traffic('medium'), { M: 100 }, 'fits 20+40 = 60'],
  ['high traffic exceeds 90 and is split', traffic('high'), { M: 100 }, 'reduced-to-fit 45+45 = 90'],
  ['high traffic fits 200', traffic('high'), { M: 200 }, 'fits 50+50 = 100'],
  ['very high traffic fits 210 exactly', traffic('very-high'), { M: 210 }, 'fits 100+100 = 200'],
  ['an odd cap gives the odd slot to the pool', traffic('medium'), { instances: 2, M: 48 }, 'reduced-to-fit 10+9 = 38'],
  ['200 rps × 70 ms is 21, not 22', throughput('200', '70'), {}, 'fits 21+42 = 63'],
  [
    'a throughput is shared by instances × workers',
    throughput('200', '70'),
    { instances: 2, workers: 7 },
    'fits 2+4 = 84',
  ],
  ['queries per request multiply', throughput('20', '70', '10'), {}, 'fits 21+42 = 63'],
  ['a fractional concurrency', queries('0.7'), {}, 'fits 2+4 = 6'],
  ['the least load still gets a pool', throughput('0.001', '0.001'), { M: 100 }, 'fits 1+2 = 3'],
  ['overflow is given up before pool size', queries('14'), { M: 40 }, 'reduced-to-fit 21+9 = 30'],
  ['a cap below the wanted size is all pool', queries('10'), { M: 22 }, 'reduced-to-fit 12+0 = 12'],
  ['a cap of exactly C still serves it', queries('12'), { M: 22 }, 'reduced-to-fit 12+0 = 12'],
  ['a cap just below C needs a pooler', queries('12.001'), { M: 22 }, 'needs-pooler'],
  ['135 wanted of 100: C = 10 on 3 instances', queries('10'), { instances: 3, M: 100 }, 'reduced-to-fit 15+15 = 90'],
  ['every process has a pool', traffic('low'), { instances: 3, workers: 2, M: 100 }, 'fits 5+10 = 90'],
  [
    'surge counts in the cap, not in the total',
    traffic('low'),
    { instances: 3, workers: 2, surge: { count: 1 }, M: 100 },
    'reduced-to-fit 5+6 = 66',
  ],
  [
    '25 % of 3 instances surge as 1',
    traffic('low'),
    { instances: 3, workers: 2, surge: { percent: 25 }, M: 100 },
    'reduced-to-fit 5+6 = 66',
  ],
  ['two engines halve the cap', traffic('medium'), { engines: 2, M: 100 }, 'reduced-to-fit 20+25 = 90'],
  ['threads cap what a process opens', traffic('medium'), { threads: 4, M: 100 }, 'fits 20+40 = 4'],
  ['no slot left for the application', traffic('low'), { M: 10 }, 'needs-pooler'],
  ['others want more than there is', traffic('low'), { M: 10, X: 50 }, 'needs-pooler'],
  ['more processes than slots', queries('0.1'), { instances: 40, workers: 4, M: 100 }, 'needs-pooler'],
  ['a profile whose concurrency exceeds the cap', traffic('medium'), { instances: 8, M: 100 }, 'needs-pooler'],
  ['a pooled host keeps nothing back', traffic('medium'), { instances: 3, M: 200, R: 0, X: 0 }, 'fits 20+40 = 180'],
  ['without a limit the load alone decides', queries('100000'), {}, 'reduced-to-fit 150000+112133 = 262133'],
  ['no PostgreSQL takes more than 262143', queries('1000000'), {}, 'needs-pooler'],
])('%s', (_, load, facts, wanted) => {
  expect(poolOf(load, facts)).toBe(wanted);
});

test.each<[idle: number | null, recommended: number | null, recycle: number]>([
  [null, 1800, 3600],
  [900, 600, 600],
  [600, 540, 540],
  [600, 600, 540],
  [240, 900, 216],
  [600, null, 540],
  [7200, null, 3600],
  [7200, 5000, 3600],
  [2, null, 1],
  [Number.POSITIVE_INFINITY, 1800, 3600],
])('idle timeout %s s with a recommendation of %s s recycles at %s s', (idle, recommended, recycle) => {
  const { settings } = size({
    ...input(traffic('low')),
    idleTimeout: idle === null ? undefined : idle === Number.POSITIVE_INFINITY ? never : seconds(idle),
    recommendedRecycle: recommended === null ? undefined : seconds(recommended),
  });
  expect(settings && toSeconds(settings.maxLifetime)).toBe(recycle);
});

test.each<[requestTimeout: number | null, timeout: number]>([
  [null, 30],
  [30, 27],
  [120, 30],
  [1, 1],
])('a pool timeout beside a request timeout of %s s is %s s', (requestTimeout, timeout) => {
  const acquireTimeout = { requestTimeout: requestTimeout === null ? undefined : seconds(requestTimeout) };
  expect(size({ ...input(traffic('low')), acquireTimeout }).settings?.acquireTimeout).toBe(seconds(timeout));
});

test.each<[name: string, load: SizeLoad, facts: Facts, growth: string]>([
  ['7 instances of 12 fit 90', queries('2.6'), { instances: 2, M: 100 }, '7 fit; at 8 + 0: 96 of 90'],
  ['surge takes its share', queries('2.6'), { instances: 2, surge: { count: 2 }, M: 100 }, '5 fit; at 6 + 2: 96 of 90'],
  [
    'a percentage grows with the instances',
    queries('2.6'),
    { instances: 2, surge: { percent: 25 }, M: 100 },
    '5 fit; at 6 + 2: 96 of 90',
  ],
  ['workers multiply', queries('2.6'), { workers: 2, M: 100 }, '3 fit; at 4 + 0: 96 of 90'],
])('growth: %s', (_, load, facts, wanted) => {
  const { growth } = size(input(load, facts));
  const shown =
    growth &&
    `${growth.instances} fit; at ${growth.next.instances} + ${growth.next.surge}: ${growth.next.total} of ${growth.limit}`;
  expect(shown).toBe(wanted);
});

describe('a result that is no plain fit', () => {
  test('says what load a reduced pool still serves, in the unit of the question', () => {
    const { serves } = size(input(throughput('400', '70'), { M: 40 }));
    expect(serves && formatRational(serves.concurrency)).toBe('20');
    expect(serves?.rps && formatRational(serves.rps)).toBe('285.714');
    expect(serves?.peak).toBe(30);
  });

  test('lists max_connections as missing when it is unknown', () => {
    const sized = size(input(traffic('medium')));
    expect(sized).toMatchObject({
      result: 'fits',
      cap: null,
      headroom: null,
      growth: null,
      missing: ['maxConnections'],
    });
  });

  test('gives PgBouncer numbers that carry many small processes', () => {
    const sized = size(input(queries('0.1'), { instances: 40, workers: 4, M: 100 }));
    expect(sized).toMatchObject({ settings: null, total: null });
    expect(sized.pooler).toMatchObject({
      poolMode: 'transaction',
      defaultPoolSize: 24,
      maxDbConnections: 90,
      maxClientConn: 480,
      carries: true,
    });
    expect(sized.instead).toEqual({
      maxConnections: { fits: 490, carries: 170 },
      workers: { fits: null, carries: 2 },
    });
  });

  test('says when even the pooler has too few server connections', () => {
    const { pooler } = size(input(queries('40'), { instances: 3, M: 100 }));
    expect(pooler).toMatchObject({ defaultPoolSize: 90, maxDbConnections: 90, carries: false });
  });

  test('never writes 0 for PgBouncer, which would mean no limit', () => {
    const { pooler } = size(input(traffic('low'), { M: 10 }));
    expect(pooler).toMatchObject({ defaultPoolSize: 1, maxDbConnections: 1, carries: false });
  });
});
