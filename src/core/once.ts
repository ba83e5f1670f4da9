/** A value made when it is first asked for, and then kept: a cold start has no time for what most runs never need. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What `make` says of a word, with its last answer at hand: the same one is often asked about several times in a row. */
export function lately<T>(make: (word: string) => T): (word: string) => T {
  let last: { readonly word: string; readonly value: T } | undefined;
  return (word) => {
    if (last?.word !== word) last = { word, value: make(word) };
    return last.value;
  };
}
