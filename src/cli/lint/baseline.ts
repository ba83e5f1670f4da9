import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { OnOutcome } from '../../engine/judge.ts';
import type { Finding, Report } from '../../model/report.ts';
import { readEnvFile } from '../env-file/read.ts';
import { writeEnvFile } from '../env-file/write.ts';
import { readFile } from '../read-file.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import { type Baseline, type Entry, parseBaseline, printBaseline } from './baseline-text.ts';
import { isEnvName } from './discover.ts';

export interface BaselineFlags {
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** A run with a baseline: listens to the rules' answers, then tells new findings from known ones. */
export interface BaselineRun {
  readonly onOutcome: OnOutcome;
  /** The report without known findings, and what to say. `isWhole`: every file was linted. Throws a usage error where it cannot write. */
  readonly finish: (report: Report, isWhole: boolean) => { readonly report: Report; readonly said: readonly string[] };
}

/** Reads what `--baseline` names and checks what `--write-baseline` would replace. Throws a usage error. */
export function openBaseline({ baseline, writeBaseline }: BaselineFlags): BaselineRun {
  const known = baseline === undefined ? undefined : makeMatcher(baseline, readBaseline(baseline));
  if (writeBaseline !== undefined) checkTarget(writeBaseline);
  return {
    onOutcome: (rule, subject, outcome) => known?.onOutcome(rule, subject, outcome),
    finish: (report, isWhole) => {
      const matched = known?.match(report);
      const said = baseline && matched ? fixedNote(baseline, matched) : [];
      if (writeBaseline === undefined) return { report: matched ?? report, said };
      if (!isWhole) return { report, said: [`${writeBaseline} is not written: not every file was linted`] };
      const entries = entriesOf(writeBaseline, report.findings);
      write(writeBaseline, printBaseline(entries));
      const count = entries.length;
      const written = `${writeBaseline} holds ${count} ${count === 1 ? 'finding' : 'findings'}: only others fail from now on`;
      const fixed = matched?.baseline?.fixed ?? [];
      return { report: { ...report, findings: [], baseline: { known: count, fixed } }, said: [written] };
    },
  };
}

function readBaseline(path: string): Baseline {
  const read = readFile(path, false);
  if (read.kind === 'problem') throw usageError(`--baseline ${shownArgument(path)}: ${read.problem}`);
  const parsed = parseBaseline(read.text);
  if (parsed.ok) return parsed.value;
  throw usageError(
    `--baseline ${shownArgument(path)} ${parsed.problem}; ${parsed.isOtherVersion ? 'write it again with --write-baseline' : 'name what --write-baseline wrote'}`,
  );
}

/** A slip must not cost a file: only a baseline, an empty file or none is replaced. */
function checkTarget(path: string): void {
  if (path === '') throw usageError('--write-baseline is empty; name a file');
  if (isEnvName(basename(path))) {
    throw usageError(`--write-baseline ${shownArgument(path)} would overwrite settings; name another file`);
  }
  if (!existsSync(path)) return;
  const read = readFile(path, false);
  if (read.kind === 'problem') throw usageError(`--write-baseline ${shownArgument(path)}: ${read.problem}`);
  const parsed = parseBaseline(read.text);
  if (read.text === '' || parsed.ok || parsed.isOtherVersion) return;
  throw usageError(`--write-baseline ${shownArgument(path)} is there and is no baseline; name another file`);
}

function write(path: string, text: string): void {
  const file = readEnvFile(path);
  const written = file.ok ? writeEnvFile(file.value, text, { backup: false }) : file;
  if (!written.ok) throw usageError(`--write-baseline: ${written.problem}`);
}

/** A file as the baseline names it: relative to the baseline, so that it does not matter where poolfit is started. */
const nameFor = (baseline: string, file: string): string =>
  relative(dirname(resolve(baseline)), resolve(file))
    .split(sep)
    .join('/');

const identityOf = ({ ruleId, file, subject }: Omit<Entry, 'occurrence'>): string => [ruleId, file, subject].join('\0');

/** Subjects are `<file>#<family or key>`, or of no file (a server). */
const ownName = (file: string, subject: string): string =>
  subject.startsWith(`${file}#`) ? subject.slice(file.length + 1) : subject;

/**
 * Findings as entries, in their order. A rule fails at most once for one subject, so rule, file and subject name a finding wherever its
 * line has moved; only `poolfit-ignore` comments of one file share a subject and are told apart by counting.
 */
function entriesOf(baseline: string, findings: readonly Finding[]): Entry[] {
  const counts = new Map<string, number>();
  return findings.map(({ ruleId, file, subject }) => {
    const entry = { ruleId, file: nameFor(baseline, file), subject: ownName(file, subject) };
    const occurrence = (counts.get(identityOf(entry)) ?? 0) + 1;
    counts.set(identityOf(entry), occurrence);
    return { ...entry, occurrence };
  });
}

/** Tells known findings from new ones, and entries that are fixed from those that nobody judged this time. */
function makeMatcher(path: string, { findings: entries }: Baseline) {
  const known = countByIdentity(entries);
  const rules = new Set(entries.map(({ ruleId }) => ruleId));
  const unjudged = new Set<string>();
  const onOutcome: OnOutcome = ({ id }, { file, id: subject }, outcome) => {
    if (outcome === 'pass' || outcome === 'fail' || !rules.has(id)) return;
    unjudged.add(identityOf({ ruleId: id, file: nameFor(path, file), subject: ownName(file, subject) }));
  };
  const match = (report: Report): Report => {
    const left = new Map(known);
    const current = entriesOf(path, report.findings);
    const findings = report.findings.filter((_, index) => !takeOne(left, current[index]));
    const linted = new Set(report.files.map((file) => nameFor(path, file)));
    const isGone = ({ file }: Entry): boolean => linted.has(file) || !existsSync(resolve(dirname(resolve(path)), file));
    const fixed = entries.filter((entry) => takeOne(left, entry) && !unjudged.has(identityOf(entry)) && isGone(entry));
    return { ...report, findings, baseline: { known: report.findings.length - findings.length, fixed } };
  };
  return { onOutcome, match };
}

function countByIdentity(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(identityOf(entry), (counts.get(identityOf(entry)) ?? 0) + 1);
  return counts;
}

/** Takes one of those that are left of this kind; whether there was one. */
function takeOne(left: Map<string, number>, entry: Entry | undefined): boolean {
  const identity = entry ? identityOf(entry) : '';
  const count = left.get(identity) ?? 0;
  if (count > 0) left.set(identity, count - 1);
  return count > 0;
}

/** How many fixed entries are named before they are only counted. */
const namedEntries = 3;

function fixedNote(path: string, { baseline }: Report): string[] {
  const fixed = baseline?.fixed ?? [];
  if (fixed.length === 0) return [];
  const named = fixed.slice(0, namedEntries).map(({ ruleId, file, subject }) => `${ruleId} (${file}#${subject})`);
  const more = fixed.length > namedEntries ? ` and ${fixed.length - namedEntries} more` : '';
  return [`${path}: no longer found: ${named.join(', ')}${more}; --write-baseline ${path} removes what is fixed`];
}
