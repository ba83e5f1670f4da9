import type { FactName, FactValues, KeyOf } from '../model/facts.ts';
import type { RuleInfo } from '../model/rule-info.ts';
import type { Severity } from '../model/severity.ts';

/** A rule's answer about one subject. */
type Verdict<Name extends FactName> = typeof pass | typeof notApplicable | Failure<Name>;

export interface Failure<At extends FactName, Changed extends FactName = At> {
  readonly kind: 'fail';
  /** The fact to blame: the finding stands at its setting. */
  readonly at: At;
  /** One sentence with the numbers and the arithmetic. */
  readonly message: string;
  /** What to do, in the imperative, with the concrete number. */
  readonly help: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Wanted values; the library writes them back at the facts' own places. */
  readonly fix?: { readonly [K in Changed]?: FactValues[K] };
  /** For rules on settings: the text to put at the finding's place. */
  readonly replaceWith?: string;
}

export const pass = { kind: 'pass' } as const;
/** The thing the rule is about is absent. (What is unknown never reaches a rule: the engine says not-evaluated.) */
export const notApplicable = { kind: 'not-applicable' } as const;

/** A failing verdict; it blames one fact and may want others changed. */
export const fail = <At extends FactName, Changed extends FactName = never>(
  failure: Omit<Failure<At, Changed>, 'kind'>,
): Failure<At, Changed> => ({ kind: 'fail', ...failure });

/** Whether nobody wrote the fact: it is a library's default. */
type IsDefault = (fact: FactName) => boolean;

interface Definition<Needs extends FactName, Uses extends FactName> extends RuleInfo {
  /** Facts without which there is no answer. */
  readonly needs: readonly Needs[];
  /** Facts that refine the answer where they are known. */
  readonly uses?: readonly Uses[];
  check(
    facts: Pick<FactValues, Needs> & Partial<Pick<FactValues, Uses>>,
    key: KeyOf,
    isDefault: IsDefault,
  ): Verdict<NoInfer<Needs> | NoInfer<Uses>>;
}

/** The same rule, whose every finding has this severity. */
export const withSeverity = (rule: Rule, severity: Severity): Rule => ({
  ...rule,
  severity,
  check: (facts, key, isDefault) => {
    const verdict = rule.check(facts, key, isDefault);
    return verdict.kind === 'fail' ? { ...verdict, severity } : verdict;
  },
});

/** A rule as the engine runs it; made by `defineRule` only, which knows that the engine hands over what it needs. */
export interface Rule extends RuleInfo {
  readonly needs: readonly FactName[];
  readonly uses?: readonly FactName[];
  check(facts: Partial<FactValues>, key: KeyOf, isDefault: IsDefault): Verdict<FactName>;
}

/** Declares a rule: `check` can read the facts named in `needs` and `uses` and no others, and can blame only those. */
export function defineRule<const Needs extends FactName, const Uses extends FactName = never>(
  definition: Definition<Needs, Uses>,
): Rule {
  return definition as Rule;
}
