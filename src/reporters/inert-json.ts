import { printable } from '../core/printable.ts';
import { wellFormed } from './well-formed.ts';

/**
 * JSON that a terminal and a CI log show and never obey: what `printable` would escape is written as `\u…`, and so is the bracket of
 * `##[`, since GitHub's runner executes `##[command]` anywhere in a line (actions/runner, ActionCommand.cs). A reader gets every
 * string unchanged, but for lone surrogates.
 */
export const inertJson = (value: unknown): string => `${inert(value, 0)}\n`;

/** A member of an object: its value, or the items of a list, which are made one by one where all at once might be a hundred megabytes. */
export type JsonMember =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly items: Iterable<unknown> };

/** An object in parts. */
export function* inertJsonParts(members: readonly JsonMember[]): Generator<string> {
  let part = '{';
  for (const [index, member] of members.entries()) {
    part += `${index === 0 ? '' : ','}\n  "${member.name}": `;
    if ('value' in member) {
      part += inert(member.value, 1);
      continue;
    }
    let count = 0;
    for (const item of member.items) {
      part += `${count++ === 0 ? '[' : ','}\n    ${inert(item, 2)}`;
      if (part.length < partLength) continue;
      yield part;
      part = '';
    }
    part += count === 0 ? '[]' : '\n  ]';
  }
  yield `${part}\n}\n`;
}

const partLength = 64 * 1024;

/** `depth`: how deep the value stands in the text, two blanks a step. */
function inert(value: unknown, depth: number): string {
  const json = JSON.stringify(value, null, 2);
  // Lone surrogates are what JSON.stringify escapes so.
  const text = json.includes('\\ud') ? JSON.stringify(value, onlyWellFormed, 2) : json;
  const plain = text
    .replace(/[^\x00-\x7e]/gu, (character) => (printable(character) === character ? character : escaped(character)))
    .replaceAll('##[', '##\\u005b');
  return depth === 0 ? plain : plain.replaceAll('\n', `\n${'  '.repeat(depth)}`);
}

const onlyWellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value);

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
