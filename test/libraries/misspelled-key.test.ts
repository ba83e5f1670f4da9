import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, isNearEnough } from '../../src/libraries/misspelled-key.ts';

/** One step of a slip, somewhere in a word. */
const step = fc.tuple(
  fc.constantFrom('left out', 'put in', 'replaced', 'swapped'),
  fc.nat(),
  fc.constantFrom(...'AOLP_XZ9'),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function slip(word: string, [kind, place, letter]: Step): string {
  const at = place % word.length;
  const [before, here, behind] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  if (kind === 'left out') return before + behind;
  if (kind === 'put in') return before + letter + here + behind;
  if (kind === 'replaced') return before + letter + behind;
  return before + behind.slice(0, 1) + here + behind.slice(1);
}

describe('the quick look at a key', () => {
  it('never leaves out a slip of so many steps', () => {
    fc.assert(
      fc.property(fc.constantFrom(...candidates), fc.array(step, { maxLength: 2 }), (word, steps) => {
        expect(isNearEnough(steps.reduce(slip, word), steps.length)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['DB_SSL_MODE', 1],
    ['AWS_REGION', 1],
    ['MAX_UPLOAD', 1],
    ['SESSION_SECRET', 2],
    ['NEXT_TELEMETRY_DISABLED', 2],
  ])('leaves out %s, which is no slip of %i steps', (key, limit) => expect(isNearEnough(key, limit)).toBe(false));
});
