import type { Edit, Location } from '../model/facts.ts';
import type { BaselineMatch, Finding, NotEvaluated, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { countSeverities } from '../model/severity.ts';
import { inertJson } from './inert-json.ts';
import { liveJson } from './live-json.ts';

/** The frozen shape of `--format json` (`report.schema.json`): a copy of its own, so that no change inside poolfit changes it. */
export const reportJson = (
  report: Report,
  { version, diagnostics }: Pick<ReportContext, 'version' | 'diagnostics'>,
): string =>
  inertJson({
    schemaVersion: 1,
    tool: { name: 'poolfit', version },
    summary: summary(report),
    findings: report.findings.map(finding),
    notEvaluated: report.notEvaluated.map(notEvaluated),
    assumed: report.assumed.map(({ fact, value, flag }) => ({ fact, value, flag })),
    suppressed: report.suppressed.map((one) => ({ ...finding(one), reason: one.reason })),
    ...(report.baseline && { baseline: baseline(report.baseline) }),
    ...(report.live && { live: liveJson(report.live) }),
    diagnostics: diagnostics.map(({ file, message }) => ({ file, message })),
  });

function summary(report: Report) {
  const { error, warning, info } = countSeverities(report.findings);
  return {
    files: report.files.length,
    errors: error,
    warnings: warning,
    infos: info,
    suppressed: report.suppressed.length,
    notEvaluated: report.outcomes['not-evaluated'],
  };
}

function finding({ ruleId, severity, message, help, file, location, subject, evidence, related, fix }: Finding) {
  return {
    ruleId,
    severity,
    message,
    file,
    ...place(location),
    subject,
    help,
    evidence: evidence.map(({ fact, value, unit, origin }) => ({ fact, value, unit, origin })),
    related: related.map(relatedPlace),
    fix: fix && { description: fix.description, edits: fix.edits.map(edit) },
  };
}

const relatedPlace = ({ message, location }: Finding['related'][number]) => ({
  message,
  file: location.file,
  ...place(location),
});

const edit = ({ location, text }: Edit) => ({ ...place(location), text });

/** Lines and columns from 1, in UTF-16 units, ends exclusive; null without a place. */
function place(location: Location | null) {
  if (!location) return { line: null, column: null, endLine: null, endColumn: null };
  const { line, column, endLine, endColumn } = location;
  return { line, column, endLine, endColumn };
}

const baseline = ({ known, fixed }: BaselineMatch) => ({
  known,
  fixed: fixed.map(({ ruleId, file, subject }) => ({ ruleId, file, subject })),
});

const notEvaluated = ({ ruleId, missing, subjects, help }: NotEvaluated) => ({
  ruleId,
  missing: [...missing],
  subjects: { count: subjects.count, first: [...subjects.first] },
  help,
});
