import { integerIn, outOfRange, readInteger } from '../formats/python.ts';
import type { FactSet, NumberProblem, Origin } from '../model/facts.ts';
import { defineRow, type Row, type SettingReading, setFact } from '../model/lists/row.ts';
import type { Runner } from '../model/lists/runner.ts';
import { never, seconds, toSeconds } from '../model/units.ts';
import { processCount, workersRow } from './process-count.ts';

const timeout = (text: string) => {
  const { value, problem } = readInteger(text);
  if (value === undefined) return { value, number: problem };
  if (value < 0) return { value: undefined, number: outOfRange(text, 'is no timeout', '0 (none) or more seconds') };
  return { value: value === 0 ? never : seconds(value), number: null };
};

const workers = workersRow(['WEB_CONCURRENCY', 'GUNICORN_WORKERS']);
const threads = defineRow({
  fact: 'threads',
  keys: ['GUNICORN_THREADS'],
  numberIn: integerIn,
  parse: processCount,
  print: String,
});
const requestTimeout = defineRow({
  fact: 'requestTimeout',
  keys: ['GUNICORN_TIMEOUT'],
  numberIn: integerIn,
  parse: timeout,
  print: (value) => String(toSeconds(value)),
});

/** The variable whose text is a command line. */
const commandLineKey = 'GUNICORN_CMD_ARGS';

/** gunicorn's own limit where it runs and none is named: 30 s (gunicorn settings, `timeout`). */
const defaultTimeout = seconds(30);
const marks = ['GUNICORN_WORKERS', commandLineKey] as const;

const options: readonly { readonly row: Row; readonly names: readonly string[] }[] = [
  { row: workers, names: ['--workers', '-w'] },
  { row: threads, names: ['--threads'] },
  { row: requestTimeout, names: ['--timeout', '-t'] },
];

/**
 * Reads `--workers 4 -k sync --timeout=60` into facts; a sync worker has one thread. Later options win, as in argparse.
 * `known`: no number of workers that cannot be read stands in it.
 */
function readCommandLine(text: string, facts: FactSet, origin: Origin): SettingReading {
  const words = text.split(/\s+/).filter((word) => word !== '');
  let number: SettingReading['number'] = null;
  let known = true;
  for (const { row, names } of options) {
    const value = lastOption(words, names);
    const reading = value === undefined ? undefined : row.read(value, facts, origin);
    if (!reading?.number) continue;
    number ??= inCommandLine(reading.number, names[0]);
    if (row === workers) known = false;
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

/** gunicorn reads WEB_CONCURRENCY and GUNICORN_CMD_ARGS itself (https://docs.gunicorn.org/en/stable/settings.html). */
export const gunicorn: Runner = {
  id: 'gunicorn',
  rows: [workers, threads, requestTimeout],
  commandLine: { key: commandLineKey, read: readCommandLine },
  implied: (keys) => {
    if (!marks.some((name) => keys.has(name))) return undefined;
    return {
      value: defaultTimeout,
      origin: { kind: 'default', key: 'GUNICORN_TIMEOUT', source: "gunicorn's default" },
    };
  },
};
