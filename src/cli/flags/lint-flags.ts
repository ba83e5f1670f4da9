import type { Command } from 'commander';
import { addLiveFlags } from '../live/flags.ts';
import { addAnswerFlags } from './answer.ts';
import { addChangeFlags } from './changes.ts';
import { addConfigFlags } from './config.ts';
import { addFactFlags } from './facts.ts';
import { lintHelp } from './lint-help.ts';
import { refuseRepeats } from './repeats.ts';

/** Declares the flags of `poolfit lint`, and what its help says of them. */
export function addLintFlags(command: Command): void {
  command.option('--stdin-filename <name>', 'the name that findings in standard input carry');
  addFactFlags(command, { defaults: true });
  command
    .optionsGroup('The live database:')
    .option('--live', "read limits and sessions from the database in the named file's DATABASE_URL")
    .option('--snapshot <file>', 'take them from what check --save wrote');
  addLiveFlags(command);
  addConfigFlags(command);
  addChangeFlags(command);
  addAnswerFlags(command);
  refuseRepeats(command);
  command.addHelpText('after', lintHelp);
}
