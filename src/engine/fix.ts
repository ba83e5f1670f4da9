import type { Edit } from '../model/facts.ts';
import type { Finding } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';

/** A text with fixes in it, and what became of each. */
export interface Fixed {
  readonly text: string;
  readonly applied: readonly Finding[];
  /** Fixes that are not in the text; `why` is the end of a sentence. */
  readonly dropped: readonly { readonly finding: Finding; readonly why: string }[];
}

/** What fixing needs to know of the text's format and of the rules. */
export interface FixBench {
  /** The findings of a text; null where a rule threw on it. */
  readonly judge: (text: string) => readonly Finding[] | null;
  /** Whether edits leave every statement where it was. */
  readonly keepsStatements: (before: string, after: string, edits: readonly Edit[]) => boolean;
}

/** How often a try may fail; only a file made to be slow needs more. */
const mostFailures = 300;

const rank = { error: 0, warning: 1, info: 2 } as const satisfies Record<Severity, number>;

/**
 * Fixes what has a fix, the most severe first, and judges the text again after every step: a fix stays only when its finding is gone and
 * no other has come or become more severe. Fixes that do not touch each other go in one step; a step that fails is taken in halves. What
 * was dropped is tried again after a success, until nothing changes: so fixing a second time changes nothing.
 */
export function fixText(text: string, bench: FixBench): Fixed {
  const findings = bench.judge(text) ?? [];
  const state: State = { text, findings, applied: [], dropped: new Map(), failures: 0 };
  while (fixRound(state, bench)) state.dropped.clear();
  return { text: state.text, applied: state.applied, dropped: [...state.dropped.values()] };
}

interface State {
  text: string;
  findings: readonly Finding[];
  readonly applied: Finding[];
  readonly dropped: Map<string, { readonly finding: Finding; readonly why: string }>;
  failures: number;
}

/** Tries every fix once; whether some were dropped before another one worked, and may work now. */
function fixRound(state: State, bench: FixBench): boolean {
  let again = false;
  let size = Number.POSITIVE_INFINITY;
  for (let batch = nextBatch(state); batch.length > 0; batch = nextBatch(state)) {
    if (state.failures >= mostFailures) {
      for (const finding of batch) drop(state, finding, 'too many fixes of this file fail');
      continue;
    }
    const some = batch.slice(0, size);
    const tried = tryFixes(state, some, bench);
    if (tried.ok) {
      state.text = tried.text;
      state.findings = tried.findings;
      state.applied.push(...some);
      again = state.dropped.size > 0;
      size *= 2;
      continue;
    }
    state.failures++;
    if (some[0] && some.length === 1) {
      drop(state, some[0], tried.why);
      size = 2;
    } else size = Math.ceil(some.length / 2);
  }
  return again && state.failures < mostFailures;
}

const drop = ({ dropped }: State, finding: Finding, why: string): void => {
  dropped.set(identityOf(finding), { finding, why });
};

/** Fixes of the most severe findings that are left, of which no two touch one place or one key. */
function nextBatch({ findings, dropped }: State): Finding[] {
  const left = findings.filter((finding) => finding.fix !== null && !dropped.has(identityOf(finding)));
  const most = Math.min(...left.map(({ severity }) => rank[severity]));
  const taken = new Set<string | number>();
  return left.filter(({ severity, fix }) => {
    const marks = (fix?.edits ?? []).flatMap(({ key, location }) =>
      key === '' ? [location.start] : [key, location.start],
    );
    if (rank[severity] > most || marks.some((mark) => taken.has(mark))) return false;
    for (const mark of marks) taken.add(mark);
    return true;
  });
}

type Tried =
  | { readonly ok: true; readonly text: string; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly why: string };

const refused = (why: string): Tried => ({ ok: false, why });

function tryFixes(state: State, batch: readonly Finding[], { judge, keepsStatements }: FixBench): Tried {
  const edits = batch.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => a.location.start - b.location.start);
  const problem = problemOf(state.text, edits);
  if (problem !== null) return refused(problem);
  const text = applyEdits(state.text, edits);
  if (!keepsStatements(state.text, text, edits)) return refused('stray quotes make other lines read otherwise');
  const findings = judge(text);
  if (findings === null) return refused('a rule fails on the result');
  const worse = whatIsWorse(state.findings, findings);
  if (worse !== null) return refused(`it would bring ${worse}`);
  const before = countByIdentity(state.findings);
  const after = countByIdentity(findings);
  const stays = batch.some(
    (finding) => (after.get(identityOf(finding)) ?? 0) >= (before.get(identityOf(finding)) ?? 0),
  );
  return stays ? refused('the finding would stay') : { ok: true, text, findings };
}

/** Text with edits, which are sorted and do not overlap, in it. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { location, text: inserted } of edits) {
    result += text.slice(at, location.start) + inserted;
    at = location.end;
  }
  return result + text.slice(at);
}

/** Why edits cannot be made at all: two at one place, or one in a value that is put together elsewhere. An edit of a key has none. */
function problemOf(text: string, edits: readonly Edit[]): string | null {
  let end = -1;
  for (const { location } of edits) {
    if (location.start <= end) return 'it edits one place twice';
    end = location.end;
    if (text.slice(location.start, end).includes('$')) return 'the value is put together elsewhere';
  }
  const keys = edits.map(({ key }) => key).filter((key) => key !== '');
  return new Set(keys).size < keys.length ? 'it edits one key twice' : null;
}

/** One rule fails at most once for one subject; only comments can share a subject. */
const identityOf = ({ ruleId, subject }: Finding): string => `${ruleId} ${subject}`;

function countByIdentity(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(identityOf(finding), (counts.get(identityOf(finding)) ?? 0) + 1);
  return counts;
}

/** The rule of a finding that was not there before, or was less severe. */
function whatIsWorse(before: readonly Finding[], after: readonly Finding[]): string | null {
  const counts = countByIdentity(before);
  const severities = new Map(before.map((finding) => [identityOf(finding), rank[finding.severity]]));
  for (const finding of after) {
    const identity = identityOf(finding);
    const left = counts.get(identity) ?? 0;
    if (left === 0 || rank[finding.severity] < (severities.get(identity) ?? 0)) return finding.ruleId;
    counts.set(identity, left - 1);
  }
  return null;
}
