import { readableWidth, wrap } from '../model/words/wrap.ts';

/** What is printed about one topic. */
export interface Page {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly heading?: string; readonly text: string }
  | { readonly kind: 'list'; readonly heading: string; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly heading: string; readonly rows: readonly (readonly [string, string])[] };

export interface Layout {
  /** Columns; kept between 60 and 100. */
  readonly width: number;
  readonly color: boolean;
}

/** A page as text that ends with a line feed. */
export function formatPage({ title, blocks }: Page, { width, color }: Layout): string {
  const columns = Math.max(60, readableWidth(width));
  const bold = (text: string): string => (color ? `\u001b[1m${text}\u001b[22m` : text);
  const parts = blocks
    .filter(isFilled)
    .map((block) => [...(block.heading ? [bold(block.heading)] : []), ...linesOf(block, columns)].join('\n'));
  const head = wrap(title, columns).split('\n').map(bold).join('\n');
  return `${[head, ...parts].join('\n\n')}\n`;
}

const isFilled = (block: Block): boolean =>
  block.kind === 'text' ? block.text !== '' : (block.kind === 'list' ? block.items : block.rows).length > 0;

function linesOf(block: Block, width: number): string[] {
  if (block.kind === 'text') return [wrap(block.text, width, block.heading ? '  ' : '')];
  if (block.kind === 'list') return block.items.map((item) => wrap(item, width, '  - ', '    '));
  return block.rows.flatMap((row) => tableRow(row, labelWidth(block.rows), width));
}

/** Labels beyond this stand on a line of their own. */
const widestLabel = 28;

const labelWidth = (rows: readonly (readonly [string, string])[]): number =>
  Math.max(...rows.map(([label]) => label.length).filter((length) => length <= widestLabel), 0);

function tableRow([label, text]: readonly [string, string], labels: number, width: number): string[] {
  const indent = ' '.repeat(labels + 4);
  if (label.length > labels) return [wrap(label, width, '  '), wrap(text, width, indent)];
  return [wrap(text, width, `  ${label.padEnd(labels)}  `, indent)];
}
