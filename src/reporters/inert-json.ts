import { printable } from '../core/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string => `${inert(jsonOf(value), 0)}\n`;

/** A member of an object: its value, or the items of a list, which are made one by one where all at once might be a hundred megabytes. */
export type JsonMember =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly items: Iterable<unknown> };

/** An object in parts. */
export function* inertJsonParts(members: readonly JsonMember[]): Generator<string> {
  let before = '{';
  for (const member of members) {
    yield `${before}\n  "${member.name}": `;
    before = ',';
    if ('value' in member) yield inert(jsonOf(member.value), 1);
    else yield* listParts(member.items);
  }
  yield '\n}\n';
}

/** A list that is a member of the whole. */
function* listParts(items: Iterable<unknown>): Generator<string> {
  let before = '[\n';
  let part: string[] = [];
  let length = 0;
  for (const item of items) {
    const json = jsonOf(item);
    length += json.length;
    part.push(json);
    if (length < partLength) continue;
    yield `${before}    ${inert(part.join(',\n'), 2)}`;
    before = ',\n';
    part = [];
    length = 0;
  }
  if (part.length > 0) yield `${before}    ${inert(part.join(',\n'), 2)}`;
  yield length === 0 && before === '[\n' ? '[]' : '\n  ]';
}

/** Characters in a part: enough that the writing costs little, and no more. */
const partLength = 64 * 1024;

/** JSON with two blanks a step; lone surrogates, which JSON.stringify writes as `\ud…`, replaced. */
function jsonOf(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return json.includes('\\ud') ? JSON.stringify(value, onlyWellFormed, 2) : json;
}

/** `depth`: how deep the JSON stands in the whole, two blanks a step. */
function inert(json: string, depth: number): string {
  const plain = json
    .replace(/[^\x00-\x7e]/gu, (character) => (printable(character) === character ? character : escaped(character)))
    .replaceAll('##[', '##\\u005b');
  return depth === 0 ? plain : plain.replaceAll('\n', `\n${'  '.repeat(depth)}`);
}

const onlyWellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
