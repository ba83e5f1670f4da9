import type { Assignment } from '../../formats/dotenv.ts';
import type { Change } from '../../formats/dotenv-edits.ts';
import { makeLocator } from '../../model/document.ts';
import { shownValue } from '../../model/words/shown-value.ts';
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
  return replaced.flatMap(({ key, assignment, value }) => {
    const { start, end, quote } = assignment;
    const { line, endLine } = locate(start, end);
    const newLine = line - removedLines;
    removedLines += endLine - line;
    return [`@@ -${line} +${newLine} @@`, `-${shownLine(before, assignment)}`, `+${key}=${quote}${value}${quote}`];
  });
}

/** The same for keys and values that `lint --fix` changes. */
export function changeDiff(
  file: string,
  { before, after }: { readonly before: string; readonly after: string },
  changes: readonly Change[],
): string[] {
  const locateOld = makeLocator(file, before);
  const locateNew = makeLocator(file, after);
  const hunks = changes.flatMap((change) => [
    `@@ -${locateOld(change.before.start, change.before.end).line} +${locateNew(change.after.start, change.after.end).line} @@`,
    `-${shownLine(before, change.before)}`,
    `+${shownLine(after, change.after)}`,
  ]);
  return hunks.length === 0 ? [] : [`--- ${file}`, `+++ ${file}`, ...hunks];
}

const shownLine = (text: string, { key, start, end, quote }: Assignment): string =>
  `${key}=${quote}${shownOld(text.slice(start, end))}${quote}`;

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
