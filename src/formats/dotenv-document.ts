import { type Document, keyLocation, type Statements, valueLocation } from '../core/document.ts';
import type { Setting } from '../core/facts.ts';
import { asciiText } from './words.ts';

/** The settings of plain statements, of which there is one reading. */
export const plainDocument = (file: string, bytes: Uint8Array, statements: Statements): Document => ({
  file,
  settings: statements.all().map((statement): Setting => {
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
