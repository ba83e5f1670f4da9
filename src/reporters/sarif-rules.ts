import type { RuleInfo } from '../model/rule-info.ts';
import { literal } from './markdown-text.ts';

/** SARIF's names of the severities. */
export const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** GitHub's names of them, for rules that are not about security. */
const problemSeverities = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

/** A rule as SARIF's reportingDescriptor: all that is said about it wherever it is reported. */
export function ruleDescriptor({ id, title, texts, severity, category }: RuleInfo) {
  const { why, sources } = texts();
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: {
      text: [why, 'Sources:', ...sources.map((source) => `- ${source}`)].join('\n'),
      markdown: [literal(why), '', '**Sources**', '', ...sources.map((source) => `- ${linked(source)}`)].join('\n'),
    },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['postgresql', 'connection-pool', category],
      precision: 'high',
      'problem.severity': problemSeverities[severity],
    },
  };
}

const linked = (source: string): string => (/^https:\/\/[^\s<>]+$/.test(source) ? `<${source}>` : literal(source));
