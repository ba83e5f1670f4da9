// What is drawn from a seed is the same in every run.

/** Draws by mulberry32, whose state begins at the seed. */
export function diceOf(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  /** A whole number from 0 to just under `limit`. */
  const below = (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = (list) => list[below(list.length)];
  const shuffled = (list) => {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  };
  return {
    below,
    pick,
    shuffled,
    chance: (percent) => below(100) < percent,
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
  };
}
