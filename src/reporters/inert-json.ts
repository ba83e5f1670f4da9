import { printable } from '../core/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string => `${inert(jsonOf(value))}\n`;

/** A member of an object: its value, or a list in portions, where all at once might be a hundred megabytes. */
export type JsonMember =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly portions: Iterable<readonly unknown[]> };

/** An object in parts. */
export function* inertJsonParts(members: readonly JsonMember[]): Generator<string> {
  let before = '{';
  for (const member of members) {
    yield before;
    before = ',';
    if ('value' in member) yield inside(jsonOf({ [member.name]: member.value }), '{', '\n}');
    else yield* listParts(member.name, member.portions);
  }
  yield '\n}\n';
}

/** A list that is a member of the whole. What is written as deep as it stands there need not be moved afterwards. */
function* listParts(name: string, portions: Iterable<readonly unknown[]>): Generator<string> {
  yield `\n  "${name}": [`;
  let before = '';
  for (const portion of portions) {
    yield before + inside(jsonOf([portion]), '[\n  [', '\n  ]\n]');
    before = ',';
  }
  yield before === '' ? ']' : '\n  ]';
}

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
