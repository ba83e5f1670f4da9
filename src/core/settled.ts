/** Settings that rules found nothing about: they say the same in every file, and a run may have a million of them. */

import { noEdits, noLines, noNames, type Subject } from './facts.ts';
import type { Outcome } from './report.ts';

/** Outcomes of a subject that leave nothing to tell. */
const silent = ['pass', 'not-applicable'] as const;
type Silent = (typeof silent)[number];

/** What is remembered of a value of a key. */
export type MemoryOf = (key: string, value: string) => SettingMemory;

/** What is remembered of one value of one key. */
export class SettingMemory {
  /** How often rules gave these answers about it; undefined as long as it was not judged, or where they found something. */
  outcomes: Readonly<Record<Silent, number>> | undefined;
  /** Stands for all settings of this value, once its outcomes are known. */
  readonly subject: Subject = {
    kind: 'setting',
    id: '',
    file: '',
    facts: {},
    unreadable: noNames,
    inapplicable: noNames,
    keyOf: (name) => name,
    editsFor: noEdits,
    linesFor: noLines,
    anchor: null,
    memory: this,
  };

  /** Remembers what was counted of it alone, if that is all that there is to tell. */
  settle(counted: Readonly<Record<Outcome, number>>, before: Readonly<Record<Outcome, number>>): void {
    const told = counted.fail + counted.error + counted['not-evaluated'];
    if (told > before.fail + before.error + before['not-evaluated']) return;
    this.outcomes = {
      pass: counted.pass - before.pass,
      'not-applicable': counted['not-applicable'] - before['not-applicable'],
    };
  }

  addTo(counted: Record<Outcome, number>): void {
    for (const outcome of silent) counted[outcome] += this.outcomes?.[outcome] ?? 0;
  }
}
