import type { SubjectKind } from './facts.ts';
import type { Category, Severity } from './severity.ts';

/** What `explain` and SARIF tell of a rule. */
interface RuleTexts {
  /** What happens to the user who ignores it. */
  readonly why: string;
  readonly sources: readonly string[];
}

/** A rule as it is listed and told of, without what it checks. */
export interface RuleInfo {
  /** The failing state; file name, test and anchor. Never changes once shipped. */
  readonly id: string;
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly on: SubjectKind;
  /** One cause, one finding: where one of these failed on the same subject or setting, this rule does not apply. */
  readonly yieldsTo?: readonly string[];
  /** What is told of the rule, made for those who read it: a start that lints has no part of it. */
  readonly texts: () => RuleTexts;
}
