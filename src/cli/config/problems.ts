import type * as z from 'zod';
import { nearest } from '../../model/words/nearest.ts';
import { printable } from '../../model/words/printable.ts';
import { namesAt } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** One line per fault: its path in the config, what is wrong, and the nearest name that would be right. */
export const problemsOf = (issues: readonly Issue[]): string[] => issues.flatMap((issue) => problem(issue, []));

function problem(issue: Issue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  const at = pathText(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${pathText([...path, key])} is not known${suggestion(key, namesAt(path))}`);
    case 'invalid_union':
      return chosenBranch(issue.errors).flatMap((one) => problem(one, path));
    case 'invalid_key':
      return [`${at} is no key: it ${issue.issues[0]?.message ?? 'must be a name'}`];
    case 'invalid_type':
      return [`${at} must be ${expected[issue.expected] ?? `a ${issue.expected}`}`];
    case 'invalid_value':
      return [
        `${at} must be ${listed(issue.values.map(String))}${suggestion(written(issue), issue.values.map(String))}`,
      ];
    case 'too_small':
      return [`${at} must ${issue.origin === 'array' || issue.origin === 'string' ? 'not be empty' : bound(issue)}`];
    case 'too_big':
      return [`${at} must be at most ${issue.maximum}`];
    default:
      return [`${at} ${issue.message}`];
  }
}

const bound = ({ inclusive, minimum }: { inclusive?: boolean | undefined; minimum: number | bigint }): string =>
  `be ${inclusive === false ? 'above' : 'at least'} ${minimum}`;

const expected: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a string',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** The way of writing a value that the user chose: the one whose own kind fits. */
function chosenBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const fits = (issues: readonly Issue[]): boolean =>
    !issues.some(({ code, path }) => path.length === 0 && code === 'invalid_type');
  const isText = ({ code, path, input }: Issue): boolean =>
    path.length === 0 && code === 'invalid_value' && typeof input !== 'string';
  return branches.find((issues) => fits(issues) && !issues.some(isText)) ?? branches[0] ?? [];
}

const written = ({ input }: Issue): string => (typeof input === 'string' ? input : '');

/** How many names are listed. */
const mostListed = 8;

const listed = (values: readonly string[]): string =>
  values.length > mostListed ? `one of the known names` : `one of ${values.join(', ')}`;

function suggestion(name: string, known: readonly string[]): string {
  const [near] = nearest(
    name.toLowerCase(),
    known.map((one) => one.toLowerCase()),
    name.length > 5 ? 3 : 2,
  );
  const match = known.find((one) => one.toLowerCase() === near);
  return match === undefined ? '' : `; did you mean ${match}?`;
}

/** `overrides[0].rules.pool-unbounded`; the whole config has no path. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (sum, part) => (typeof part === 'number' ? `${sum}[${part}]` : `${sum}${sum === '' ? '' : '.'}${String(part)}`),
    '',
  );
  return text === '' ? 'the config' : printable(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
