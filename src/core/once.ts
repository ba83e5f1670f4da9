/** A value made when it is first asked for, and then kept: a cold start has no time for what most runs never need. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
