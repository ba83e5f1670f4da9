/** What each reader of `.env` files makes of one file, node's dotenv first. Simulated from the readers' behaviour, linear in time. */

import type { Reading } from '../core/facts.ts';
import { type ComposeFile, readAsCompose } from './dotenv-compose.ts';
import { readAsDocker } from './dotenv-docker.ts';
import { readAsPython } from './dotenv-python.ts';
import type { Expanded } from './dotenv-variables.ts';

/** The readings of a key whose value node's dotenv gives. */
export type ReadersOf = (key: string, value: string) => Reading[];

interface Readers {
  readonly python: ReadonlyMap<string, Expanded>;
  readonly compose: ComposeFile;
  readonly composeStops: string;
  readonly docker: ReturnType<typeof readAsDocker>;
}

/**
 * Reads a file as the other readers do, once, when its first wanted key is asked for. Of a key set twice every reader takes the last
 * value, so the readings are those of the key.
 */
export function makeReaders(text: string, wanted: (key: string) => boolean): ReadersOf {
  let readers: Readers | undefined;
  let firstKey: string | undefined;
  return (key, value) => {
    const node: Reading = { reader: 'node dotenv', value };
    readers ??= readAll(text, wanted);
    firstKey ??= key;
    const { rejected, values } = readers.compose;
    const stopped = { value: undefined, failure: readers.composeStops };
    // Compose stops for all keys at once: said at the key where it does, or once.
    const composeSpeaks = rejected === undefined || rejected.key === key || firstKey === key;
    const docker = readers.docker.get(key);
    const dockerReads = docker === 'rejected' ? { value: undefined, failure: 'rejects the line' } : shown(docker);
    return [
      node,
      { reader: 'python-dotenv', ...shown(readers.python.get(key)) },
      ...(composeSpeaks
        ? [{ reader: 'Docker Compose' as const, ...(rejected ? stopped : shown(values.get(key))) }]
        : []),
      { reader: 'docker --env-file', ...dockerReads },
    ];
  };
}

function readAll(text: string, wanted: (key: string) => boolean): Readers {
  const compose = readAsCompose(text, wanted);
  const { rejected } = compose;
  return {
    python: readAsPython(text, wanted),
    compose,
    composeStops: rejected === undefined ? '' : `stops at line ${lineOf(text, rejected.at)}, ${rejected.why}`,
    docker: readAsDocker(text, wanted),
  };
}

function shown(read: Expanded | undefined): Omit<Reading, 'reader'> {
  if (read === undefined) return { value: undefined };
  return 'value' in read ? read : { value: undefined, failure: 'puts in what another variable holds' };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
