import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { type LintOptions, makeLinter } from '../../src/index.ts';
import type { Severity } from '../../src/model/severity.ts';

/** One line of a rule's table: a file, stated facts, and what the rule must answer. */
export interface RuleCase {
  /** What the case shows. */
  readonly name: string;
  /** `not-evaluated` and `not-applicable` are answers as much as `pass` and a severity. */
  readonly kind: 'passing' | 'failing' | 'tie' | 'not-evaluated' | 'not-applicable';
  readonly env: string;
  readonly file?: string;
  /** Further files of the same run, by name. */
  readonly also?: Readonly<Record<string, string>>;
  readonly options?: LintOptions;
  /** For `failing` and `tie`: the severity of the finding, or `none` for a tie that passes. */
  readonly expect?: Severity | 'none';
  /** Parts of message and help, in any order. */
  readonly says?: readonly string[];
  /** `line:column` of the finding. */
  readonly at?: string;
  /** For `not-evaluated`: the facts that are missing. */
  readonly missing?: readonly string[];
  /** The texts of the fix's edits; `null`: no fix. */
  readonly fix?: readonly string[] | null;
}

/** Runs a rule's table through the public `lint()`; only this rule's findings are looked at, all rules run. */
export function runCases(ruleId: string, cases: readonly RuleCase[]): void {
  describe(ruleId, () => {
    it('is registered', () => expect(rules.map(({ id }) => id)).toContain(ruleId));
    it.each(cases.map((one) => [`${one.kind}: ${one.name}`, one] as const))('%s', (_, one) => check(ruleId, one));
  });
}

/** The same rule, which throws when it looks at a fact that it does not name: the engine hands over all that a subject has. */
function strict(rule: Rule): Rule {
  const names: readonly (string | symbol)[] = [...rule.needs, ...(rule.uses ?? [])];
  const isNamed = (name: string | symbol): boolean => names.includes(name);
  return {
    ...rule,
    check: (facts, key, isDefault) => {
      const seen = new Proxy(facts, {
        get: (all, name, self) => {
          if (!isNamed(name)) throw new Error(`${rule.id} looks at ${String(name)}, which it does not name`);
          return Reflect.get(all, name, self);
        },
        ownKeys: (all) => Reflect.ownKeys(all).filter(isNamed),
      });
      return rule.check(seen, key, isDefault);
    },
  };
}

function check(ruleId: string, one: RuleCase): void {
  const linter = makeLinter({ ...one.options, rules: (one.options?.rules ?? rules).map(strict) });
  linter.add({ file: one.file ?? '.env', text: one.env });
  for (const [file, text] of Object.entries(one.also ?? {})) linter.add({ file, text });
  const report = linter.report();
  expect(report.crashes).toEqual([]);
  const findings = report.findings.filter((finding) => finding.ruleId === ruleId);
  const notEvaluated = report.notEvaluated.filter((group) => group.ruleId === ruleId);
  const failing = one.kind === 'failing' || (one.kind === 'tie' && one.expect !== 'none');
  if (!failing) expect(findings.map(({ message }) => message)).toEqual([]);
  expect(notEvaluated.flatMap(({ missing }) => missing)).toEqual(
    one.kind === 'not-evaluated' ? (one.missing ?? expect.anything()) : [],
  );
  if (!failing) return;
  const [finding] = findings;
  expect(findings.length).toBe(1);
  if (one.expect) expect(finding?.severity).toBe(one.expect);
  for (const part of one.says ?? []) expect(`${finding?.message}\n${finding?.help}`).toContain(part);
  if (one.at) expect(`${finding?.location?.line}:${finding?.location?.column}`).toBe(one.at);
  if (one.fix !== undefined) expect(finding?.fix?.edits.map(({ text }) => text) ?? null).toEqual(one.fix);
}
