import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Declare, Result } from '../command.ts';
import { configName } from '../config/find-config.ts';
import { addFactFlags, type FactFlags, statedFrom } from '../flags/facts.ts';
import { refuseRepeats } from '../flags/repeats.ts';
import { oneOf } from '../flags/values.ts';
import { type Ci, ciFiles, configKeys, configText, preCommitText } from '../init-files.ts';
import { codeOf } from '../output/write.ts';
import { shownArgument, usageError } from '../usage-error.ts';
import { version } from '../version.ts';

interface InitFlags extends FactFlags {
  readonly ci?: Ci | 'none';
}

/** Declares `poolfit init`. */
export const declareInit: Declare = (command, done) => {
  command
    .argument('[folder]', 'the root of the project; default: the working directory')
    .option(
      '--ci <service>',
      'github, gitlab or none; default: gitlab where there is a .gitlab-ci.yml, else github',
      oneOf('--ci', ['github', 'gitlab', 'none']),
    );
  addFactFlags(command, { defaults: true });
  refuseRepeats(command);
  command.addHelpText('after', help);
  command.action((folder: string | undefined) => done(runInit(folder ?? '.', command.opts<InitFlags>())));
};

const help = `
Writes poolfit.config.json with the facts that the flags state, a CI job and a
pre-commit entry. A file that exists is left as it is, and what belongs into
it is printed instead.

Examples:
  poolfit init --instances 3 --max-connections 100
  poolfit init services/ --ci gitlab

Exit codes:
  0  written, or there already
  2  bad usage, or a file could not be written
`;

/** One file of the start: its text, and why it is there. */
interface Start {
  readonly name: string;
  readonly text: string;
  readonly about: string;
}

function runInit(folder: string, flags: InitFlags): Result {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw usageError(`${shownArgument(folder)} is no folder; name the root of the project`);
  }
  statedFrom(flags);
  const ci = flags.ci ?? (existsSync(join(folder, '.gitlab-ci.yml')) ? 'gitlab' : 'github');
  const starts: Start[] = [
    { name: configName, text: configText(flags), about: 'facts that no .env file says' },
    ...(ci === 'none' ? [] : [{ ...ciFiles(version)[ci], about: 'lints every .env file in CI' }]),
    { name: '.pre-commit-config.yaml', text: preCommitText(version), about: 'lints before a commit' },
  ];
  const lines = starts.map((start) => written(folder, start));
  return { out: `${[...lines, '', ...configKeys, '', nextStep].join('\n')}\n`, err: '', code: 0 };
}

const nextStep = 'Next: state what you know in poolfit.config.json, then run poolfit lint .';

/** Writes a file that is not there yet; of one that is, what would belong into it is printed. */
function written(folder: string, { name, text, about }: Start): string {
  const path = join(folder, name);
  if (name === configName && hasPackageConfig(folder)) return `kept     package.json has a "poolfit" of its own`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return `written  ${name}  ${about}`;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw usageError(
        `${shownArgument(path)} cannot be written (${codeOf(error) || 'unknown reason'}); check the folder`,
      );
    }
    const indented = text.trimEnd().replace(/^(?=.)/gm, '    ');
    return `kept     ${name}: it exists; ${about}, with this in it:\n\n${indented}\n`;
  }
}

function hasPackageConfig(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'poolfit' in manifest;
  } catch {
    // No package.json, or none that can be read: it holds no config, and lint says what is wrong with it.
    return false;
  }
}
