import type { Report } from '../model/report.ts';
import { printable } from '../model/words/printable.ts';
import { repositoryPath } from './file-path.ts';
import { fingerprints } from './fingerprint.ts';
import { inertJson } from './inert-json.ts';
import { withHelp } from './wording.ts';

/** Of GitLab's info, minor, major, critical and blocker. */
const severities = { error: 'critical', warning: 'major', info: 'info' } as const;

/**
 * GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. It knows issues only, and
 * each needs a line: what has no place stands at line 1.
 */
export function reportGitlab({ findings }: Pick<Report, 'findings'>): string {
  const ids = fingerprints(findings);
  return inertJson(
    findings.map((finding, index) => ({
      description: printable(withHelp(finding)),
      check_name: finding.ruleId,
      fingerprint: ids[index],
      severity: severities[finding.severity],
      location: { path: repositoryPath(finding.file), lines: { begin: finding.location?.line ?? 1 } },
    })),
  );
}
