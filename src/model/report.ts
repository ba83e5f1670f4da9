import type { Edit, FactName, Location, Place } from './facts.ts';
import type { Live } from './live.ts';
import type { Category, Severity } from './severity.ts';

/** The five answers to "does this rule hold for this subject?". */
export const outcomes = ['pass', 'fail', 'not-applicable', 'not-evaluated', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** One number that led to a finding, and where it comes from. */
export interface Evidence {
  readonly fact: FactName;
  readonly value: number | string | boolean;
  readonly unit: string | null;
  readonly origin: string;
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly subject: string;
  readonly file: string;
  readonly location: Location | null;
  /** What may be shown of the line. */
  readonly frame: Place['frame'];
  readonly evidence: readonly Evidence[];
  readonly related: readonly { readonly message: string; readonly location: Location }[];
  readonly fix: { readonly description: string; readonly edits: readonly Edit[] } | null;
}

/** A finding that a `poolfit-ignore` comment hides, with the reason that the comment gives (user info of URLs masked). */
export interface SuppressedFinding extends Finding {
  readonly reason: string;
}

/** Subjects for which a rule lacked the same facts. */
export interface NotEvaluated {
  readonly ruleId: string;
  readonly category: Category;
  readonly missing: readonly FactName[];
  readonly subjects: { count: number; readonly first: string[] };
  readonly help: string;
}

/** A deployment number nobody stated, taken for granted and said. */
export interface Assumption {
  readonly fact: FactName;
  readonly value: number;
  readonly flag: string;
}

/** What a baseline makes of a report: findings that it knows are counted and not listed. */
export interface BaselineMatch {
  readonly known: number;
  /** Its entries whose finding is gone. */
  readonly fixed: readonly { readonly ruleId: string; readonly file: string; readonly subject: string }[];
}

export interface Report {
  readonly files: readonly string[];
  /** What a live database said. */
  readonly live?: Live;
  /** Files without any pool setting: nothing to judge in them. */
  readonly filesWithoutPools: readonly string[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Absent without a baseline. */
  readonly baseline?: BaselineMatch;
  readonly notEvaluated: readonly NotEvaluated[];
  readonly assumed: readonly Assumption[];
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Limits rules that were judged with an assumed number of instances. */
  readonly limitsRestOnAssumedInstances: boolean;
  /** Rules that threw; never a user's fault. */
  readonly crashes: readonly { readonly ruleId: string; readonly subject: string; readonly error: string }[];
}
