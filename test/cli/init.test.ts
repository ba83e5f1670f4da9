import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit, type Run } from './poolfit.ts';

type Files = Record<string, string>;

/** Runs init in a folder with these files, and gives every file afterwards. */
function init(files: Files, ...words: string[]): { run: Run; after: Files } {
  const folder = folderOf(files);
  const run = poolfit(['init', ...words], { cwd: folder.path });
  const names = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const after = Object.fromEntries(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.path.length + 1), readFileSync(path, 'utf8')];
    }),
  );
  folder.remove();
  return { run, after };
}

describe('init', () => {
  it('writes a config, a CI job and a pre-commit entry, and says what they are for', () => {
    const { run, after } = init({});
    expect(Object.keys(after).sort()).toEqual([
      '.github/workflows/poolfit.yml',
      '.pre-commit-config.yaml',
      'poolfit.config.json',
    ]);
    expect(run.out).toMatch(/^written {2}poolfit\.config\.json/);
    expect(run.out).toContain('maxConnections');
    expect(run.code).toBe(0);
  });

  it('what it writes is a config that lint takes', () => {
    const words =
      '--instances 3 --max-connections 100 --surge 25% --idle-timeout 10m --provider rds --rps 200 --query-ms 0.5';
    const folder = folderOf({ '.env': 'DB_POOL_SIZE=20\n' });
    expect(poolfit(['init', ...words.split(' ')], { cwd: folder.path }).code).toBe(0);
    const run = poolfit(['lint', '--format', 'json'], { cwd: folder.path });
    folder.remove();
    const over = JSON.parse(run.out).findings.find(
      ({ ruleId }: { ruleId: string }) => ruleId === 'connections-over-limit',
    );
    expect(over.message).toContain('3 instances × (20 + 40) = 180');
    expect(run.err).toBe('');
  });

  it('states nothing that nobody stated', () => {
    expect(JSON.parse(init({}).after['poolfit.config.json'] ?? '')).toEqual({
      $schema: './node_modules/poolfit/src/cli/config/config.schema.json',
      rules: {},
      ignore: [],
    });
  });

  it.each(['poolfit.config.json', '.github/workflows/poolfit.yml', '.pre-commit-config.yaml'])(
    'never overwrites %s: it prints what belongs into it',
    (name) => {
      const { run, after } = init({ [name]: 'mine' });
      expect(after[name]).toBe('mine');
      expect(Object.keys(after).length).toBe(3);
      expect(run.out).toContain(`kept     ${name}`);
      expect(run.code).toBe(0);
    },
  );

  it('writes no second config beside the one in package.json', () => {
    const { after } = init({ 'package.json': '{"poolfit":{}}' });
    expect(after['poolfit.config.json']).toBeUndefined();
  });

  it('writes through no link', () => {
    const folder = folderOf({});
    symlinkSync('target', join(folder.path, 'poolfit.config.json'));
    expect(poolfit(['init'], { cwd: folder.path }).out).toContain('kept     poolfit.config.json');
    expect(readdirSync(folder.path)).not.toContain('target');
    folder.remove();
  });

  it.each([
    [
      'where there is a .gitlab-ci.yml, its job is printed',
      { '.gitlab-ci.yml': 'mine' },
      [],
      'gitlab=gl-code-quality-report.json',
    ],
    ['--ci gitlab writes one', {}, ['--ci', 'gitlab'], 'written  .gitlab-ci.yml'],
    [
      '--ci github writes one all the same',
      { '.gitlab-ci.yml': 'mine' },
      ['--ci', 'github'],
      'written  .github/workflows/poolfit.yml',
    ],
  ])('%s', (_, files, words, said) => {
    const { run, after } = init(files, ...words);
    expect(run.out).toContain(said);
    if ('.gitlab-ci.yml' in files) expect(after['.gitlab-ci.yml']).toBe('mine');
  });

  it('--ci none writes no job', () => {
    expect(Object.keys(init({}, '--ci', 'none').after).sort()).toEqual([
      '.pre-commit-config.yaml',
      'poolfit.config.json',
    ]);
  });

  it.each([
    [['nowhere'], 'nowhere is no folder'],
    [['--ci', 'gitlab-ci'], 'one of github, gitlab, none'],
    [['--instances', '0'], '--instances 0 cannot be used'],
    [['--max-connections', '5', '--reserved-connections', '5'], 'leaves nothing'],
  ])('%j: one line, exit 2, nothing written', (words, said) => {
    const { run, after } = init({}, ...words);
    expect(run.err).toContain(said);
    expect(run.err.trim().split('\n').length).toBe(1);
    expect(run.code).toBe(2);
    expect(after).toEqual({});
  });

  it('a folder where a file should be', () => {
    const folder = folderOf({});
    mkdirSync(join(folder.path, 'poolfit.config.json'));
    writeFileSync(join(folder.path, '.github'), 'a file');
    const { code, err } = poolfit(['init'], { cwd: folder.path });
    folder.remove();
    expect(err).toContain('cannot be written');
    expect(code).toBe(2);
  });
});
