import type { Edit, Location } from '../core/facts.ts';
import { type BaselineMatch, type Finding, isMoved, type NotEvaluated, type Report } from '../core/report.ts';
import type { ReportContext } from '../core/reporter.ts';
import { countSeverities } from '../core/severity-count.ts';
import { inertJsonParts, itemsJson } from './inert-json.ts';
import { liveJson } from './live-json.ts';
import { makeMovedJson } from './moved-json.ts';

/** The frozen shape of `--format json` (`report.schema.json`): a copy of its own, so that no change inside poolfit changes it. */
export const reportJson = (
  report: Report,
  { version, diagnostics }: Pick<ReportContext, 'version' | 'diagnostics'>,
): Generator<string> =>
  inertJsonParts([
    { name: 'schemaVersion', value: 1 },
    { name: 'tool', value: { name: 'poolfit', version } },
    { name: 'summary', value: summary(report) },
    { name: 'findings', items: findingsJson(report.findings) },
    { name: 'notEvaluated', value: report.notEvaluated.map(notEvaluated) },
    { name: 'assumed', value: report.assumed.map(({ fact, value, flag }) => ({ fact, value, flag })) },
    { name: 'suppressed', items: portions(report.suppressed, (one) => ({ ...finding(one), reason: one.reason })) },
    ...(report.baseline ? [{ name: 'baseline', value: baseline(report.baseline) }] : []),
    ...(report.live ? [{ name: 'live', value: liveJson(report.live) }] : []),
    { name: 'diagnostics', value: diagnostics.map(({ file, message }) => ({ file, message })) },
  ]);

/** Characters of moved findings that are written together. */
const mostCharacters = 16 * 1024;

/** Findings in their order: those of files that say what another one says need only be filled in. */
function* findingsJson(findings: readonly Finding[]): Generator<string> {
  const movedJson = makeMovedJson((one) => itemsJson([finding(one)]));
  let own: Finding[] = [];
  let moved = '';
  for (const one of findings) {
    const isOwn = !isMoved(one);
    if (moved !== '' && (isOwn || moved.length > mostCharacters)) {
      yield moved;
      moved = '';
    }
    if (isOwn) {
      own.push(one);
      continue;
    }
    if (own.length > 0) yield* portions(own, finding);
    own = [];
    moved = moved === '' ? movedJson(one) : `${moved},${movedJson(one)}`;
  }
  if (moved !== '') yield moved;
  yield* portions(own, finding);
}

/** Findings and their related places in a portion: enough that the writing costs little; one finding can have thousands. */
const mostTogether = 64;

function* portions<One extends Finding>(findings: readonly One[], shown: (one: One) => unknown): Generator<string> {
  let portion: unknown[] = [];
  let weight = 0;
  for (const one of findings) {
    portion.push(shown(one));
    weight += 1 + one.related.length;
    if (weight < mostTogether) continue;
    yield itemsJson(portion);
    portion = [];
    weight = 0;
  }
  if (portion.length > 0) yield itemsJson(portion);
}

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

// Here and in `edit`, nothing stands behind a spread: see `allFacts`.
function finding({ ruleId, severity, message, help, file, location, subject, evidence, related, fix }: Finding) {
  const { line, column, endLine, endColumn } = place(location);
  return {
    ruleId,
    severity,
    message,
    file,
    line,
    column,
    endLine,
    endColumn,
    subject,
    help,
    evidence: evidence.map(({ fact, value, unit, origin }) => ({ fact, value, unit, origin })),
    // Nearly always empty: V8 compiles no loop that never ran.
    related: related.length === 0 ? related : related.map(relatedPlace),
    fix: fix && { description: fix.description, edits: fix.edits.map(edit) },
  };
}

const relatedPlace = ({ message, location }: Finding['related'][number]) => ({
  message,
  file: location.file,
  ...place(location),
});

const edit = ({ location, text }: Edit) => Object.assign(place(location), { text });

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
