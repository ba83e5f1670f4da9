import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit } from './poolfit.ts';

const script = (shell: string): string => poolfit(['completion', shell]).out;

/** What bash offers for a line, its last word being completed. */
function offered(line: string, files: Readonly<Record<string, string>> = {}): string[] {
  const words = line.split(' ');
  const folder = folderOf(files);
  const program = `${script('bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
_poolfit && printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-c', program], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  folder.remove();
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  it.each<[string, readonly string[]]>([
    ['poolfit li', ['lint']],
    ['poolfit --v', ['--version']],
    ['poolfit lint --max', ['--max-connections']],
    ['poolfit lint --format ', ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown']],
    ['poolfit lint --fail-on w', ['warning']],
    ['poolfit size --traffic very', ['very-high']],
    ['poolfit completion ', ['bash', 'zsh', 'fish']],
    ['poolfit help exp', ['explain']],
    ['poolfit nothing --', []],
  ])('%s', (line, words) => expect(offered(line)).toEqual(words));

  it('files for arguments and for flags that take one', () => {
    const files = { '.env.production': '', 'deploy.env': '' };
    expect(offered('poolfit lint de', files)).toEqual(['deploy.env']);
    expect(offered('poolfit lint --config .env', files)).toEqual(['.env.production']);
  });
});

/** The commands and flags as the help lists them. */
const names = (help: string, pattern: RegExp): string[] => [...help.matchAll(pattern)].map(([, name = '']) => name);
const commands = names(poolfitHelp(), /^ {2}([a-z]+)[ [].*\S$/gm).filter((name) => name !== 'poolfit');

function poolfitHelp(...words: string[]): string {
  const { out } = poolfit([...words, '--help']);
  return out.slice(out.indexOf(words.length === 0 ? 'Commands:' : 'Options:'));
}

describe.each(['bash', 'zsh', 'fish'])('%s', (shell) => {
  it('knows every command and every flag of the help', () => {
    const text = script(shell);
    expect(commands).toEqual(
      expect.arrayContaining(['lint', 'size', 'check', 'wizard', 'explain', 'init', 'completion']),
    );
    for (const name of commands) {
      expect(text).toMatch(new RegExp(`\\b${name}\\b`));
      for (const flag of names(poolfitHelp(name), /^ {2}(?:-\w, )?--([a-z-]+)/gm)) {
        expect(text, `${name} --${flag}`).toMatch(new RegExp(shell === 'fish' ? `-l ${flag} ` : `--${flag}\\b`));
      }
    }
  });
});

describe('usage', () => {
  it.each([
    [['completion'], "missing required argument 'shell'"],
    [['completion', 'ksh'], 'one of bash, zsh, fish'],
  ])('%j: exit 2', (words, said) => {
    const { code, err } = poolfit(words);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });
});
