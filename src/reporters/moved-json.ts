import type { Location } from '../core/facts.ts';
import type { Finding, MovedFinding } from '../core/report.ts';

/** The JSON of a finding and of all that are its like: parts that they share, and between them which of a finding's own values stands there. */
interface Template {
  readonly parts: readonly string[];
  readonly values: readonly number[];
}

/** Stands for a value, by its number of up to three digits, where a template is made. */
const markOf = (value: number): number => 7_000_000_000_000_000 + value;
const mark = /7000000000000(\d{3})/;
const markedFile = String(markOf(0));
/** More would have values without a mark. */
const mostPlaces = 249;

/** File names that JSON shows as they are, and that `inertJson` finds nothing in. */
const plainName = /^[\w ./@+,=-]*$/;

/** Writes findings that are others', moved, as `write` does; of those that differ in places only, `write` writes the first. */
export function makeMovedJson(write: (finding: Finding) => string): (finding: MovedFinding) => string {
  const templates = new Map<object, Template | undefined>();
  let values: readonly (string | number)[] = [];
  let valuesOf: readonly Location[] | undefined;
  return (finding) => {
    const { original, places, file } = finding;
    if (!templates.has(original)) templates.set(original, templateOf(finding, write));
    const template = plainName.test(file) ? templates.get(original) : undefined;
    if (!template) return write(finding);
    // Findings of one file share their places.
    if (places !== valuesOf) values = valuesAt(file, places);
    valuesOf = places;
    return filled(template, values);
  };
}

/** Undefined: what stands there can't be told from a mark. */
function templateOf(finding: MovedFinding, write: (finding: Finding) => string): Template | undefined {
  if (finding.places.length > mostPlaces || mark.test(write(finding))) return undefined;
  const marked = finding.movedTo(markedFile, finding.places.map(markedPlace));
  const parts = write(marked).split(mark);
  return { parts: parts.filter((_, at) => at % 2 === 0), values: parts.filter((_, at) => at % 2 === 1).map(Number) };
}

/** The values of findings in a file. */
function valuesAt(file: string, places: readonly Location[]): (string | number)[] {
  const values: (string | number)[] = [file];
  for (const { line, column, endLine, endColumn } of places) values.push(line, column, endLine, endColumn);
  return values;
}

/** A place with the marks of what `valuesAt` gives of it. */
function markedPlace(place: Location, at: number): Location {
  const first = 1 + 4 * at;
  const [line, column, endLine, endColumn] = [markOf(first), markOf(first + 1), markOf(first + 2), markOf(first + 3)];
  return { ...place, file: markedFile, line, column, endLine, endColumn };
}

function filled({ parts, values }: Template, own: readonly (string | number)[]): string {
  let text = parts[0] ?? '';
  for (let at = 0; at < values.length; at++) text += `${own[values[at] ?? 0]}${parts[at + 1]}`;
  return text;
}
