import { type Document, keyLocation, type Statements, valueLocation } from '../core/document.ts';
import type { Reading, Setting } from '../core/facts.ts';
import { mapped } from '../core/mapped.ts';
import { copied } from './words.ts';

/** The settings of plain statements. Of most there is one reading; `docker --env-file` keeps what stands around a value. */
export const plainDocument = (file: string, statements: Statements): Document => ({
  file,
  settings: mapped(statements.all(), (statement, index): Setting => {
    const value = copied(statements.value(index));
    const rest = statements.rest(index);
    return {
      key: statement.key,
      raw: value,
      value,
      location: valueLocation(file, statement),
      keyLocation: keyLocation(file, statement),
      behind: copied(rest.slice(rest.indexOf(value) + value.length)),
      readings: readingsOf(value, rest),
    };
  }),
});

function readingsOf(value: string, rest: string): Reading[] {
  const node: Reading = { reader: 'node dotenv', value };
  if (rest.length === value.length) return [node];
  return [
    node,
    { reader: 'python-dotenv', value },
    { reader: 'Docker Compose', value },
    { reader: 'docker --env-file', value: copied(rest) },
  ];
}
