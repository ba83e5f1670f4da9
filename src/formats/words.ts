/** What words of ASCII bytes mean, each looked into once: the same keys and values stand in file after file. */
export interface Words<T> {
  readonly at: (bytes: Uint8Array, from: number, to: number) => T;
}

/** How many words are remembered; others are looked into each time. */
const most = 20_000;

/** Remembers what `make` says of words. */
export function makeWords<T>(make: (word: string) => T): Words<T> {
  const known = new Map<number, { readonly word: string; readonly value: T }>();
  return {
    at: (bytes, from, to) => {
      const hash = hashOf(bytes, from, to);
      const found = known.get(hash);
      if (found !== undefined && isWord(found.word, bytes, from, to)) return found.value;
      const word = asciiText(bytes, from, to);
      const value = make(word);
      if (known.size < most) known.set(hash, { word, value });
      return value;
    },
  };
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), which tells short words apart and costs one multiplication per byte. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

function isWord(word: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = from; at < to; at++) if (bytes[at] !== word.charCodeAt(at - from)) return false;
  return true;
}

/** ASCII bytes as text. A part of the bytes is an object of its own, which is too much for a short word. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  if (to - from <= shortWord) {
    for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
    return text;
  }
  for (let at = from; at < to; at += 4096) text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 4096)));
  return text;
}

const shortWord = 40;
