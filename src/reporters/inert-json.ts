import { printable } from '../core/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string => `${inert(jsonOf(value))}\n`;

/** A member of an object: its value, or the items of a list as `itemsJson` writes them, where all at once might be a hundred megabytes. */
export type JsonMember =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly items: Iterable<string> };

/** An object in parts. */
export function* inertJsonParts(members: readonly JsonMember[]): Generator<string> {
  let before = '{';
  for (const member of members) {
    yield before;
    before = ',';
    if ('value' in member) yield inside(jsonOf({ [member.name]: member.value }), '{', '\n}');
    else yield* listParts(member.name, member.items);
  }
  yield '\n}\n';
}

/** A list that is a member of the whole. */
function* listParts(name: string, items: Iterable<string>): Generator<string> {
  yield `\n  "${name}": [`;
  let before = '';
  for (const some of items) {
    yield before + some;
    before = ',';
  }
  yield before === '' ? ']' : '\n  ]';
}

/** Some items of a list, at least one: what is written as deep as it stands there need not be moved afterwards. */
export const itemsJson = (items: readonly unknown[]): string => inside(jsonOf([items]), '[\n  [', '\n  ]\n]');

/** Inert JSON without what stands around it. */
const inside = (json: string, start: string, end: string): string => inert(json.slice(start.length, -end.length));

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
