/** The columns that output is laid out for: the terminal's, within what is pleasant to read; 80 where there is no terminal. */
export const readableWidth = (columns: number | undefined): number => Math.min(100, Math.max(40, columns ?? 80));

/** Breaks text at spaces so that no line exceeds the width unless one word does; `first` and `rest` stand before the lines. */
export function wrap(text: string, width: number, first = '', rest = first): string {
  if (first.length + text.length <= width) return first + text;
  let lines = '';
  let line = first;
  let length = first.length;
  let empty = true;
  for (const word of text.split(' ')) {
    const more = shownLength(word);
    if (!empty && length + 1 + more > width) {
      lines += `${line}\n`;
      line = rest;
      length = rest.length;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    length += empty ? more : more + 1;
    empty = false;
  }
  return lines + line;
}

/** Characters as a reader counts them: of the two units of an emoji the second counts for nothing. */
function shownLength(text: string): number {
  let length = text.length;
  for (let at = 1; at < text.length; at++) {
    if (isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))) length--;
  }
  return length;
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
