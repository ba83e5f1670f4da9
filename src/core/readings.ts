import type { Disagreement, Reading, Setting } from './facts.ts';
import { readInteger, shownValue } from './python.ts';

/** Whether some reader would put the value together: `${X}`, `$NAME`, `$(command)`. */
export const isInterpolated = (value: string): boolean => /\$(?:\{|\(|[A-Za-z_])/.test(value);

/**
 * What the readers of the file make of one setting, where they do not agree. Numbers are compared as numbers (`" 20"` is 20 to `int()`),
 * other values as text.
 */
export function disagreementOf(setting: Setting, isNumber: boolean): Disagreement | null {
  const meant = ({ value, failure }: Reading): string =>
    value === undefined
      ? `(${failure ?? 'not set'})`
      : String((isNumber ? readInteger(value).value : undefined) ?? value);
  const groups = new Map<string, Reading[]>();
  for (const reading of setting.readings) {
    const group = groups.get(meant(reading));
    if (group) group.push(reading);
    else groups.set(meant(reading), [reading]);
  }
  if (groups.size < 2) return null;
  const withoutDocker = new Set(setting.readings.filter((r) => r.reader !== 'docker --env-file').map(meant));
  const python = setting.readings.find((r) => r.reader === 'python-dotenv');
  const nodeReadsNumber = readInteger(setting.value).problem === null;
  return {
    groups: [...groups.values()].map((group) => ({
      readers: group.map(({ reader }) => reader),
      shown: shownReading(group[0]),
    })),
    onlyDocker: withoutDocker.size === 1,
    pythonRaises:
      isNumber && nodeReadsNumber && python?.value !== undefined && readInteger(python.value).problem !== null,
    interpolated: isInterpolated(setting.value),
  };
}

function shownReading(reading: Reading | undefined): string {
  if (reading?.value !== undefined) return shownValue(reading.value);
  return reading?.failure ?? 'nothing';
}
