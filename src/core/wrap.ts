/** The columns that output is laid out for: the terminal's, within what is pleasant to read; 80 where there is no terminal. */
export const readableWidth = (columns: number | undefined): number => Math.min(100, Math.max(40, columns ?? 80));

/** Breaks text at spaces so that no line exceeds the width unless one word does; `first` and `rest` stand before the lines. */
export function wrap(text: string, width: number, first = '', rest = first): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}
