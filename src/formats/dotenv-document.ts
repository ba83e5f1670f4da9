import { type Document, makeLocator } from '../model/document.ts';
import type { Setting } from '../model/facts.ts';
import { decodeValue, lineEndFrom, scanDotenv } from './dotenv.ts';
import { makeReaders } from './dotenv-readers.ts';

/** The assignments of a `.env` whose key is wanted, as settings with places and with what other readers of the file make of them. */
export function parseDotenv(file: string, text: string, wanted: (key: string) => boolean): Document {
  const locate = makeLocator(file, text);
  const readingsOf = makeReaders(text, wanted);
  const settings = scanDotenv(text)
    .filter(({ key }) => wanted(key))
    .map((assignment): Setting => {
      const keyLocation = locate(assignment.keyStart, assignment.keyStart + assignment.key.length);
      const value = decodeValue(text, assignment);
      return {
        key: assignment.key,
        raw: text.slice(assignment.start, assignment.end),
        value,
        location: locate(assignment.start, assignment.end),
        keyLocation,
        behind: text.slice(assignment.end, lineEndFrom(text, assignment.end)),
        readings: readingsOf(assignment, value),
      };
    });
  return { file, settings };
}
