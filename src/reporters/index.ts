import type { Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import type { RuleInfo } from '../model/rule-info.ts';
import { reportGithub } from './github.ts';
import { reportGitlab } from './gitlab.ts';
import { reportJson } from './json.ts';
import { reportJunit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import { reportSarif } from './sarif.ts';
import { reportText } from './text.ts';

/** A pure function from report to text, which ends with a line feed or is empty. `rules`: every rule, for formats that list them. */
export type Reporter = (report: Report, context: ReportContext & { readonly rules: readonly RuleInfo[] }) => string;

/** Every reporter, by the name of its format: the registry. */
export const reporters = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  github: reportGithub,
  gitlab: reportGitlab,
  junit: reportJunit,
  markdown: reportMarkdown,
} as const satisfies Record<string, Reporter>;

export type Format = keyof typeof reporters;
