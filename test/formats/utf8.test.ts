import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8Of } from '../../src/formats/utf8.ts';

it('is what an encoder writes, lone surrogates included', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (a, b) => {
        expect([...utf8Of(a + b)]).toEqual([...new TextEncoder().encode(a + b)]);
      },
    ),
    { numRuns: 2000 },
  );
});
