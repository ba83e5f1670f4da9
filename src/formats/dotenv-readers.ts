/** What each reader of `.env` files makes of one file, node's dotenv first. Simulated from the readers' behaviour, linear in time. */

import type { Reading } from '../model/facts.ts';
import type { Assignment } from './dotenv.ts';
import { type ComposeFile, readAsCompose } from './dotenv-compose.ts';
import { readAsDocker } from './dotenv-docker.ts';
import { readAsPython } from './dotenv-python.ts';
import type { Expanded } from './dotenv-variables.ts';

/** What the readers make of an assignment whose value node's dotenv gives. Of a key set twice, what they make of the last is theirs. */
export type ReadersOf = (assignment: Assignment, value: string) => Reading[];

/** A file, or a line of it, as the other readers read it. */
interface Simulated {
  readonly python: ReadonlyMap<string, Expanded>;
  readonly compose: ComposeFile;
  /** Why and where Compose gives the whole text up. */
  readonly composeStops: string | undefined;
  readonly docker: ReturnType<typeof readAsDocker>;
}

type Wanted = (key: string) => boolean;

/** Letters that mean nothing to any reader, everywhere in a value. */
const harmless = '[\\w.+:/@%?&=,*!~^-]';
const head = '(?:export +)?[A-Za-z_][\\w.]*';
/** ASCII but quotes, `#` and line ends: readers may make something of it, but no other line of it. */
const unquoted = '[\\x20\\x21\\x24-\\x26\\x28-\\x5f\\x61-\\x7e]*';
/** Without what ends a line for some readers, and escaped quotes. */
const quoted = ['"', "'"].map(
  (quote) => `${quote}(?:[^\\x00-\\x1f\\\\\\u2028\\u2029${quote}]|\\\\[A-Za-z])*${quote} *`,
);
const comment = '#[^\\r\\u2028\\u2029]*';

/** A line that each reader takes for one of its own, whatever stands on others: `KEY=value`, a comment, or nothing. */
const ownLine = new RegExp(`^(?:${head}=(?:${unquoted}|${quoted.join('|')}))?(?:${comment})?\\r?$`);
/** An expression that goes back remembers each of its steps, and a line may be 64 MiB long: of a longer one the whole file is simulated. */
const longestLine = 10_000;
const isOwnLine = (line: string): boolean => line.length <= longestLine && ownLine.test(line);

function isOfOwnLines(text: string): boolean {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    if (!isOwnLine(text.slice(start, end))) return false;
    start = end + 1;
  }
  return isOwnLine(text.slice(start));
}

/** A line whose value is the same to all readers. */
const plainLine = new RegExp(`^[A-Za-z_][\\w.]*=${harmless}*$`);

/**
 * Where every line is one that no reader takes for a part of another, a plain value has one reading and any other is simulated from its
 * own line; else, and where a value is put together from others, the whole file is simulated, once.
 */
export function makeReaders(text: string, wanted: Wanted): ReadersOf {
  let areOwnLines: boolean | undefined;
  let whole: Simulated | undefined;
  let firstKey: string | undefined;
  return (assignment, value) => {
    const { key } = assignment;
    firstKey ??= key;
    areOwnLines ??= isOfOwnLines(text);
    const node: Reading = { reader: 'node dotenv', value };
    const line = areOwnLines ? lineOf(text, assignment) : '$';
    if (!line.includes('$')) {
      return plainLine.test(line)
        ? [node]
        : [
            node,
            ...readings(
              simulate(line, (name) => name === key),
              key,
              true,
            ),
          ];
    }
    whole ??= simulate(text, wanted);
    // Compose stops for all keys at once: said at the key where it does, or once.
    const stopsAt = whole.compose.rejected?.key;
    return [node, ...readings(whole, key, stopsAt === undefined || stopsAt === key || firstKey === key)];
  };
}

/** Without its end. */
function lineOf(text: string, { statementStart, end }: Assignment): string {
  const lineEnd = text.indexOf('\n', end);
  return text.slice(statementStart, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, '');
}

function simulate(text: string, wanted: Wanted): Simulated {
  const compose = readAsCompose(text, wanted);
  const { rejected } = compose;
  return {
    python: readAsPython(text, wanted),
    compose,
    composeStops: rejected && `stops at line ${lineNumber(text, rejected.at)}, ${rejected.why}`,
    docker: readAsDocker(text, wanted),
  };
}

function readings(
  { python, compose, composeStops, docker }: Simulated,
  key: string,
  composeSpeaks: boolean,
): Reading[] {
  const isStopped = composeStops !== undefined;
  const composeReads = isStopped ? { value: undefined, failure: composeStops } : shown(compose.values.get(key));
  const inDocker = docker.get(key);
  const dockerReads = inDocker === 'rejected' ? { value: undefined, failure: 'rejects the line' } : shown(inDocker);
  return [
    { reader: 'python-dotenv', ...shown(python.get(key)) },
    ...(composeSpeaks ? [{ reader: 'Docker Compose' as const, ...composeReads }] : []),
    { reader: 'docker --env-file', ...dockerReads },
  ];
}

function shown(read: Expanded | undefined): Omit<Reading, 'reader'> {
  if (read === undefined) return { value: undefined };
  return 'value' in read ? read : { value: undefined, failure: 'puts in what another variable holds' };
}

function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
