/** A `.env` file as its settings: from plain statements where it is made of those, else from all that dotenv and the other readers see. */

import { type Document, makeLocator } from '../core/document.ts';
import type { Setting } from '../core/facts.ts';
import { decodeValue, scanDotenv } from './dotenv.ts';
import { plainDocument } from './dotenv-document.ts';
import { PlainStatements } from './dotenv-plain.ts';
import { makeReaders } from './dotenv-readers.ts';

/** The assignments whose key is wanted, as settings with places and with what other readers of the file make of them. */
export function parseDotenv(file: string, text: string, wanted: (key: string) => boolean): Document {
  const plain = new PlainStatements(wanted);
  return plain.scan(text) ? plainDocument(file, plain) : readDocument(file, text, wanted);
}

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
        behind: restOfLine(text, assignment.end),
        readings: readingsOf(assignment.key, value),
      };
    });
  return { file, settings };
}

function restOfLine(text: string, from: number): string {
  const lineEnd = /[\r\n]|$/g;
  lineEnd.lastIndex = from;
  return text.slice(from, lineEnd.exec(text)?.index);
}
