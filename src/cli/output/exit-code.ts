import type { Report } from '../../model/report.ts';
import type { Severity } from '../../model/severity.ts';

export type FailOn = Severity | 'never';

const rank = { error: 3, warning: 2, info: 1, never: 4 } as const satisfies Record<FailOn, number>;

export interface Strictness {
  readonly failOn: FailOn;
  /** A limit that could not be judged, or only with an assumed number of instances, fails too; even where nothing else does. */
  readonly strict: boolean;
  /** Files that could not be read. */
  readonly unread: number;
  /** The database that was asked gave no answer (3), or was named wrongly (2). */
  readonly unanswered?: 2 | 3;
}

/** cli.md, "Exit codes": 2 (unreadable, nothing checked, a rule threw) beats 3 (no answer) beats 1 (findings at or above `--fail-on`) beats 0. */
export function exitCode(report: Report, { failOn, strict, unread, unanswered }: Strictness): 0 | 1 | 2 | 3 {
  const nothing = report.files.length === 0 && !report.live;
  if (unread > 0 || nothing || report.crashes.length > 0 || unanswered === 2) return 2;
  if (unanswered === 3) return 3;
  if (report.findings.some(({ severity }) => rank[severity] >= rank[failOn])) return 1;
  const unjudged = report.notEvaluated.some(({ category }) => category === 'limits');
  return strict && (unjudged || report.limitsRestOnAssumedInstances) ? 1 : 0;
}
