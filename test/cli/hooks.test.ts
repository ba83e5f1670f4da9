import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit, program } from './poolfit.ts';

const hook = readFileSync('.pre-commit-hooks.yaml', 'utf8');
const field = (name: string): string => new RegExp(`^  ${name}: (.*)$`, 'm').exec(hook)?.[1] ?? '';

/** A repository whose pre-commit hook runs the entry as pre-commit does: at the root, with the args and without file names. */
function repository(files: Readonly<Record<string, string>>) {
  poolfit(['--version']);
  const folder = folderOf({ ...files, 'bin/.keep': '' });
  symlinkSync(program, join(folder.path, 'bin', 'poolfit'));
  const env = {
    PATH: `${join(folder.path, 'bin')}:${process.env.PATH}`,
    HOME: folder.path,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const git = (...words: string[]) => spawnSync('git', words, { cwd: folder.path, env, encoding: 'utf8' });
  git('init', '-q');
  const script = join(folder.path, '.git', 'hooks', 'pre-commit');
  const args = [...field('args').matchAll(/'([^']*)'/g)].map(([, word]) => word);
  writeFileSync(script, `#!/bin/sh\nexec ${field('entry')} ${args.join(' ')}\n`);
  chmodSync(script, 0o755);
  return { ...folder, git };
}

const config = '{ "instances": 3, "maxConnections": 100 }';

describe('the pre-commit hook', () => {
  it('always runs and takes no file names: git ignores most .env files', () => {
    expect(field('always_run')).toBe('true');
    expect(field('pass_filenames')).toBe('false');
    expect(field('language')).toBe('node');
  });

  it('stops a commit while an ignored .env does not fit, and lets it pass when it does', () => {
    const files = {
      'poolfit.config.json': config,
      '.gitignore': '.env\nbin\n',
      '.env': 'DB_POOL_SIZE=20\n',
      'a.txt': 'a',
    };
    const { path, git, remove } = repository(files);
    git('add', '.');
    const stopped = git('commit', '-q', '-m', 'first');
    expect(stopped.status).toBe(1);
    expect(stopped.stdout + stopped.stderr).toContain('.env:1:14 error connections-over-limit');
    expect(git('log', '--oneline').status).not.toBe(0);

    writeFileSync(join(path, '.env'), 'DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n');
    const passed = git('commit', '-q', '-m', 'first');
    expect(passed.stderr).not.toContain('error');
    expect(passed.status).toBe(0);
    expect(git('log', '--oneline').stdout).toContain('first');
    remove();
  });
});
