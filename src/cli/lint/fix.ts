import { changedAssignments } from '../../formats/dotenv-edits.ts';
import { fix, type LintOptions, type Source } from '../../index.ts';
import { printable } from '../../model/words/printable.ts';
import { changeDiff } from '../env-file/diff.ts';
import { readEnvFile } from '../env-file/read.ts';
import { writeEnvFile } from '../env-file/write.ts';
import type { FileText } from '../read-file.ts';

/** What `--fix` and `--diff` do with each file, and what there is to say of it. */
export interface Fixer {
  /** The text to lint in place of the one that was read: the new one where it was written, else the old one. */
  readonly handle: (source: Source, options: LintOptions) => FileText;
  /** The diff of every file. */
  readonly printed: () => string;
  readonly said: readonly string[];
}

export function makeFixer({ write }: { readonly write: boolean }): Fixer {
  const diff: string[] = [];
  const said: string[] = [];
  return {
    printed: () => diff.map((line) => `${line}\n`).join(''),
    said,
    handle: ({ file: name, text }, options) => {
      const { text: fixed, applied, dropped } = fix({ file: name, text }, options);
      for (const { finding, why } of dropped) said.push(`${name}: ${finding.ruleId} is not fixed: ${why}`);
      if (fixed === text) return { kind: 'text', text };
      if (write) {
        const problem = replace(name, text, fixed);
        if (problem !== null) return { kind: 'problem', problem };
        for (const one of applied) said.push(`${name}: ${one.ruleId} is fixed: ${one.fix?.description}`);
      }
      diff.push(...changeDiff(printable(name), { before: text, after: fixed }, changedAssignments(text, fixed)));
      return { kind: 'text', text: write ? fixed : text };
    },
  };
}

/** Writes the new text when the file still holds the text that was linted; else says why not. */
function replace(name: string, text: string, fixed: string): string | null {
  const file = readEnvFile(name);
  if (!file.ok) return withoutName(name, file.problem);
  if (file.value.text !== text) return 'has changed since poolfit read it: nothing was written, run it again';
  const written = writeEnvFile(file.value, fixed, { backup: false });
  return written.ok ? null : withoutName(name, written.problem);
}

/** Diagnostics name their file themselves. */
const withoutName = (name: string, problem: string): string =>
  problem.startsWith(`${name} `) ? problem.slice(name.length + 1) : problem;
