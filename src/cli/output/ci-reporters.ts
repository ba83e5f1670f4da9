import type { Rule } from '../../engine/rule.ts';
import type { Reporter } from '../../model/reporter.ts';
import { reportGithub } from '../../reporters/github.ts';
import { reportGitlab } from '../../reporters/gitlab.ts';
import { reportJunit } from '../../reporters/junit.ts';
import { reportMarkdown } from '../../reporters/markdown.ts';
import { reportSarif } from '../../reporters/sarif.ts';

/** The formats that a run asks for only in CI: a bundle of their own, which no other run loads. */
export const ciReporters = {
  sarif: (rules) => (report, context) => reportSarif(report, { ...context, rules }),
  github: () => reportGithub,
  gitlab: () => reportGitlab,
  junit: () => reportJunit,
  markdown: () => reportMarkdown,
} as const satisfies Record<string, (rules: readonly Rule[]) => Reporter>;
