import type { Disagreement, Reading, Setting } from '../model/facts.ts';
import { groupBy } from '../model/group-by.ts';
import { shownValue } from '../model/words/shown-value.ts';

/** How values of a key are compared: a URL's as text that is not shown, a number's as the key's library reads it. */
export type ValueKind =
  | { readonly isUrl: true }
  | { readonly numberIn?: ((text: string) => number | undefined) | undefined };

/** Whether some reader, or a shell, would put the value together: `${X}`, `$NAME`, `$(command)`. */
export const isInterpolated = (value: string): boolean => value.includes('$') && /\$(?:\{|\(|[A-Za-z_])/.test(value);

const numberOf = (value: string, kind: ValueKind): number | undefined =>
  'numberIn' in kind ? kind.numberIn?.(value) : undefined;

/** Numbers are compared as numbers (`" 20"` is 20 to `int()`), other values as text. */
const meant = ({ value, failure }: Reading, kind: ValueKind): string =>
  value === undefined ? `(${failure ?? 'not set'})` : String(numberOf(value, kind) ?? value);

/** Whether node reads a number where python-dotenv reads something that the guide's loader raises on (`20#c`). */
export function pythonRaises(setting: Setting, kind: ValueKind): boolean {
  const python = setting.readings.find(({ reader }) => reader === 'python-dotenv');
  if (python?.value === undefined || isInterpolated(setting.value)) return false;
  return numberOf(setting.value, kind) !== undefined && numberOf(python.value, kind) === undefined;
}

/**
 * Where node's dotenv cuts a URL at a `#` without quotes that stands in its user info (the `@` comes behind it): the 1-based character.
 * What is left looks like a host and a port and is a user and a part of the password.
 */
export const cutByComment = (setting: Setting): number | undefined =>
  setting.behind.startsWith('#') && mayLackUserInfo(setting) ? setting.value.length + 1 : undefined;

/**
 * Whether a comment may have taken an `@` of a URL away (`user:12 #x@host`, `user:p@ss #x@host`): what is left would show a user and a part
 * of the password as host and port. A URL in quotes that has its `@` is whole: what stands behind it is a comment.
 */
export const mayLackUserInfo = ({ value, behind }: Setting): boolean =>
  behind.includes('@') && !(value.includes('@') && /^["'`]\s/.test(behind));

/**
 * What the readers of the file make of one setting, where they do not agree, or where the value is one that some of them, or a shell,
 * would put together.
 */
export function disagreementOf(setting: Setting, kind: ValueKind): Disagreement | null {
  const interpolated = isInterpolated(setting.value);
  if (setting.readings.length === 1 && !interpolated) return null;
  const groups = groupBy(setting.readings, (reading) => meant(reading, kind));
  if (groups.size < 2 && !interpolated) return null;
  const others = setting.readings.filter(({ reader }) => reader !== 'docker --env-file');
  return {
    groups: [...groups.values()].map((group) => ({
      readers: group.map(({ reader }) => reader),
      shown: shownReading(group[0], setting, kind),
    })),
    onlyDocker: !interpolated && new Set(others.map((reading) => meant(reading, kind))).size === 1,
    pythonRaises: pythonRaises(setting, kind),
    interpolated,
    isUrl: 'isUrl' in kind,
  };
}

/** What a reader does, as the end of a sentence. Of a URL only its length is told. */
function shownReading(reading: Reading | undefined, { value, readings }: Setting, kind: ValueKind): string {
  if (reading?.value === undefined) return reading?.failure ?? 'does not see it';
  if (!('isUrl' in kind)) return `reads ${shownValue(reading.value)}`;
  if (reading.value !== value) return `reads ${reading.value.length} characters`;
  const isCut = readings.some((other) => other.value?.startsWith(`${value}#`));
  return isCut ? `cuts it at character ${value.length + 1}` : `reads ${value.length} characters`;
}
