import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, poolfit } from './poolfit.ts';

let folder: ReturnType<typeof folderOf>;
beforeAll(() => {
  folder = folderOf({ '.env': 'DB_POOL_SIZE=60\nDB_MAX_OVERFLOW=60\n' });
});
afterAll(() => folder.remove());

const lint = (words: readonly string[], env: Record<string, string> = {}) =>
  poolfit(['lint', '--max-connections', '100', ...words], { cwd: folder.path, env });
const written = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

describe('a format per destination', () => {
  it('one run, three reports, each as it is alone', () => {
    const { out, code, err } = lint(['--format', 'text', '--format', 'sarif=out.sarif', '--format', 'json=out.json']);
    expect(out).toBe(lint([]).out);
    expect(written('out.sarif')).toBe(lint(['--format', 'sarif']).out);
    expect(written('out.json')).toBe(lint(['--format', 'json']).out);
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it('only to files: nothing on standard output', () => {
    expect(lint(['--format', 'junit=out.xml']).out).toBe('');
    expect(written('out.xml')).toContain('<testsuites');
  });

  it('--output takes the format without a file', () => {
    expect(lint(['--format', 'json', '--format', 'markdown=out.md', '--output', 'main.json']).out).toBe('');
    expect(JSON.parse(written('main.json')).summary.errors).toBe(1);
    expect(written('out.md')).toContain('### poolfit');
  });

  it('colours stay on the terminal', () => {
    const { out } = lint(['--color', 'always', '--format', 'text', '--format', 'text=out.txt']);
    expect(out).toContain('\x1b[');
    expect(written('out.txt')).not.toContain('\x1b[');
  });

  it.each([
    ['two on standard output', ['--format', 'text', '--format', 'json'], 'write one to a file: --format json=FILE'],
    ['no file', ['--format', 'sarif='], '--format sarif= names no file'],
    ['an unknown one', ['--format', 'sarf=x'], 'did you mean sarif?'],
    [
      'one file twice',
      ['--format', 'json=a.out', '--format', 'sarif=./a.out'],
      '--format sarif=./a.out is written twice',
    ],
    ['the file of --output', ['--output', 'a.out', '--format', 'json=a.out'], 'is written twice'],
    ['an input', ['--format', 'json=.env'], 'would overwrite settings'],
  ])('%s: one line, exit 2, nothing written', (_, words, said) => {
    const { code, err, out } = lint(words);
    expect(err).toContain(said);
    expect(err.trim().split('\n').length).toBe(1);
    expect(out).toBe('');
    expect(existsSync(join(folder.path, 'a.out'))).toBe(false);
    expect(code).toBe(2);
  });

  it('a file that cannot be written: the others are, and exit 2', () => {
    const { code, out, err } = lint([
      '--format',
      'text',
      '--format',
      'json=no/where.json',
      '--format',
      'sarif=still.sarif',
    ]);
    expect(out).toContain('connections-over-limit');
    expect(written('still.sarif')).toContain('connections-over-limit');
    expect(err).toBe('poolfit: the report no/where.json cannot be written (ENOENT); name another file\n');
    expect(code).toBe(2);
  });
});

describe("GitHub's job summary", () => {
  it('gets the markdown behind what is there, where annotations are asked for', () => {
    const summary = join(folder.path, 'summary.md');
    writeFileSync(summary, 'before\n');
    const { out } = lint(['--format', 'github'], { GITHUB_STEP_SUMMARY: summary });
    expect(out).toMatch(/^::notice /);
    expect(written('summary.md')).toBe(`before\n${lint(['--format', 'markdown']).out}`);
    rmSync(summary);
  });

  it('is left alone by other formats', () => {
    const summary = join(folder.path, 'none.md');
    lint(['--format', 'text'], { GITHUB_STEP_SUMMARY: summary });
    expect(existsSync(summary)).toBe(false);
  });

  it('a summary that cannot be written is said', () => {
    mkdirSync(join(folder.path, 'a-folder'), { recursive: true });
    const { code, err } = lint(['--format', 'github'], { GITHUB_STEP_SUMMARY: join(folder.path, 'a-folder') });
    expect(err).toContain('cannot be written (EISDIR)');
    expect(code).toBe(2);
  });
});
