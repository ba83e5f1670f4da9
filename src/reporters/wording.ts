import { factInfo, formatPlain } from '../model/fact-info.ts';
import type { FactName, Location } from '../model/facts.ts';
import type { Assumption, Evidence, Finding, NotEvaluated, Report } from '../model/report.ts';
import { countSeverities, severities } from '../model/severity.ts';

/** The name that SQLAlchemy or PostgreSQL has for a fact, else its own in words: `pool_size`, `max_connections`, `idle timeout`. */
export const factLabel = (fact: FactName): string =>
  // Capitals stand before small letters in Unicode.
  factInfo[fact].label ?? [...fact].map((letter) => (letter > 'Z' ? letter : ` ${letter.toLowerCase()}`)).join('');

/** `max_connections 100 (--max-connections)` */
export const evidenceText = ({ fact, value, unit, origin }: Evidence): string =>
  `${factLabel(fact)} ${formatPlain(value, unit)} (${origin})`;

/** `instances 1 (--instances)`: the flag replaces it. */
export const assumptionText = ({ fact, value, flag }: Assumption): string => `${factLabel(fact)} ${value} (${flag})`;

/** `.env:3`, or the file alone. */
export const placeText = (file: string, location: Location | null): string =>
  location ? `${file}:${location.line}` : file;

/** The message and what to do about it, as sentences. */
export const withHelp = ({ message, help }: Finding): string =>
  [message, help]
    .filter((text) => text !== '')
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');

/** What is missing for a rule, and how to give it. */
export const gapText = ({ missing, help }: Pick<NotEvaluated, 'missing' | 'help'>): string =>
  `${missing.map(factLabel).join(', ')}: unknown; ${help.startsWith('-') ? `give ${help}` : help}`;

/** `2 errors, 1 warning in 3 files; 4 checks not evaluated; 1 file not read; 1 check failed in poolfit itself` */
export function summaryText(report: Report, unread: number): string {
  const counts = countSeverities(report.findings);
  const named = severities.flatMap((severity) => (counts[severity] > 0 ? [plural(counts[severity], severity)] : []));
  const found = named.length > 0 ? named.join(', ') : 'No findings';
  const gaps = report.outcomes['not-evaluated'];
  const { live } = report;
  const files = report.files.length;
  return [
    `${found} in ${[...(files > 0 || !live ? [plural(files, 'file')] : []), ...(live ? [live.target] : [])].join(' and ')}`,
    ...(report.suppressed.length > 0 ? [`${report.suppressed.length} suppressed`] : []),
    ...(report.baseline ? [`${report.baseline.known} known to the baseline`] : []),
    ...(gaps > 0 ? [`${plural(gaps, 'check')} not evaluated`] : []),
    ...(unread > 0 ? [`${plural(unread, 'file')} not read`] : []),
    ...(report.crashes.length > 0 ? [`${plural(report.crashes.length, 'check')} failed in poolfit itself`] : []),
  ].join('; ');
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
