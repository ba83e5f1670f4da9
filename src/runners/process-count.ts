import { integerIn, outOfRange, readInteger } from '../formats/python.ts';
import { defineRow, type Row } from '../model/lists/row.ts';

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

/** The row of keys that hold a number of workers. */
export const workersRow = (keys: readonly string[]): Row =>
  defineRow({ fact: 'workers', keys, numberIn: integerIn, parse: processCount, print: String });
