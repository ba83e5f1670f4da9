/** A `.env` file as its settings: from plain statements where it is made of those, else from all that dotenv and the other readers see. */

import { type Document, keyLocation, makeLocator, type Statement, valueLocation } from '../core/document.ts';
import type { Setting } from '../core/facts.ts';
import { decodeValue, scanDotenv } from './dotenv.ts';
import { plainStatements } from './dotenv-plain.ts';
import { makeReaders } from './dotenv-readers.ts';
import { asciiText, makeWords } from './words.ts';

/** The assignments whose key is wanted, as settings with places and with what other readers of the file make of them. */
export function parseDotenv(file: string, text: string, wanted: (key: string) => boolean): Document {
  const bytes = new TextEncoder().encode(text);
  const plain = plainStatements(
    bytes,
    makeWords((key) => (wanted(key) ? key : undefined)),
  );
  return plain ? plainDocument(file, bytes, plain) : readDocument(file, text, wanted);
}

/** The settings of plain statements, of which there is one reading. */
export const plainDocument = (file: string, bytes: Uint8Array, statements: readonly Statement[]): Document => ({
  file,
  settings: statements.map((statement): Setting => {
    const value = asciiText(bytes, statement.at, statement.at + statement.end - statement.start);
    return {
      key: statement.key,
      raw: value,
      value,
      location: valueLocation(file, statement),
      keyLocation: keyLocation(file, statement),
      readings: [{ reader: 'node dotenv', value }],
    };
  }),
});

/** The settings of a file that is not plain, or might not be. */
export function readDocument(file: string, text: string, wanted: (key: string) => boolean): Document {
  const locate = makeLocator(file, text);
  const readingsOf = makeReaders(text, wanted);
  const settings = scanDotenv(text)
    .filter(({ key }) => wanted(key))
    .map((assignment): Setting => {
      const keyPlace = locate(assignment.keyStart, assignment.keyStart + assignment.key.length);
      const value = decodeValue(text, assignment);
      return {
        key: assignment.key,
        raw: text.slice(assignment.start, assignment.end),
        value,
        location: locate(assignment.start, assignment.end),
        keyLocation: keyPlace,
        readings: readingsOf(assignment.key, value),
      };
    });
  return { file, settings };
}
