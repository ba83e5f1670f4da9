import { readConnectionUrl } from '../../formats/url-connection.ts';
import { failure, fault, type Outcome } from '../../live/fault.ts';
import { type Surroundings, type Target, targetFromParts } from '../../live/target.ts';

/**
 * The target of a URL, read as the linter reads it. A URL that cannot be taken apart for sure is a usage fault: it is neither shown nor
 * connected to nor looked up.
 */
export function targetFromUrl(url: string, surroundings: Surroundings): Outcome<Target> {
  const reading = readConnectionUrl(url);
  if (reading.kind === 'refused') return failure(fault('usage', reading.why));
  return targetFromParts(reading.parts, surroundings);
}
