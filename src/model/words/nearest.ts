/**
 * The optimal string alignment distance of two words (a transposition of neighbours counts one), or undefined above `limit`.
 * Source: Damerau 1964, as every spelling corrector uses it.
 */
export function distance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let at = 1; at <= b.length; at++) {
      const same = a[row - 1] === b[at - 1];
      let least = Math.min((last[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      if (swapped) least = Math.min(least, (beforeLast[at - 2] ?? 0) + 1);
      current.push(least);
    }
    if (Math.min(...current) > limit) return undefined;
    beforeLast = last;
    last = current;
  }
  const result = last[b.length] ?? 0;
  return result <= limit ? result : undefined;
}

/** The candidates nearest to a word, nearest first; ties in the order given. */
export function nearest(word: string, candidates: readonly string[], limit: number): string[] {
  return candidates
    .flatMap((candidate) => {
      const steps = distance(word, candidate, limit);
      return steps === undefined ? [] : [{ candidate, steps }];
    })
    .sort((a, b) => a.steps - b.steps)
    .map(({ candidate }) => candidate);
}
