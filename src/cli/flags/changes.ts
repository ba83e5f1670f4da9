import type { Command } from 'commander';

/** Declares `--fix`, `--diff`, `--baseline` and `--write-baseline`. */
export function addChangeFlags(command: Command): void {
  command
    .optionsGroup('Fixes and known findings:')
    .option('--fix', 'change the values that have a fix, in the files, and report what is left')
    .option('--diff', 'print what --fix changes, in place of the report; alone it writes nothing')
    .option('--baseline <file>', 'only findings that are not in this file count; says which of its own are gone')
    .option('--write-baseline <file>', 'write the findings of now to this file, for --baseline');
}
