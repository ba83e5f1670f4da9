import { type ApplicationRow, byApplication, type Live } from '../model/live.ts';
import type { ApplicationUse, Observation } from '../model/observation.ts';
import { printable } from '../model/words/printable.ts';
import { applicationName, formatAge } from '../model/words/session-words.ts';
import { otherMark, ourMark } from './live-bar.ts';

/** Applications beyond these are one line: a name may carry a process id. */
const mostRows = 20;
/** PostgreSQL cuts names at 63 bytes; the columns beside it need the room. */
const widestName = 32;

/** Columns of text, the first to the left and the others to the right. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  return rows.map((row) =>
    `${indent}${row
      .map((cell, at) => {
        const pad = ' '.repeat((widths[at] ?? 0) - [...cell].length);
        return at === 0 ? cell + pad : pad + cell;
      })
      .join('  ')}`.trimEnd(),
  );
}

function shortName(name: string, width: number): string {
  const shown = [...printable(applicationName(name))];
  const most = Math.max(8, Math.min(widestName, width));
  return shown.length > most ? `${shown.slice(0, most - 1).join('')}…` : shown.join('');
}

/** A count of a state: what is hidden from this login may be in it too. */
function stated(count: number, { hidden, total }: ApplicationRow): string {
  if (hidden === 0) return String(count);
  return hidden === total ? '?' : `≥${count}`;
}

const age = (seconds: number | null): string => (seconds === null ? '?' : formatAge(seconds));

/** The guide's table: connections by application. */
export function applicationTable(live: Live, width: number): string[] {
  const rows = byApplication(live);
  if (rows.length === 0) return ['  no client sessions but this one'];
  const nameWidth = width - (width < 80 ? 46 : 62);
  const line = (row: ApplicationRow, name: string) => [
    name,
    String(row.total),
    stated(row.active, row),
    stated(row.idle, row),
    stated(row.idleInTransaction, row),
    age(row.oldestSeconds),
  ];
  const shown = rows.slice(0, rows.length > mostRows ? mostRows - 1 : mostRows);
  const rest = rows.slice(shown.length).reduce((sum, { total }) => sum + total, 0);
  return columns([
    ['  application', 'connections', 'active', 'idle', width < 80 ? 'in tx' : 'idle in transaction', 'oldest'],
    ...shown.map((row) => line(row, `${row.ours > 0 ? ourMark : otherMark} ${shortName(row.application, nameWidth)}`)),
    ...(rest === 0 ? [] : [[`  ${rows.length - shown.length} more`, String(rest), '', '', '', '']]),
  ]);
}

/** Peak, 95 % and mean over all samples, by application. */
export function observationTable({ applications, total, own }: Observation, width: number): string[] {
  const line = (name: string, { peak, p95, mean }: ApplicationUse) => [
    name,
    String(peak),
    String(p95),
    mean.toFixed(1),
  ];
  const shown = applications.slice(0, mostRows);
  return columns([
    ['application', 'peak', 'p95', 'mean'],
    ...shown.map((use) => line(shortName(use.application, width - 24), use)),
    line('all', total),
    line('ours', own),
  ]);
}
