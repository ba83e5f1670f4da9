import { type Document, keyLocation, type Statements, valueLocation } from '../core/document.ts';
import type { Setting } from '../core/facts.ts';
import { copied } from './words.ts';

/** The settings of plain statements, of which there is one reading. */
export const plainDocument = (file: string, statements: Statements): Document => ({
  file,
  settings: statements.all().map((statement, index): Setting => {
    const value = copied(statements.value(index));
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
