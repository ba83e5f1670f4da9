import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EnvFile, readEnvFile } from '../../../src/cli/env-file/read.ts';
import { writeEnvFile } from '../../../src/cli/env-file/write.ts';

const source = (file: string): string => join(import.meta.dirname, '../../../src/cli/env-file', file);

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolfit-write-'));
  path = join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(name = path): EnvFile {
  const outcome = readEnvFile(name);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

describe('a file is replaced as a whole', () => {
  test('its mode stays, and nothing else is left in the folder', () => {
    writeFileSync(path, 'old\n');
    chmodSync(path, 0o640);
    expect(writeEnvFile(read(), 'new\n', { backup: false })).toEqual({ ok: true, value: { backup: null } });
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([
      'new\n',
      0o640,
      ['.env'],
    ]);
  });

  test('a new file is made for its owner only', () => {
    expect(writeEnvFile(read(), 'new\n', { backup: true })).toMatchObject({ ok: true });
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([
      'new\n',
      0o600,
      ['.env'],
    ]);
  });

  test('a link is followed and stays a link', () => {
    mkdirSync(join(folder, 'shared'));
    writeFileSync(join(folder, 'shared/real.env'), 'old\n');
    symlinkSync('shared/real.env', path);
    expect(writeEnvFile(read(), 'new\n', { backup: true })).toMatchObject({ ok: true });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'shared/real.env'), 'utf8')).toBe('new\n');
    expect(readdirSync(join(folder, 'shared')).sort()).toEqual(['real.env', 'real.env.bak']);
  });

  test('bytes that are not UTF-8, and a BOM, come back as they were', () => {
    for (const bytes of [
      Buffer.from([0x41, 0x3d, 0xe9, 0xff, 0x0a]),
      Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0x3d, 0xc3, 0xa9]),
    ]) {
      writeFileSync(path, bytes);
      const file = read();
      writeEnvFile(file, `${file.text}B=1\n`, { backup: false });
      expect(readFileSync(path)).toEqual(Buffer.concat([bytes, Buffer.from('B=1\n')]));
    }
  });

  test('backups never replace one another', () => {
    for (const text of ['1', '2', '3']) {
      writeFileSync(path, text);
      chmodSync(path, 0o600);
      writeEnvFile(read(), 'new', { backup: true });
    }
    const kept = ['.env.bak', '.env.bak.2', '.env.bak.3'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(kept).toEqual(['1', '2', '3']);
    expect(statSync(join(folder, '.env.bak')).mode & 0o777).toBe(0o600);
  });
});

/** Another file of the same text under the same name. */
function replaceBy(text: string): void {
  writeFileSync(join(folder, 'other'), text);
  renameSync(join(folder, 'other'), path);
}

describe('it refuses, and leaves the file as it is', () => {
  test.each<[name: string, between: () => void, problem: string]>([
    ['when the text changed meanwhile', () => writeFileSync(path, 'theirs'), '.env has changed since poolfit read it'],
    ['when another file took its place', () => replaceBy('old'), '.env has changed'],
    ['when the file is gone', () => rmSync(path), '.env has gone'],
  ])('%s', (_, between, problem) => {
    writeFileSync(path, 'old');
    const file = read();
    between();
    const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
    expect(writeEnvFile(file, 'new', { backup: false })).toMatchObject({
      ok: false,
      problem: expect.stringContaining(problem),
    });
    expect(existsSync(path) ? readFileSync(path, 'utf8') : null).toBe(before);
    expect(readdirSync(folder).filter((name) => name.includes('poolfit'))).toEqual([]);
  });

  test('when a file came into being where there was none', () => {
    const file = read();
    writeFileSync(path, 'theirs');
    expect(writeEnvFile(file, 'new', { backup: false })).toMatchObject({ ok: false });
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  test.each<[name: string, make: () => void, problem: string]>([
    ['a folder', () => mkdirSync(path), 'is not a regular file'],
    ['a binary file', () => writeFileSync(path, Buffer.from([0x41, 0])), 'is binary'],
    ['a link to nothing', () => symlinkSync('nowhere', path), 'a link to a file that is not there'],
    ['a link to itself', () => symlinkSync('.env', path), 'links go in a circle'],
  ])('to read %s', (_, make, problem) => {
    make();
    expect(readEnvFile(path)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  test('a folder that is not there', () => {
    const name = join(folder, 'nowhere/.env');
    expect(writeEnvFile(read(name), 'new', { backup: false })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('there is no such folder'),
    });
  });
});

describe('killed at any step, the file is the old one or the new one, whole', () => {
  const oldText = `A=1\n${'# old\n'.repeat(5000)}`;
  const newText = `A=1\n${'# new text\n'.repeat(5000)}`;

  /** Runs the real writer in a process of its own that is ended with SIGKILL at the given step. */
  function run(step: number, backup: boolean) {
    const script = join(folder, 'writer.mjs');
    const contents = `import { readEnvFile } from ${JSON.stringify(source('read.ts'))};
      import { writeEnvFile } from ${JSON.stringify(source('write.ts'))};
      const { value } = readEnvFile(process.argv[2]);
      const outcome = writeEnvFile(value, process.argv[3], { backup: ${backup} });
      if (!outcome.ok) throw new Error(outcome.problem);`;
    buildSync({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const killer = join(import.meta.dirname, 'kill-at-step.cjs');
    return spawnSync(process.execPath, ['--require', killer, script, path, newText], {
      env: { PATH: process.env.PATH, KILL_AT: String(step) },
    });
  }

  test.each([
    ['a file', true, false],
    ['a file with a backup', true, true],
    ['a new file', false, false],
  ])('%s', (_, isThere, backup) => {
    let killed = 0;
    for (let step = 1; ; step++) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      if (isThere) writeFileSync(path, oldText, { mode: 0o640 });
      const { signal, status, stderr } = run(step, backup);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
      if (signal === null) {
        expect([status, stderr.toString(), text === newText]).toEqual([0, '', true]);
        break;
      }
      killed++;
      expect([isThere ? oldText : null, newText]).toContain(text);
      for (const name of readdirSync(folder).filter((entry) => entry.startsWith('.env.bak'))) {
        expect(readFileSync(join(folder, name), 'utf8')).toBe(oldText);
      }
    }
    expect(killed).toBeGreaterThanOrEqual(7);
  });
});
