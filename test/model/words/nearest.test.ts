import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, nearest } from '../../../src/model/words/nearest.ts';

describe('the distance of two words', () => {
  it.each([
    ['DB_POOL_SIZE', 'DB_POOL_SIZE', 0],
    ['DB_POOL_SIZE', 'DB_POOL_SZIE', 1],
    ['DB_POOL_SIZE', 'DB_POOL_SIZ', 1],
    ['DB_POOL_SIZE', 'DB_POOL_SIZES', 1],
    ['DB_POOL_SIZE', 'DB_POOL_SIDE', 1],
    ['DB_POOL_RECYCLE', 'DB_POOL_REYCLE', 1],
    ['DB_POOL_RECYCLE', 'DB_POOL_RECYCEL', 1],
    ['DB_POOL_RECYCLE', 'DB_PPOL_RECYCEL', 2],
    ['DB_POOL_SIZE', 'REDIS_POOL_SIZE', undefined],
    ['', 'ab', 2],
  ])('%s and %s: %s', (a, b, steps) => expect(distance(a, b, 2)).toBe(steps));

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

  it('is the same both ways, and 0 for equal words only', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 9)).toBe(distance(b, a, 9));
        expect(distance(a, b, 9) === 0).toBe(a === b);
      }),
    );
  });

  it('is not above its limit, and the limit changes no smaller one', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
        const free = distance(a, b, 9) ?? 10;
        expect(distance(a, b, limit)).toBe(free <= limit ? free : undefined);
      }),
    );
  });

  it('one edit is one step', () => {
    fc.assert(
      fc.property(word, fc.nat(6), (a, at) => {
        expect(distance(a, `${a.slice(0, at)}x${a.slice(at)}`, 1)).toBe(1);
      }),
    );
  });
});

it('the nearest come first, ties in the order given', () => {
  expect(nearest('abcd', ['abxy', 'abcx', 'xbcd', 'zzzz'], 2)).toEqual(['abcx', 'xbcd', 'abxy']);
});
