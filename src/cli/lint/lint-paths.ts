import { dirname } from 'node:path';
import type { OnOutcome } from '../../engine/judge.ts';
import { type FileOptions, type Linter, makeLinter } from '../../linter/linter.ts';
import type { Report } from '../../model/report.ts';
import type { Diagnostic } from '../../model/reporter.ts';
import { makeFolderConfigs } from '../config/file-options.ts';
import type { ConfigFlags } from '../config/find-config.ts';
import { type FileText, readFile, readStandardInput } from '../read-file.ts';
import { discover, type Found } from './discover.ts';
import type { Fixer } from './fix.ts';

export interface Linted {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  /** What was left out, and is no fault. */
  readonly notes: readonly string[];
}

interface Run {
  readonly flags: ConfigFlags & { readonly stdinFilename?: string };
  /** What the flags state; a file's config stands behind it. */
  readonly ofFlags: FileOptions;
  readonly fixer: Fixer | undefined;
  readonly onOutcome: OnOutcome | undefined;
}

/** Lints file by file: no text stays in memory longer than it is judged. */
export async function lintPaths(paths: readonly string[], { flags, ofFlags, fixer, onOutcome }: Run): Promise<Linted> {
  const linter = makeLinter({ ...ofFlags, ...(onOutcome && { onOutcome }) });
  const configs = makeFolderConfigs(flags, ofFlags);
  const diagnostics: Diagnostic[] = [];
  const notes: string[] = [];
  for (const found of discover(paths)) {
    if (found.kind === 'skipped') notes.push(`${found.file}: ${found.reason}`);
    else if (found.kind === 'folder') {
      if ((await configs.of(found.folder)).leavesOut(found.folder)) found.skip();
    } else {
      const file = found.kind === 'standard-input' ? (flags.stdinFilename ?? '<stdin>') : found.file;
      const config = await configs.of(dirname(file));
      if (found.kind === 'file' && !paths.includes(file) && config.leavesOut(file)) continue;
      const problem = add({ file, read: readFound(found), own: config.optionsFor(file) }, linter, fixer);
      if (problem !== undefined) diagnostics.push({ file, message: problem });
    }
  }
  return { report: linter.report(), diagnostics, notes: [...notes, ...configs.notes()] };
}

interface ReadFile {
  readonly file: string;
  readonly read: FileText;
  readonly own: FileOptions;
}

/** Lints what was read of a file, and fixes it first where that is asked for; returns why it can't be read, or fixed. */
function add({ file, read, own }: ReadFile, linter: Linter, fixer: Fixer | undefined): string | undefined {
  if (read.kind === 'problem') return read.problem;
  const fixed = fixer?.handle({ file, text: read.text }, own) ?? read;
  if (fixed.kind === 'problem') return fixed.problem;
  linter.add({ file, text: fixed.text }, own);
  return undefined;
}

/** Standard input by path: opening it again fails where it is a socket, as it is for a child of many programs. */
const inputPaths: ReadonlySet<string> = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function readFound(found: Exclude<Found, { kind: 'skipped' | 'folder' }>): FileText {
  if (found.kind === 'problem') return found;
  const isInput = found.kind === 'standard-input' || inputPaths.has(found.file);
  return isInput ? readStandardInput() : readFile(found.file, found.isRegular);
}
