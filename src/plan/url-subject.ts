import { type FactName, type FactSet, noEdits, noLines, noNames, type Origin, type Subject } from '../model/facts.ts';
import { setFact } from '../model/lists/row.ts';
import { behind, type World } from './placement.ts';
import type { ResolvedUrl } from './resolve.ts';

/** A database URL of the file, as the Address rules judge it. */
export function urlSubject({ key, place, reading }: ResolvedUrl, world: World): Subject {
  const { file } = world;
  const facts: FactSet = {};
  const origin: Origin = { kind: 'setting', key, place };
  const sqlalchemyFacts: readonly FactName[] = ['maxOverflow', 'maxLifetime', 'prePing'];
  const written = file.pools.some((pool) => sqlalchemyFacts.some((name) => pool.written.has(name)));
  if (reading.kind !== 'unknown')
    setFact(facts, 'urlProblem', reading.kind === 'problem' ? reading.problem : null, origin);
  if (reading.kind === 'url') {
    const { url } = reading;
    setFact(facts, 'url', url, origin);
    setFact(facts, 'usesSqlalchemy', written || url.driver !== undefined, origin);
    setFact(facts, 'pooler', behind(url.host ?? '', url.port, world).pooler, origin);
  }
  return {
    kind: 'url',
    id: `${file.file}#${key}`,
    file: file.file,
    facts,
    unreadable: reading.kind === 'url' ? noNames : new Set<FactName>(['url', 'urlProblem', 'pooler']),
    inapplicable: noNames,
    keyOf: () => key,
    editsFor: noEdits,
    linesFor: noLines,
    anchor: place,
  };
}
