/** UTF-8 of a text, by hand: the language itself has no encoder. A lone surrogate becomes U+FFFD, as it does everywhere. */
export function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[length++] = unit;
    else {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at++;
      length = write(bytes, length, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
    }
  }
  return bytes.subarray(0, length);
}

/** Writes a character of two to four bytes; returns where the next one goes. */
function write(bytes: Uint8Array, from: number, code: number): number {
  const count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  let rest = code;
  for (let at = from + count - 1; at > from; at--) {
    bytes[at] = 0x80 | (rest & 0x3f);
    rest >>= 6;
  }
  bytes[from] = ((0xf00 >> count) & 0xff) | rest;
  return from + count;
}
