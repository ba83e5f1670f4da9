import { type Suppression, suppressionWord } from '../model/document.ts';
import { noEdits, noLines, noNames, type Subject, type SuppressionReading } from '../model/facts.ts';
import { setFact } from '../model/lists/row.ts';
import type { Finding } from '../model/report.ts';
import { nearest } from '../model/words/nearest.ts';
import { type Judgement, judge, type Rulebook } from './judge.ts';

interface Suppressing {
  readonly suppressions: readonly Suppression[];
  readonly rulebook: Rulebook;
  /** Whether an id is a rule's, also of one that is switched off. */
  readonly ruleIds: ReadonlySet<string>;
}

/**
 * Judges one file's subjects; findings that a suppression with a reason names at its setting are set aside. Then the suppressions are
 * judged themselves, by rules like any other: so they have severities, an explanation and a place in every format.
 */
export function judgeSuppressed(
  subjects: readonly Subject[],
  { suppressions, rulebook, ruleIds }: Suppressing,
  into: Judgement,
): void {
  if (suppressions.length === 0) {
    judge(subjects, rulebook, into);
    return;
  }
  const judged = new Set<string>();
  const unjudged = new Set<string>();
  const here: Judgement = {
    ...into,
    findings: [],
    onOutcome: (rule, subject, outcome) => {
      if (outcome === 'pass' || outcome === 'fail') judged.add(rule.id);
      else if (outcome !== 'not-applicable') unjudged.add(rule.id);
      into.onOutcome?.(rule, subject, outcome);
    },
  };
  judge(subjects, rulebook, here);
  into.limitsRestOnAssumedInstances ||= here.limitsRestOnAssumedInstances;
  const used = setAside(here.findings, suppressions, into);
  const judgedAll = new Set([...judged].filter((id) => !unjudged.has(id)));
  const failsAt = new Map(here.findings.map(({ ruleId, location }) => [ruleId, location?.line]));
  const known = { used, judged: judgedAll, failsAt, ruleIds };
  judge(
    suppressions.map((suppression) => subjectOf(suppression, known)),
    rulebook,
    into,
  );
}

/** What suppressions hide goes to `suppressed`, all else to `findings`; returns each suppression's rules that hid something. */
function setAside(findings: readonly Finding[], suppressions: readonly Suppression[], into: Judgement) {
  const byPlace = new Map<string, Suppression>();
  for (const suppression of suppressions) {
    const { setting, reason, ruleIds } = suppression;
    if (!setting || reason === '') continue;
    for (const id of ruleIds) {
      byPlace.set(`${id} ${setting.key}`, suppression).set(`${id} ${setting.value}`, suppression);
    }
  }
  const used = new Map<Suppression, Set<string>>();
  for (const finding of findings) {
    const suppression = finding.location && byPlace.get(`${finding.ruleId} ${finding.location.start}`);
    if (!suppression) into.findings.push(finding);
    else {
      into.suppressed.push({ ...finding, reason: shownReason(suppression.reason) });
      used.set(suppression, (used.get(suppression) ?? new Set()).add(finding.ruleId));
    }
  }
  return used;
}

/** A reason is written for poolfit's reports and is the one text of a comment that they show; never a URL's user info, never all of a long one. */
function shownReason(reason: string): string {
  const masked = reason.slice(0, mostReason).replace(/\/\/[^\s/]*@/g, '//***@');
  return reason.length > mostReason ? `${masked}…` : masked;
}

const mostReason = 200;

interface Known {
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
  /** Rules with an answer for every subject that they apply to: of others nobody knows whether they would fail. */
  readonly judged: ReadonlySet<string>;
  readonly failsAt: ReadonlyMap<string, number | undefined>;
  readonly ruleIds: ReadonlySet<string>;
}

function subjectOf(suppression: Suppression, known: Known): Subject {
  const { location } = suppression;
  const place = { location, frame: { before: '', marked: suppressionWord } };
  const subject: Subject = {
    kind: 'suppression',
    id: `${location.file}#${suppressionWord}`,
    file: location.file,
    facts: {},
    unreadable: noNames,
    inapplicable: noNames,
    keyOf: () => suppressionWord,
    editsFor: noEdits,
    linesFor: noLines,
    anchor: place,
  };
  setFact(subject.facts, 'suppression', read(suppression, known), { kind: 'setting', key: suppressionWord, place });
  return subject;
}

/** How many unknown words a finding names. */
const namedWords = 3;

function read(suppression: Suppression, { used, judged, failsAt, ruleIds }: Known): SuppressionReading {
  const { setting, reason } = suppression;
  const hid = used.get(suppression);
  const isUnused = (id: string): boolean => !hid?.has(id) && (judged.has(id) || setting === undefined);
  const known = suppression.ruleIds.filter((id) => ruleIds.has(id));
  const unknown = suppression.ruleIds.filter((id) => !ruleIds.has(id)).slice(0, namedWords);
  return {
    hasReason: reason !== '',
    namesRules: suppression.ruleIds.length > 0,
    hasSetting: setting !== undefined,
    unknown: unknown.map((word) => ({ shown: shownWord(word), nearest: nearestRule(word, ruleIds) })),
    unused: known.filter(isUnused).map((ruleId) => ({ ruleId, failsAt: failsAt.get(ruleId) })),
  };
}

/** A word that looks like an id; any other may be a part of anything. */
const shownWord = (word: string): string =>
  /^[a-z]{1,20}(?:-[a-z]{1,20}){1,7}$/.test(word) ? word : `a word of ${word.length} characters`;

const nearestRule = (word: string, ruleIds: ReadonlySet<string>): string | undefined =>
  word.length > 60 ? undefined : nearest(word, [...ruleIds], 3)[0];
