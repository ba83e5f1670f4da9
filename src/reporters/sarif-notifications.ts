import type { Report } from '../model/report.ts';
import type { Diagnostic } from '../model/reporter.ts';
import { printable } from '../model/words/printable.ts';
import { artifactLocation } from './file-path.ts';
import { assumptionText, gapText, plural } from './wording.ts';

type RuleIndex = ReadonlyMap<string, number>;

/** What poolfit notifies about, in the order of `descriptor.index`. */
export const notificationKinds = [
  { id: 'not-evaluated', shortDescription: { text: 'A rule could not be evaluated, because a fact is unknown.' } },
  { id: 'assumed', shortDescription: { text: 'A number that nobody stated was taken for granted.' } },
  { id: 'file-not-read', shortDescription: { text: 'A file could not be linted.' } },
  { id: 'rule-failed', shortDescription: { text: 'A rule threw; that is a fault of poolfit.' } },
] as const;

const kind = (id: (typeof notificationKinds)[number]['id']) => ({
  id,
  index: notificationKinds.findIndex((one) => one.id === id),
});

/** What was not evaluated, by rule and missing facts, and what was assumed: both end with a fact that the user states. */
export function configurationNotifications({ notEvaluated, assumed }: Report, rules: RuleIndex) {
  return [
    ...notEvaluated.map((group) => ({
      descriptor: kind('not-evaluated'),
      associatedRule: ruleReference(group.ruleId, rules),
      level: 'note',
      message: {
        text: printable(
          `${group.ruleId} was not evaluated for ${plural(group.subjects.count, 'subject')}: ${gapText(group)}.`,
        ),
      },
      properties: { missing: group.missing, subjects: group.subjects },
    })),
    ...assumed.map((assumption) => ({
      descriptor: kind('assumed'),
      level: 'note',
      message: { text: printable(`Assumed: ${assumptionText(assumption)}; the flag replaces it.`) },
      properties: { ...assumption },
    })),
  ];
}

/** Rules that threw and files that could not be read: the run is incomplete. */
export function executionNotifications(
  crashes: Report['crashes'],
  diagnostics: readonly Diagnostic[],
  rules: RuleIndex,
) {
  return [
    ...diagnostics.map(({ file, message }) => ({
      descriptor: kind('file-not-read'),
      level: 'error',
      message: { text: printable(message) },
      locations: [{ physicalLocation: { artifactLocation: artifactLocation(file) } }],
    })),
    ...crashes.map(({ ruleId, subject, error }) => ({
      descriptor: kind('rule-failed'),
      associatedRule: ruleReference(ruleId, rules),
      level: 'error',
      message: { text: printable(`${ruleId} failed at ${subject}: ${error}`) },
    })),
  ];
}

function ruleReference(id: string, rules: RuleIndex) {
  const index = rules.get(id);
  return { id, ...(index !== undefined && { index }) };
}
