import { factInfo, formatOrigin, isFact, plainValue } from '../model/fact-info.ts';
import {
  copyFact,
  type FactName,
  type FactSet,
  type FactValues,
  type Place,
  type Subject,
  type SubjectKind,
} from '../model/facts.ts';
import type { Evidence, Finding, NotEvaluated, Outcome, SuppressedFinding } from '../model/report.ts';
import type { Failure, Rule } from './rule.ts';

/** How many subjects a not-evaluated group names before it only counts. */
const namedSubjects = 20;

/** What the engine found; `linter.ts` makes a report of it. */
export interface Judgement {
  readonly findings: Finding[];
  readonly suppressed: SuppressedFinding[];
  readonly notEvaluated: Map<string, NotEvaluated>;
  readonly outcomes: Record<Outcome, number>;
  readonly crashes: { ruleId: string; subject: string; error: string }[];
  limitsRestOnAssumedInstances: boolean;
  /** Told of every answer, where somebody asks: suppressions and baselines must tell "fixed" from "not judged". */
  readonly onOutcome: OnOutcome | undefined;
}

export type OnOutcome = (rule: Rule, subject: Subject, outcome: Outcome) => void;

export const emptyJudgement = (onOutcome?: OnOutcome): Judgement => ({
  findings: [],
  suppressed: [],
  notEvaluated: new Map(),
  outcomes: { pass: 0, fail: 0, 'not-applicable': 0, 'not-evaluated': 0, error: 0 },
  crashes: [],
  limitsRestOnAssumedInstances: false,
  onOutcome,
});

/** Rules by what they judge, each after the rules it yields to. */
export type Rulebook = Readonly<Record<SubjectKind, readonly Rule[]>>;

/** Sorts rules for the engine, each after those that it yields to. Throws when rules yield in a circle; a rule that is switched off is not yielded to. */
function sortRules(rules: readonly Rule[]): Rule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const sorted = new Set<Rule>();
  const visit = (rule: Rule, path: readonly string[]): void => {
    if (path.includes(rule.id)) throw new Error(`rules yield in a circle: ${[...path, rule.id].join(' > ')}`);
    if (sorted.has(rule)) return;
    for (const id of rule.yieldsTo ?? []) {
      const other = byId.get(id);
      if (other) visit(other, [...path, rule.id]);
    }
    sorted.add(rule);
  };
  for (const rule of rules) visit(rule, []);
  return [...sorted];
}

/** A rulebook of any rules. Throws when rules yield in a circle. */
export function makeRulebook(rules: readonly Rule[]): Rulebook {
  const book: Record<SubjectKind, Rule[]> = {
    setting: [],
    url: [],
    pool: [],
    demand: [],
    services: [],
    server: [],
    suppression: [],
  };
  for (const rule of sortRules(rules)) book[rule.on].push(rule);
  return book;
}

/**
 * Gives every (rule, subject) pair of one file exactly one outcome and adds it to the judgement. Subjects come in the order
 * settings, URLs, pools, demands: what failed at a setting silences the rules that would repeat it of the same setting.
 */
export function judge(subjects: readonly Subject[], rulebook: Rulebook, into: Judgement): void {
  const failedAt = new Map<string, Set<string>>();
  // One for all subjects: a check asks it of the subject at hand.
  let facts: FactSet = {};
  const isDefault = (name: FactName): boolean => facts[name]?.origin.kind === 'default';
  for (const subject of subjects) {
    facts = subject.facts;
    judgeBy(rulebook[subject.kind], { subject, values: valuesOf(facts), isDefault, failedHere: [], failedAt }, into);
  }
}

function judgeBy(rules: readonly Rule[], hearing: Hearing, into: Judgement): void {
  const { subject, failedHere, failedAt } = hearing;
  for (const rule of rules) {
    const outcome = judgeOne(rule, hearing, into);
    into.outcomes[outcome]++;
    into.onOutcome?.(rule, subject, outcome);
    if (outcome !== 'fail') continue;
    failedHere.push(rule.id);
    for (const name of factsOf(rule)) {
      const place = subject.facts[name]?.origin;
      if (place?.kind === 'setting') remember(failedAt, place.key, rule.id);
    }
  }
}

function remember(failedAt: Map<string, Set<string>>, key: string, ruleId: string): void {
  const known = failedAt.get(key);
  if (known) known.add(ruleId);
  else failedAt.set(key, new Set([ruleId]));
}

/** What the rules on one subject share. */
interface Hearing {
  readonly subject: Subject;
  readonly values: Partial<FactValues>;
  readonly isDefault: (name: FactName) => boolean;
  /** Rules that failed on this subject. */
  readonly failedHere: string[];
  /** By key: rules that failed at a setting of the file. */
  readonly failedAt: Map<string, Set<string>>;
}

const factsOf = ({ needs, uses }: Rule): readonly FactName[] => (uses ? [...needs, ...uses] : needs);

function judgeOne(rule: Rule, hearing: Hearing, into: Judgement): Outcome {
  const { subject, values, isDefault } = hearing;
  if (subject.inapplicable.has(rule.category)) return 'not-applicable';
  const { needs } = rule;
  if (needs.some((name) => values[name] === undefined)) return judgeWithout(rule, subject, into);
  if (yields(rule, hearing)) return 'not-applicable';
  if (!into.limitsRestOnAssumedInstances && needs.includes('demand')) {
    into.limitsRestOnAssumedInstances = subject.facts.instances?.origin.kind === 'assumption';
  }
  try {
    const verdict = rule.check(values, subject.keyOf, isDefault);
    if (verdict.kind === 'fail') into.findings.push(toFinding(rule, subject, verdict));
    return verdict.kind;
  } catch (error) {
    into.crashes.push({
      ruleId: rule.id,
      subject: subject.id,
      error: error instanceof Error ? error.message : String(error),
    });
    return 'error';
  }
}

/** A missing fact: nothing to judge where its absence means so, unless something that is there could not be read. */
function judgeWithout(rule: Rule, subject: Subject, into: Judgement): Outcome {
  const { needs } = rule;
  for (const name of needs) {
    if (subject.facts[name] !== undefined || subject.unreadable.has(name)) continue;
    if (subject.lacks?.has(name)) return 'not-applicable';
    // A live server without a file has no pools: nothing is missing.
    if (factInfo[name].absent === 'not-applicable' || subject.kind === 'server') return 'not-applicable';
  }
  const missing: FactName[] = [];
  for (const name of needs) {
    if (subject.facts[name] !== undefined) continue;
    for (const part of name === 'demand' ? partsOfDemand(subject) : [factInfo[name].knownWith ?? name]) {
      if (!missing.includes(part)) missing.push(part);
    }
  }
  noteNotEvaluated(rule, subject, missing, into);
  return 'not-evaluated';
}

const partsOfDemand = (subject: Subject): FactName[] => [...subject.unreadable].filter((name) => name !== 'demand');

function noteNotEvaluated(rule: Rule, subject: Subject, missing: readonly FactName[], into: Judgement): void {
  const id = `${rule.id} ${missing.join()}`;
  const group = into.notEvaluated.get(id);
  if (group) {
    group.subjects.count++;
    if (group.subjects.first.length < namedSubjects) group.subjects.first.push(subject.id);
    return;
  }
  const help = missing
    .map((name) => (subject.unreadable.has(name) ? `make ${subject.keyOf(name)} readable` : factInfo[name].supply))
    .join('; ');
  into.notEvaluated.set(id, {
    ruleId: rule.id,
    category: rule.category,
    missing,
    subjects: { count: 1, first: [subject.id] },
    help,
  });
}

function yields(rule: Rule, { subject, failedHere, failedAt }: Hearing): boolean {
  if (!rule.yieldsTo) return false;
  if (failedHere.length > 0 && rule.yieldsTo.some((id) => failedHere.includes(id))) return true;
  if (failedAt.size === 0) return false;
  return rule.needs.some((name) => {
    const origin = subject.facts[name]?.origin;
    const atSetting = origin?.kind === 'setting' ? failedAt.get(origin.key) : undefined;
    return atSetting !== undefined && rule.yieldsTo?.some((id) => atSetting.has(id)) === true;
  });
}

function valuesOf(facts: FactSet): Partial<FactValues> {
  const values: Partial<FactValues> = {};
  for (const name in facts) if (isFact(name)) copyValue(values, facts, name);
  return values;
}

function copyValue<K extends FactName>(values: Partial<FactValues>, facts: FactSet, name: K): void {
  const fact: FactSet[K] = facts[name];
  if (fact !== undefined) values[name] = fact.value;
}

function toFinding(rule: Rule, subject: Subject, failure: Failure<FactName>): Finding {
  const place = placeOf(subject, [failure.at, ...rule.needs]);
  const edits = failure.fix ? subject.editsFor(failure.fix) : replacement(failure, place);
  return {
    ruleId: rule.id,
    severity: failure.severity ?? rule.severity,
    message: failure.message,
    help: [
      failure.help,
      ...(failure.fix ? subject.linesFor(failure.fix).map((line) => `add the line ${line}`) : []),
    ].join('; '),
    subject: subject.id,
    file: subject.file,
    location: place?.location ?? null,
    frame: place?.frame ?? null,
    evidence: evidenceFor(subject, factsOf(rule)),
    related: subject.facts[failure.at]?.related ?? [],
    fix: edits && edits.length > 0 ? { description: describeEdits(edits), edits } : null,
  };
}

function replacement(failure: Failure<FactName>, place: Place | null) {
  if (failure.replaceWith === undefined || !place) return null;
  return [{ key: place.frame?.before.slice(0, -1) ?? '', location: place.location, text: failure.replaceWith }];
}

const describeEdits = (edits: readonly { readonly key: string; readonly text: string }[]): string =>
  edits.map(({ key, text }) => (key === '' ? `write ${text}` : `set ${key} to ${text}`)).join(', ');

/** The first of these facts with a place in the file; else the pool's first key. */
function placeOf(subject: Subject, names: readonly FactName[]): Place | null {
  for (const name of names) {
    const origin = subject.facts[name]?.origin;
    if (origin?.kind === 'setting') return origin.place;
    if (origin?.kind === 'derived') {
      const place = placeOf({ ...subject, anchor: null }, origin.from);
      if (place) return place;
    }
  }
  return subject.anchor;
}

/** The shown facts among these, derived ones followed by what they are made of. */
function evidenceFor(subject: Subject, names: readonly FactName[]): Evidence[] {
  const used: FactSet = {};
  const add = (name: FactName): void => {
    const fact = subject.facts[name];
    if (!fact || used[name]) return;
    copyFact(used, subject.facts, name);
    if (fact.origin.kind === 'derived') for (const part of fact.origin.from) add(part);
  };
  for (const name of names) add(name);
  return Object.keys(used).flatMap((name) => (isFact(name) ? evidenceOf(name, used) : []));
}

function evidenceOf<K extends FactName>(name: K, facts: FactSet): Evidence[] {
  const fact: FactSet[K] = facts[name];
  const value = fact ? plainValue(name, fact.value) : null;
  if (!fact || value === null) return [];
  return [{ fact: name, value, unit: factInfo[name].unit, origin: formatOrigin(fact.origin) }];
}
