import type { Reading } from '../core/facts.ts';
import type { Assignment } from './dotenv.ts';

/** What each reader of `.env` files makes of one assignment, node's dotenv first. */
export function readersOf(_text: string, _assignment: Assignment, value: string): Reading[] {
  return [{ reader: 'node dotenv', value }];
}
