/**
 * Remembers what `make` says of words, unless it knows nothing of one: the same ones stand in file after file, and another may be a
 * secret. Beyond the `most` first, words are looked into each time.
 */
export function makeWords<T>(make: (word: string) => T, most = 20_000): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const own = copied(word);
    const value = make(own);
    if (value !== undefined && known.size < most) known.set(own, value);
    return value;
  };
}

/** A word without its text: to V8, a part of 13 characters or more is a reference to the whole, which it keeps in memory. */
export const copied = (word: string): string => (word.length < 13 ? word : ` ${word}`.slice(1));
