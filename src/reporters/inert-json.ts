import { printable } from '../model/words/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string => `${inert(jsonOf(value))}\n`;

/** JSON with two blanks a step; lone surrogates, which JSON.stringify writes as `\ud…`, replaced. */
function jsonOf(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return json.includes('\\ud') ? JSON.stringify(value, onlyWellFormed, 2) : json;
}

const inert = (json: string): string =>
  json
    .replace(perhapsObeyed, (character) => (printable(character) === character ? character : escaped(character)))
    .replaceAll('##[', '##\\u005b');

/** What `printable` would escape is among these. JSON itself has escaped control characters but its own line ends. */
const perhapsObeyed = /[^\x00-\x7e\xa0-\u200a]/gu;

const onlyWellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
