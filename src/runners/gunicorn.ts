/** What names a service's processes: gunicorn's and uvicorn's variables (gunicorn reads WEB_CONCURRENCY and GUNICORN_CMD_ARGS itself). */

import { integerIn, outOfRange, readInteger } from '../formats/python.ts';
import type { FactSet, NumberProblem, Origin } from '../model/facts.ts';
import { defineRow, type Row, type SettingReading, setFact } from '../model/row.ts';
import { never, seconds, toSeconds } from '../model/units.ts';

const most = 100_000;

/** Reads a number of processes, instances or engines; 0 is 1, as gunicorn means it. */
export const processCount = (text: string) => {
  const { value, problem } = readInteger(text);
  if (value === undefined) return { value, number: problem };
  if (value < 0 || value > most) {
    return { value: undefined, number: outOfRange(text, 'is no number of processes', `1 to ${most}`) };
  }
  return { value: Math.max(1, value), number: null };
};

const timeout = (text: string) => {
  const { value, problem } = readInteger(text);
  if (value === undefined) return { value, number: problem };
  if (value < 0) return { value: undefined, number: outOfRange(text, 'is no timeout', '0 (none) or more seconds') };
  return { value: value === 0 ? never : seconds(value), number: null };
};

/** Rows in the order in which they win. */
export const deployment: readonly Row[] = [
  defineRow({
    fact: 'workers',
    keys: ['WEB_CONCURRENCY', 'GUNICORN_WORKERS', 'UVICORN_WORKERS', 'WORKERS'],
    numberIn: integerIn,
    parse: processCount,
    print: String,
  }),
  defineRow({ fact: 'threads', keys: ['GUNICORN_THREADS'], numberIn: integerIn, parse: processCount, print: String }),
  defineRow({
    fact: 'requestTimeout',
    keys: ['GUNICORN_TIMEOUT'],
    numberIn: integerIn,
    parse: timeout,
    print: (value) => String(toSeconds(value)),
  }),
];

/** The variable whose text is a command line. */
export const commandLineKey = 'GUNICORN_CMD_ARGS';

/** gunicorn's own limit where it runs and none is named: 30 s (gunicorn settings, `timeout`). */
export const gunicornTimeout = seconds(30);
export const gunicornKeys = ['GUNICORN_WORKERS', commandLineKey] as const;

const options: readonly { readonly row: number; readonly names: readonly string[] }[] = [
  { row: 0, names: ['--workers', '-w'] },
  { row: 1, names: ['--threads'] },
  { row: 2, names: ['--timeout', '-t'] },
];

/**
 * Reads `--workers 4 -k sync --timeout=60` into facts; a sync worker has one thread. Later options win, as in argparse.
 * `known`: no number of workers that cannot be read stands in it.
 */
export function readCommandLine(text: string, facts: FactSet, origin: Origin): SettingReading {
  const words = text.split(/\s+/).filter((word) => word !== '');
  let number: SettingReading['number'] = null;
  let known = true;
  for (const { row, names } of options) {
    const value = lastOption(words, names);
    const reading = value === undefined ? undefined : deployment[row]?.read(value, facts, origin);
    if (!reading?.number) continue;
    number ??= inCommandLine(reading.number, names[0]);
    if (row === 0) known = false;
  }
  if (lastOption(words, ['--worker-class', '-k']) === 'sync') setFact(facts, 'threads', 1, origin);
  return { number, known };
}

/** The problem of one option's value, said of the variable that holds the whole command line. */
const inCommandLine = (problem: NumberProblem, option = ''): NumberProblem => ({
  ...problem,
  why: `${problem.why} (its ${option})`,
  instead: `a command line whose ${option} is ${problem.instead}`,
});

/** The last value of an option, written `--name value`, `--name=value`, `-n value` or `-nvalue`. */
function lastOption(words: readonly string[], names: readonly string[]): string | undefined {
  let found: string | undefined;
  words.forEach((word, at) => {
    for (const name of names) {
      if (word === name) found = words[at + 1] ?? '';
      else if (word.startsWith(`${name}=`)) found = word.slice(name.length + 1);
      else if (!name.startsWith('--') && word.startsWith(name) && word.length > 2) found = word.slice(name.length);
    }
  });
  return found;
}
