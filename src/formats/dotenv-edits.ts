import type { Edit } from '../model/facts.ts';
import { type Assignment, scanDotenv } from './dotenv.ts';

/**
 * Whether every statement of a text is where it was after edits (sorted, not overlapping), with the same quotes: a stray quote that loses
 * its partner would swallow the lines up to the next one.
 */
export function keepsStatements(before: string, after: string, edits: readonly Edit[]): boolean {
  const old = scanDotenv(before);
  const now = scanDotenv(after);
  const moved = makeMover(edits);
  return (
    old.length === now.length &&
    old.every((assignment, index) => {
      const { keyStart, key, start, end, quote } = assignment;
      const keyFrom = moved(keyStart, false);
      const keyTo = moved(keyStart + key.length, true);
      const wanted = { keyStart: keyFrom, keyEnd: keyTo, start: moved(start, false), end: moved(end, true), quote };
      return isAt(now[index], wanted);
    })
  );
}

type Place = Pick<Assignment, 'keyStart' | 'start' | 'end' | 'quote'> & { readonly keyEnd: number };

const isAt = (assignment: Assignment | undefined, place: Place): boolean =>
  assignment?.keyStart === place.keyStart &&
  assignment.keyStart + assignment.key.length === place.keyEnd &&
  assignment.start === place.start &&
  assignment.end === place.end &&
  assignment.quote === place.quote;

/** Where an offset is after the edits; offsets must not decrease. An edit at an empty place lies behind a start and before an end. */
function makeMover(edits: readonly Edit[]): (offset: number, isEnd: boolean) => number {
  let next = 0;
  let shift = 0;
  return (offset, isEnd) => {
    for (let edit = edits[next]; edit; edit = edits[++next]) {
      const { start, end } = edit.location;
      if (isEnd ? end > offset : start >= offset) break;
      shift += edit.text.length - (end - start);
    }
    return offset + shift;
  };
}

/** An assignment whose key or value an edit changed, in both texts. */
export interface Change {
  readonly before: Assignment;
  readonly after: Assignment;
}

/** What differs between a text and the same text with edits that keep its statements, in its order. */
export function changedAssignments(before: string, after: string): Change[] {
  const now = scanDotenv(after);
  return scanDotenv(before).flatMap((old, index) => {
    const next = now[index];
    const isSame =
      next === undefined ||
      (old.key === next.key && before.slice(old.start, old.end) === after.slice(next.start, next.end));
    return isSame ? [] : [{ before: old, after: next }];
  });
}
