import type { Server } from '../model/snapshot.ts';
import type { Answers } from './queries.ts';

const differences: Record<Server['kind'], readonly string[]> = {
  postgresql: [],
  cockroachdb: [
    'CockroachDB has no max_connections of PostgreSQL’s kind: connections are limited per node, and the active ones by its cores',
    'its sessions, reserves and CONNECTION LIMITs are not what this report is about',
  ],
  yugabytedb: [
    'YugabyteDB counts connections per node: the numbers are those of the node that answered',
    'its max_connections is already net of the reserved slots for ordinary roles',
  ],
};

function kindOf(version: string): Server['kind'] {
  if (version.startsWith('CockroachDB')) return 'cockroachdb';
  return version.includes('-YB-') ? 'yugabytedb' : 'postgresql';
}

/** The kind of server by its `version()`, which is the one thing all of them answer. */
export function serverOf(answer: Answers['server'] | null | undefined, recovery: boolean | null | undefined): Server {
  const version = answer?.version ?? '';
  const kind = kindOf(version);
  const number = Number(answer?.versionNumber ?? NaN);
  const words = version.split(' ');
  return {
    kind,
    version: (kind === 'postgresql' ? words[1] : words.slice(0, 3).join(' ')) || 'unknown',
    major: Number.isInteger(number) ? Math.floor(number / 10000) : null,
    inRecovery: recovery ?? null,
    differences: differences[kind],
  };
}
