import { makeLocator, type Suppression, suppressionWord } from '../model/document.ts';
import { type Assignment, isLineEnd, lineEndFrom, scanDotenv } from './dotenv.ts';

/** A comment that starts with the word. */
interface Comment {
  /** Where the word stands. */
  readonly at: number;
  /** What stands behind it. */
  readonly text: string;
  /** Where its line starts, and the next one. */
  readonly lineStart: number;
  readonly nextLine: number;
  /** The assignment on whose line it stands. */
  readonly behind: Assignment | undefined;
  /** The first assignment behind it. */
  readonly before: Assignment | undefined;
}

/**
 * The suppressions of a `.env`, in its order. A comment is what dotenv takes for one: never a part of a value, of quotes, or of a value of
 * several lines. It is about the setting before it on its line, else about the one on the next; comments of its kind between do not
 * count. Linear in time; a text without the word costs one search.
 */
export function findSuppressions(file: string, text: string): Suppression[] {
  if (!text.includes(suppressionWord)) return [];
  const comments = [...findComments(text, scanDotenv(text))];
  const locate = makeLocator(file, text);
  const settings = settingsOf(text, comments);
  return comments.map(({ at, text: words }, index) => ({
    ...readWords(words),
    location: locate(at, at + suppressionWord.length),
    setting: placeOf(settings[index]),
  }));
}

const placeOf = (assignment: Assignment | undefined): Suppression['setting'] =>
  assignment && { key: assignment.keyStart, value: assignment.start };

/** Last to first, since a comment above another one is about what that one is about. */
function settingsOf(text: string, comments: readonly Comment[]): readonly (Assignment | undefined)[] {
  const settings: (Assignment | undefined)[] = [];
  for (let index = comments.length - 1; index >= 0; index--) {
    const comment = comments[index];
    const next = comments[index + 1];
    if (comment?.behind) settings[index] = comment.behind;
    else if (next && !next.behind && next.lineStart === comment?.nextLine) settings[index] = settings[index + 1];
    else if (comment?.before && isOnLine(text, comment.nextLine, comment.before)) settings[index] = comment.before;
  }
  return settings;
}

/** Whether a statement is the first thing on the line that starts here. */
const isOnLine = (text: string, lineStart: number, { statementStart }: Assignment): boolean =>
  /^[^\S\r\n\u2028\u2029]*$/.test(text.slice(lineStart, statementStart));

/** Every comment that starts with the word; a line is looked at once, however often it holds the word. */
function* findComments(text: string, assignments: readonly Assignment[]): Generator<Comment> {
  let next = 0;
  let from = 0;
  for (let at = text.indexOf(suppressionWord); at >= 0; at = text.indexOf(suppressionWord, from)) {
    while ((assignments[next]?.statementStart ?? text.length) <= at) next++;
    const last = assignments[next - 1];
    const gap = last ? last.end + (last.quote === '' ? 0 : 1) : 0;
    if (at < gap) {
      from = gap;
      continue;
    }
    const lineStart = lineStartBefore(text, at, Math.max(gap, from));
    const lineEnd = lineEndFrom(text, at);
    from = lineEnd;
    if (!/^\s*#[#\s]*$/.test(text.slice(lineStart, at))) continue;
    const words = text.slice(at + suppressionWord.length, lineEnd);
    // `poolfit-ignored` and `poolfit-ignore-file` are other words.
    if (/^[\w-]/.test(words) && !words.startsWith('--')) continue;
    const behind = last && lineStart === gap ? last : undefined;
    yield { at, text: words, lineStart, nextLine: afterLineEnd(text, lineEnd), behind, before: assignments[next] };
  }
}

/** The start of the line that `at` stands on, or `least` where that comes later. */
function lineStartBefore(text: string, at: number, least: number): number {
  let start = at;
  while (start > least && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

const afterLineEnd = (text: string, at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1);

/** `: a-rule, b-rule -- reason`; rule ids hold no two hyphens in a row. */
function readWords(words: string): Pick<Suppression, 'ruleIds' | 'reason'> {
  const cut = words.indexOf('--');
  const ids = cut < 0 ? words : words.slice(0, cut);
  return {
    ruleIds: [...new Set(ids.split(/[\s,:]+/).filter((id) => id !== ''))],
    reason: cut < 0 ? '' : words.slice(cut + 2).trim(),
  };
}
