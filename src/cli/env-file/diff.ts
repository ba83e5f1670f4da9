import { makeLocator } from '../../core/document.ts';
import { shownValue } from '../../core/python.ts';
import type { EditedText, Replacement } from './edit.ts';

/**
 * A unified diff without context that shows pool keys and their values and nothing else of the file, which holds passwords: the rest
 * of a changed line (a comment, an `export`) is left out. Empty when nothing changes.
 */
export function poolDiff(file: string, before: string, { replaced, appended }: EditedText): string[] {
  const hunks = [...replacedHunks(file, before, replaced), ...appendedHunk(before, appended)];
  return hunks.length === 0 ? [] : [`--- ${file}`, `+++ ${file}`, ...hunks];
}

function replacedHunks(file: string, before: string, replaced: readonly Replacement[]): string[] {
  const locate = makeLocator(file, before);
  let removedLines = 0;
  return replaced.flatMap(({ key, assignment: { start, end, quote }, value }) => {
    const { line, endLine } = locate(start, end);
    const newLine = line - removedLines;
    removedLines += endLine - line;
    return [
      `@@ -${line} +${newLine} @@`,
      `-${key}=${quote}${shownOld(before.slice(start, end))}${quote}`,
      `+${key}=${quote}${value}${quote}`,
    ];
  });
}

function shownOld(raw: string): string {
  if (raw === '') return '';
  const shown = shownValue(raw);
  return shown === raw ? raw : `(${shown})`;
}

function appendedHunk(before: string, appended: readonly string[]): string[] {
  if (appended.length === 0) return [];
  const lines = before === '' ? 0 : before.split(/\r\n|\n|\r/).length - (/[\r\n]$/.test(before) ? 1 : 0);
  const first = lines === 0 ? 1 : lines + 2;
  return [`@@ -${lines},0 +${first},${appended.length} @@`, ...appended.map((line) => `+${line}`)];
}
