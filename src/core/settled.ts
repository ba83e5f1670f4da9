/** Settings that rules found nothing about: they say the same in every file, and a run may have a million of them. */

import { noEdits, noLines, noNames, type Subject } from './facts.ts';
import type { Outcome } from './report.ts';

type Counts = Readonly<Record<Outcome, number>>;

/** What is remembered of a value of a key; undefined where too many are. */
export type MemoryOf = (key: string, value: string) => SettingMemory | undefined;

/** What is remembered of one value of one key. */
export class SettingMemory {
  /** Undefined as long as it was not judged, and where rules found something. */
  settled: Settled | undefined;

  /** Remembers what was counted of this setting alone, between the two, if that is all that there is to tell. */
  settle(before: Counts, after: Counts): void {
    const isSilent = (['fail', 'error', 'not-evaluated'] as const).every(
      (outcome) => after[outcome] === before[outcome],
    );
    if (!isSilent) return;
    this.settled = new Settled(after.pass - before.pass, after['not-applicable'] - before['not-applicable'], this);
  }
}

/** How often rules answered `pass` and `not-applicable` about a setting. */
class Settled {
  /** Stands in the place of all settings with this value. It has no file and no facts: only the engine may meet it. */
  readonly subject: Subject;
  private readonly passes: number;
  private readonly notApplicable: number;

  constructor(passes: number, notApplicable: number, memory: SettingMemory) {
    this.passes = passes;
    this.notApplicable = notApplicable;
    this.subject = { memory, ...nothing };
  }

  addTo(counted: Record<Outcome, number>): void {
    counted.pass += this.passes;
    counted['not-applicable'] += this.notApplicable;
  }
}

const nothing: Subject = {
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
};
