import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderOf, poolfit, type Run } from './poolfit.ts';

const env = 'PASSWORD=hunter2\nDB_POOL_SIZE=20\nDB_MAX_OVERFLOW=90\nDB_POOL_PRE_PING=true\n';
const fitting = 'PASSWORD=hunter2\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\nDB_POOL_PRE_PING=true\n';
const facts = ['--instances', '3', '--max-connections', '100'];

let folder: ReturnType<typeof folderOf>;
beforeEach(() => {
  folder = folderOf({ '.env': env });
});
afterEach(() => folder.remove());

const at = (name: string): string => join(folder.path, name);
const read = (name = '.env'): string => readFileSync(at(name), 'utf8');
const run = (words: readonly string[], preload: Readonly<Record<string, string>> = {}): Run =>
  poolfit(['lint', ...words, ...facts], { cwd: folder.path, env: preload });

describe('lint --fix', () => {
  it('writes the values that fit, reports what is left, and exits by the new text', () => {
    const { code, out, err } = run(['--fix']);
    expect(read()).toBe(fitting);
    expect(out).toContain('No findings in 1 file');
    expect(err).toContain('connections-over-limit is fixed: set DB_POOL_SIZE to 15, set DB_MAX_OVERFLOW to 15');
    expect(code).toBe(0);
    expect(readdirSync(folder.path)).toEqual(['.env']);
  });

  it.each<[shown: string, before: string, after: string]>([
    [
      'quotes and comments',
      'DB_POOL_SIZE="20" # big\nDB_MAX_OVERFLOW=\'40\'# c\n',
      'DB_POOL_SIZE="15" # big\nDB_MAX_OVERFLOW=\'15\'# c\n',
    ],
    [
      'export, blanks and order',
      '  export DB_MAX_OVERFLOW = 40 \nDB_POOL_SIZE=20',
      '  export DB_MAX_OVERFLOW = 15 \nDB_POOL_SIZE=15',
    ],
    [
      'line ends of Windows and a BOM',
      '\ufeffDB_POOL_SIZE=20\r\nDB_MAX_OVERFLOW=40\r\n',
      '\ufeffDB_POOL_SIZE=15\r\nDB_MAX_OVERFLOW=15\r\n',
    ],
    [
      'the earlier of two equal keys',
      'DB_POOL_SIZE=15\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=40\n',
      'DB_POOL_SIZE=15\nDB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n',
    ],
    [
      'a misspelt key has its value kept',
      'DB_POOL_SIZE=15\nDB_MAX_OVERFLW=15\n',
      'DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n',
    ],
    [
      'what is a sum of variables',
      'DB_POOL_SIZE=${N}\nDB_MAX_OVERFLOW=40\n',
      'DB_POOL_SIZE=${N}\nDB_MAX_OVERFLOW=40\n',
    ],
  ])('keeps %s', (_, before, after) => {
    writeFileSync(at('.env'), before);
    run(['--fix']);
    expect(read()).toBe(after);
  });

  it('keeps the mode, a link, and a file that needs nothing', () => {
    chmodSync(at('.env'), 0o640);
    symlinkSync('.env', at('linked.env'));
    run(['linked.env', '--fix']);
    expect([read(), statSync(at('.env')).mode & 0o777]).toEqual([fitting, 0o640]);
    expect(lstatSync(at('linked.env')).isSymbolicLink()).toBe(true);
    utimesSync(at('.env'), 1, 1);
    run(['--fix']);
    expect([statSync(at('.env')).mtimeMs, read()]).toEqual([1000, fitting]);
  });

  it('fixes every file of a folder, and the rest where one cannot be written', () => {
    writeFileSync(at('b.env'), env);
    chmodSync(at('.env'), 0o444);
    const { code, err } = run(['.', '--fix']);
    expect([read(), read('b.env'), code]).toEqual([env, fitting, 2]);
    expect(err).toMatch(/\.env: (?:is read-only|cannot be written: permission denied)/);
  });

  it('says which fix it dropped and why', () => {
    const text = 'DB_POOL_SIEZ=5\nDB_MAX_OVERFLOW=30\n';
    writeFileSync(at('.env'), text);
    const { err, code } = poolfit(['lint', '--fix', '--fail-on', 'warning'], { cwd: folder.path });
    expect(err).toContain('.env: misspelled-setting is not fixed: it would bring overflow-over-ratio');
    expect([read(), code]).toEqual([text, 1]);
  });

  it('tries a dropped fix again after another one worked', () => {
    writeFileSync(at('.env'), 'DB_POOL_SIEZ=20\nDB_MAX_OVERFLOW=90\n');
    const { code } = run(['--fix']);
    expect([read(), code]).toEqual(['DB_POOL_SIZE=15\nDB_MAX_OVERFLOW=15\n', 0]);
  });

  it('refuses a file that somebody else writes meanwhile, and loses nothing', () => {
    const preload = {
      NODE_OPTIONS: `--require ${join(import.meta.dirname, 'change-while-fixing.cjs')}`,
      CHANGED_FILE: at('.env'),
    };
    const { code, err } = run(['--fix'], preload);
    expect(err).toContain('.env: has changed since poolfit read it: nothing was written, run it again');
    expect([read(), code, readdirSync(folder.path)]).toEqual(['DB_POOL_SIZE=7\n', 2, ['.env']]);
  });

  it.each([[['-', '--fix']], [['/dev/stdin', '--fix']]])('%j: standard input cannot be written', (words) => {
    const { code, err, out } = run(words);
    expect(err).toContain('--fix writes files');
    expect([code, out]).toEqual([2, '']);
  });
});

describe('lint --diff', () => {
  it('prints what --fix changes and writes nothing; other lines are not shown, not even as context', () => {
    const { code, out, err } = run(['--diff']);
    expect(err).toContain('without --diff they are listed');
    expect(out).toBe(
      '--- .env\n+++ .env\n@@ -2 +2 @@\n-DB_POOL_SIZE=20\n+DB_POOL_SIZE=15\n@@ -3 +3 @@\n-DB_MAX_OVERFLOW=90\n+DB_MAX_OVERFLOW=15\n',
    );
    expect([read(), code]).toEqual([env, 1]);
  });

  it('with --fix prints and writes, and the second time does neither', () => {
    const first = run(['--fix', '--diff']);
    expect([first.out.split('\n').length, first.code, read()]).toEqual([9, 0, fitting]);
    expect(run(['--fix', '--diff'])).toMatchObject({ out: '', code: 0 });
  });

  it('takes standard input', () => {
    const { out } = poolfit(['lint', '-', '--diff', ...facts], { cwd: folder.path, input: env });
    expect(out).toContain('--- <stdin>\n+++ <stdin>\n@@ -2 +2 @@\n-DB_POOL_SIZE=20\n+DB_POOL_SIZE=15');
  });

  it('shows of an old value only what is harmless', () => {
    writeFileSync(at('.env'), 'DB_POOL_PRE_PING="hunter2 is my password" # hunter2\nexport DB_POOL_SIZE=5 # hunter2\n');
    const { out } = run(['--diff']);
    expect(out).toContain('-DB_POOL_PRE_PING="(22 characters)"\n+DB_POOL_PRE_PING="true"\n');
    expect(out).not.toContain('hunter2');
  });

  it('is refused in a format that has no diff', () => {
    const { code, err } = run(['--diff', '--format', 'json']);
    expect(err).toContain('--diff prints text');
    expect(code).toBe(2);
  });
});

describe('the real program, whatever the file', () => {
  const line = fc.constantFrom(
    'DB_POOL_SIZE=20',
    'export DB_POOL_SIZE="50" # x',
    'DB_MAX_OVERFLOW = 90',
    'DB_POOL_PRE_PING=yes',
    'DB_POOL_RECYCLE=0',
    'SECRET="a\nb"',
    '# DB_POOL_SIZE=1',
    "JOBS_DB_POOL_SIZE='3'",
  );
  it('a second --fix changes no byte', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        writeFileSync(at('.env'), lines.join(end));
        run(['--fix']);
        const once = read();
        run(['--fix']);
        expect(read()).toBe(once);
      }),
      { numRuns: 15 },
    );
  });
});
