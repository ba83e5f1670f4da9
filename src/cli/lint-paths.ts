import { dirname } from 'node:path';
import type { OnOutcome } from '../core/lint.ts';
import type { Report } from '../core/report.ts';
import type { Diagnostic } from '../core/reporter.ts';
import { type FileOptions, type Linter, makeLinter } from '../linter.ts';
import { type FolderConfig, makeFolderConfigs } from './config/file-options.ts';
import type { ConfigFlags } from './config/find-config.ts';
import { type FileQueue, makeFileQueue } from './file-queue.ts';
import { discover, type Found } from './files.ts';
import type { Fixer } from './fix.ts';
import { type FileText, readFile, readStandardInput } from './read-file.ts';

export interface Linted {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  /** What was left out, and is no fault. */
  readonly notes: readonly string[];
}

interface Run {
  readonly flags: ConfigFlags & { readonly stdinFilename?: string };
  /** What the flags state; a file's config stands behind it. */
  readonly stated: FileOptions;
  readonly fixer: Fixer | undefined;
  readonly onOutcome: OnOutcome | undefined;
}

/** File by file: only findings and names stay in memory. */
export async function lintPaths(paths: readonly string[], { flags, stated, fixer, onOutcome }: Run): Promise<Linted> {
  const linter = makeLinter({ ...stated, ...(onOutcome && { onOutcome }) });
  const configs = makeFolderConfigs(flags, stated);
  const diagnostics: Diagnostic[] = [];
  const notes: string[] = [];
  const add = makeAdd(linter, fixer, diagnostics);
  // Made by the first walk.
  let queue: FileQueue<FileOptions> | undefined;
  const isLeftOut = (path: string, config: FolderConfig): boolean => !paths.includes(path) && config.leavesOut(path);
  const addAll = (files: readonly string[], config: FolderConfig): void => {
    // A fix may change what a later path leads to.
    queue ??= makeFileQueue(add, fixer === undefined);
    for (const file of files) {
      if (!isLeftOut(file, config)) queue.add(file, config.optionsFor(file));
    }
  };
  for (const found of discover(paths)) {
    if (found.kind === 'skipped') {
      notes.push(`${found.file}: ${found.reason}`);
      continue;
    }
    const file = found.kind === 'standard-input' ? (flags.stdinFilename ?? '<stdin>') : fileOf(found);
    const folder = 'folder' in found ? found.folder : dirname(file);
    const finding = configs.of(folder, found.kind === 'folder' ? found.marks : undefined);
    // 100 000 files must not wait for a promise each.
    const config = finding instanceof Promise ? await finding : finding;
    if (found.kind === 'folder') {
      if (config.leavesOut(folder)) found.skip();
    } else if (found.kind === 'files') addAll(found.files, config);
    else if (found.kind !== 'file' || !isLeftOut(file, config)) {
      if (queue) queue.add(file, config.optionsFor(file), () => readFound(found));
      else add(file, readFound(found), config.optionsFor(file));
    }
  }
  queue?.finish();
  return { report: linter.report(), diagnostics, notes: [...notes, ...configs.notes()] };
}

type Add = (file: string, read: FileText, own: FileOptions) => void;

/** Lints what was read of a file, and fixes it first where that is asked for; what can't be read, or fixed, is told. */
const makeAdd =
  (linter: Linter, fixer: Fixer | undefined, diagnostics: Diagnostic[]): Add =>
  (file, read, own) => {
    if (read.kind === 'problem') diagnostics.push({ file, message: read.problem });
    else if (!fixer) linter.add({ file, text: read.text }, own);
    else {
      const fixed = fixer.handle({ file, text: read.text }, own);
      if (fixed.kind === 'text') linter.add({ file, text: fixed.text }, own);
      else diagnostics.push({ file, message: fixed.problem });
    }
  };

const fileOf = (found: Exclude<Found, { kind: 'standard-input' }>): string => ('file' in found ? found.file : '');

/** Standard input by path: opening it again fails where it is a socket, as it is for a child of many programs. */
const inputPaths: ReadonlySet<string> = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function readFound(found: Exclude<Found, { kind: 'skipped' | 'folder' | 'files' }>): FileText {
  if (found.kind === 'problem') return found;
  const isInput = found.kind === 'standard-input' || inputPaths.has(found.file);
  return isInput ? readStandardInput() : readFile(found.file, found.isRegular, found.size);
}
