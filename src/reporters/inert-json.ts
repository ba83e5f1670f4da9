import { printable } from '../core/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string =>
  `${JSON.stringify(value, onlyWellFormed, 2)
    .replace(/[^\x00-\x7e]/gu, (character) => (printable(character) === character ? character : escaped(character)))
    .replaceAll('##[', '##\\u005b')}\n`;

const onlyWellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
