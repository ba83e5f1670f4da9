import { byApplication, type Live, reservedFor } from '../model/live.ts';
import type { Paint } from './paint.ts';

/** The marks of the bar and of the table below it: told apart without colours too. */
export const ourMark = '█';
export const otherMark = '▓';

interface Part {
  readonly mark: string;
  readonly style: Parameters<Paint>[0];
  readonly label: string;
  readonly value: number;
}

/** The slots of the server by who has them; undefined where limits or sessions were not seen. */
function budgetParts(live: Live): { parts: readonly Part[]; total: number } | undefined {
  const { limits, sessions, server } = live.snapshot ?? {};
  if (!limits || !sessions || server?.kind === 'cockroachdb') return undefined;
  const ours = byApplication(live).reduce((sum, row) => sum + row.ours, 0);
  const reserve = server?.kind === 'yugabytedb' ? 0 : reservedFor(limits);
  const free = Math.max(0, limits.maxConnections - reserve - sessions.total);
  // A superuser's sessions may stand in the reserve: what is left of it is what nobody uses.
  const reserved = Math.max(0, limits.maxConnections - sessions.total - free);
  const parts: Part[] = [
    { mark: ourMark, style: 'info', label: 'ours', value: ours },
    {
      mark: otherMark,
      style: 'warning',
      label: sessions.exact ? 'others' : 'others, at most',
      value: sessions.total - ours,
    },
    { mark: '·', style: 'faint', label: sessions.exact ? 'free' : 'free, at least', value: free },
    { mark: '░', style: 'faint', label: 'reserved', value: reserved },
  ];
  return { parts, total: limits.maxConnections };
}

/** Cells by largest remainder; what is there has at least one. */
export function shareCells(values: readonly number[], cells: number): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return values.map(() => 0);
  const exact = values.map((value) => (value * cells) / total);
  const shares = exact.map((share, at) => Math.max(Math.floor(share), values[at] === 0 ? 0 : 1));
  const sum = () => shares.reduce((all, share) => all + share, 0);
  const remainder = (at: number) => (exact[at] ?? 0) - (shares[at] ?? 0);
  const places = shares.map((_, at) => at);
  while (sum() < cells) {
    const at = places.reduce((best, place) => (remainder(place) > remainder(best) ? place : best));
    shares[at] = (shares[at] ?? 0) + 1;
  }
  while (sum() > cells) {
    const at = places.reduce((most, place) => ((shares[place] ?? 0) > (shares[most] ?? 0) ? place : most));
    shares[at] = (shares[at] ?? 0) - 1;
  }
  return shares;
}

/** The bar of the budget with its legend. */
export function budgetBar(live: Live, width: number, paint: Paint): string[] {
  const budget = budgetParts(live);
  if (!budget) return [];
  const { parts, total } = budget;
  const cells = shareCells(
    parts.map(({ value }) => value),
    Math.min(width, 100) - 4,
  );
  const bar = parts.map(({ mark, style }, at) => paint(style, mark.repeat(cells[at] ?? 0))).join('');
  const legend = parts.map(({ mark, style, label, value }) => `${paint(style, mark)} ${label} ${value}`);
  const plainLength = parts.reduce((sum, { label, value }) => sum + label.length + String(value).length + 6, 0);
  const sum = `max_connections ${total}`;
  const fits = 2 + plainLength + 2 + sum.length <= width;
  return [`  ${bar}`, `  ${legend.join('   ')}${fits ? `   ${sum}` : ''}`, ...(fits ? [] : [`  ${sum}`])];
}
