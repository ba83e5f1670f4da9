import type { Edit, Location } from '../model/facts.ts';
import type { Finding, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import type { RuleInfo } from '../model/rule-info.ts';
import { printable } from '../model/words/printable.ts';
import { artifactLocation } from './file-path.ts';
import { fingerprints } from './fingerprint.ts';
import { inertJson } from './inert-json.ts';
import { configurationNotifications, executionNotifications, notificationKinds } from './sarif-notifications.ts';
import { levels, ruleDescriptor } from './sarif-rules.ts';
import { withHelp } from './wording.ts';

/** What SARIF names besides the report: the tool's version, the files it could not read, and every rule that ran. */
export type SarifContext = Pick<ReportContext, 'version' | 'diagnostics'> & { readonly rules: readonly RuleInfo[] };

/**
 * A SARIF 2.1.0 log of one run: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, with what GitHub's code scanning asks
 * for. Results are failures only; what was not evaluated or assumed is a notification, so that an empty log does not mean "fine".
 */
export function reportSarif(report: Report, context: SarifContext): string {
  const { version, rules } = context;
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const ids = fingerprints(report.findings);
  const run = {
    tool: {
      driver: {
        name: 'poolfit',
        semanticVersion: version,
        rules: rules.map(ruleDescriptor),
        notifications: notificationKinds,
      },
    },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    invocations: [invocation(report, context, ruleIndex)],
    results: report.findings.map((finding, index) => ({
      ...result(finding, ruleIndex),
      partialFingerprints: { 'poolfitFinding/v1': ids[index] },
    })),
    properties: { files: report.files.length, outcomes: report.outcomes, suppressed: report.suppressed.length },
  };
  return inertJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] });
}

type RuleIndex = ReadonlyMap<string, number>;

/** Not successful where a rule threw or a file could not be read: the run's results are not all there are. */
const invocation = (report: Report, { diagnostics }: SarifContext, ruleIndex: RuleIndex) => ({
  executionSuccessful: report.crashes.length === 0 && diagnostics.length === 0,
  toolConfigurationNotifications: configurationNotifications(report, ruleIndex),
  toolExecutionNotifications: executionNotifications(report.crashes, diagnostics, ruleIndex),
});

function result(finding: Finding, ruleIndex: RuleIndex) {
  const { ruleId, severity, file, location, subject, evidence, related, fix } = finding;
  const index = ruleIndex.get(ruleId);
  return {
    ruleId,
    ...(index !== undefined && { ruleIndex: index }),
    level: levels[severity],
    message: { text: printable(withHelp(finding)) },
    // GitHub shows a result only where it has a region; without a place it is the start of the file.
    locations: [physical(file, location ? region(location) : fileStart)],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, id) => ({
        id,
        message: { text: printable(one.message) },
        ...physical(one.location.file, region(one.location)),
      })),
    }),
    ...(fix && {
      fixes: [{ description: { text: printable(fix.description) }, artifactChanges: changes(fix.edits) }],
    }),
    properties: { subject, evidence },
  };
}

const fileStart = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/** SARIF's columns are poolfit's: from 1, the end exclusive. */
const region = ({ line, column, endLine, endColumn }: Location): typeof fileStart => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const physical = (file: string, where: typeof fileStart) => ({
  physicalLocation: { artifactLocation: artifactLocation(file), region: where },
});

function changes(edits: readonly Edit[]) {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return files.map((file) => ({
    artifactLocation: artifactLocation(file),
    replacements: edits
      .filter(({ location }) => location.file === file)
      .map(({ location, text }) => ({ deletedRegion: region(location), insertedContent: { text } })),
  }));
}
