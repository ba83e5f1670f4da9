import type { OnOutcome } from '../core/lint.ts';
import type { Report } from '../core/report.ts';
import type { Diagnostic } from '../core/reporter.ts';
import { type FileOptions, makeLinter } from '../linter.ts';
import { makeFileConfigs } from './config/file-options.ts';
import type { ConfigFlags } from './config/find-config.ts';
import { discover, type Found } from './files.ts';
import type { Fixer } from './fix.ts';
import { type FileBytes, type Problem, readBytes, readInputBytes } from './read-file.ts';

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
  const configs = makeFileConfigs(flags, stated);
  const diagnostics: Diagnostic[] = [];
  const notes: string[] = [];
  for (const found of discover(paths)) {
    if (found.kind === 'folder' || (found.kind === 'file' && !paths.includes(found.file))) {
      const isLeftOut = configs.leavesOut(found);
      if (isLeftOut instanceof Promise ? await isLeftOut : isLeftOut) {
        if (found.kind === 'folder') found.skip();
        continue;
      }
      if (found.kind === 'folder') continue;
    }
    const file = found.kind === 'standard-input' ? (flags.stdinFilename ?? '<stdin>') : found.file;
    if (found.kind === 'skipped') notes.push(`${file}: ${found.reason}`);
    else {
      const options = configs.optionsFor(file);
      const own = options instanceof Promise ? await options : options;
      const read = readFound(found, file);
      if (read.kind === 'problem') diagnostics.push({ file, message: read.problem });
      else if (!fixer) linter.add(read, own);
      else {
        const fixed = fixer.handle({ file, text: read.text }, own);
        if (fixed.kind === 'text') linter.add({ file, text: fixed.text }, own);
        else diagnostics.push({ file, message: fixed.problem });
      }
    }
  }
  return { report: linter.report(), diagnostics, notes: [...notes, ...configs.notes()] };
}

/** Standard input by path: opening it again fails where it is a socket, as it is for a child of many programs. */
const inputPaths: ReadonlySet<string> = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

function readFound(found: Exclude<Found, { kind: 'skipped' | 'folder' }>, name: string): FileBytes | Problem {
  if (found.kind === 'problem') return found;
  const isInput = found.kind === 'standard-input' || inputPaths.has(found.file);
  return isInput ? readInputBytes(name) : readBytes(found.file, found.isRegular);
}
