import type { Declare } from '../command.ts';
import { addAnswerFlags } from '../flags/answer.ts';
import { addChangeFlags } from '../flags/changes.ts';
import { addConfigFlags } from '../flags/config.ts';
import { addFactFlags } from '../flags/facts.ts';
import { lintHelp } from '../flags/lint-help.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { type LintFlags, lint } from '../lint/lint.ts';
import { addLiveFlags } from '../live/flags.ts';

/** Declares `poolfit lint`. */
export const declareLint: Declare = (command, done) => {
  command
    .argument('[paths...]', 'files, folders or - (standard input); default: .env')
    .option('--stdin-filename <name>', 'the name that findings in standard input carry');
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
  command.action(async (paths: string[]) => done(await lint(paths, command.opts<LintFlags>())));
};

export { lint };
