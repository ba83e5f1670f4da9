/** What a terminal shows: enough of ECMA-48 for a line-based prompt (cursor moves, erasing, wrapping, scrolling). */
export interface Screen {
  readonly write: (text: string) => void;
  /** The rows from the first that was written to the last, blanks at line ends taken away. */
  readonly rows: () => string[];
}

const isWide = (code: number): boolean =>
  code >= 0x1100 && /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\uffdc]/u.test(String.fromCodePoint(code));

/** A screen of so many columns; rows that scroll away are kept, so that a whole session can be read. */
export function makeScreen(columns: number): Screen {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;

  const rowAt = (index: number): string[] => {
    while (rows.length <= index) rows.push([]);
    return rows[index] ?? [];
  };

  const put = (character: string): void => {
    const width = isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
    if (column + width > columns) {
      row++;
      column = 0;
    }
    const line = rowAt(row);
    while (line.length < column) line.push(' ');
    line[column] = character;
    if (width === 2) line[column + 1] = '';
    column += width;
  };

  const eraseLine = (how: number): void => {
    const line = rowAt(row);
    if (how === 0) line.length = Math.min(line.length, column);
    else if (how === 2) line.length = 0;
    else for (let at = 0; at <= column && at < line.length; at++) line[at] = ' ';
  };

  const eraseBelow = (): void => {
    eraseLine(0);
    rows.length = Math.min(rows.length, row + 1);
  };

  const control: Readonly<Record<string, (count: number, given: number | undefined) => void>> = {
    A: (count) => {
      row = Math.max(0, row - count);
    },
    B: (count) => {
      row += count;
    },
    C: (count) => {
      column = Math.min(columns - 1, column + count);
    },
    D: (count) => {
      column = Math.max(0, column - count);
    },
    E: (count) => {
      row += count;
      column = 0;
    },
    F: (count) => {
      row = Math.max(0, row - count);
      column = 0;
    },
    G: (count) => {
      column = count - 1;
    },
    J: () => eraseBelow(),
    K: (_, given) => eraseLine(given ?? 0),
  };

  const plain: Readonly<Record<string, () => void>> = {
    '\n': () => {
      row++;
    },
    '\r': () => {
      column = 0;
    },
    '\b': () => {
      column = Math.max(0, column - 1);
    },
    '\x07': () => {},
  };

  const token = /\x1b\[[?>=]?([\d;]*)[ -/]*([@-~])|\x1b\][^\x07]*\x07|\x1b[^[\]]|([\s\S])/gu;
  let pending = '';
  return {
    write: (text) => {
      const all = pending + text;
      const cut = /\x1b(?:\[[^@-~]*)?$/.exec(all);
      pending = cut ? cut[0] : '';
      for (const [, given, final, character] of (cut ? all.slice(0, cut.index) : all).matchAll(token)) {
        const first = given ? Number(given.split(';')[0]) : undefined;
        if (final !== undefined) control[final]?.(first || 1, first);
        else if (character !== undefined) (plain[character] ?? (() => put(character)))();
      }
    },
    rows: () =>
      rows.map((line) =>
        line
          .map((character) => character ?? ' ')
          .join('')
          .trimEnd(),
      ),
  };
}
