import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program } from './poolfit.ts';

let folder: string;
const dist = () => join(folder, 'dist');
const caches = () => readdirSync(dist()).filter((name) => name.includes('.cache'));

/** A program of this test's own, which has not run yet. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poolfit-caches-'));
  cpSync(dirname(program), dist(), { recursive: true, filter: (source) => !source.includes('.cache') });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'bad.env'), 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=41\n');
  writeFileSync(join(folder, 'good.env'), 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist(), 'poolfit.cjs'), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const bad = ['lint', 'bad.env', '--fail-on', 'warning'];
const good = ['lint', 'good.env', '--fail-on', 'warning'];

it('a Node that has no process.getBuiltinModule, as before 20.16, runs the program too', () => {
  const preload = join(folder, 'older.cjs');
  writeFileSync(preload, 'delete process.getBuiltinModule;');
  expect(run(bad, { NODE_OPTIONS: `--require "${preload}"` })).toEqual(run(bad));
});

describe('the caches of what V8 compiled', () => {
  it('are left by the first run of a command, a file for each bundle that it loaded, and by no later run of its kind', () => {
    const first = run(good);
    const left = caches();
    expect(left.map((name) => name.split('.cjs')[0]).sort()).toEqual(['lint', 'main', 'program']);
    const times = left.map((name) => statSync(join(dist(), name)).mtimeMs);
    // The program reads no more than 1 MiB of one.
    expect(Math.max(...left.map((name) => statSync(join(dist(), name)).size))).toBeLessThan(1 << 20);
    expect(run(good)).toEqual(first);
    expect(caches()).toEqual(left);
    expect(left.map((name) => statSync(join(dist(), name)).mtimeMs)).toEqual(times);
  });

  it('are another command’s too, and not those of a run that ended with a mistake', () => {
    expect(run(['lint', 'no-such.env']).status).toBe(2);
    expect(caches()).toEqual([]);
    run(good);
    const before = caches().length;
    run(bad);
    expect(caches().length).toBe(before);
    run(['explain', 'overflow-over-ratio']);
    expect(caches().some((name) => name.endsWith('-explain.cache'))).toBe(true);
  });

  it('make no difference to what is said, whole, cut short, empty or of other bytes', () => {
    const first = run(bad);
    for (const spoil of [
      (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1),
      () => Buffer.alloc(0),
      (bytes: Buffer) => Buffer.alloc(bytes.length),
      () => Buffer.from('no cache at all'),
    ]) {
      for (const name of caches()) {
        const path = join(dist(), name);
        writeFileSync(path, spoil(readFileSync(path)));
      }
      expect(run(bad)).toEqual(first);
    }
  });

  it('are neither read nor left where NODE_DISABLE_COMPILE_CACHE says so', () => {
    const first = run(bad, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(caches()).toEqual([]);
    expect(run(bad)).toEqual(first);
    expect(caches()).not.toEqual([]);
  });

  it('are nobody’s business where they cannot be written: the answer is the same, and nothing half written stays', () => {
    const first = run(bad);
    for (const name of caches()) {
      rmSync(join(dist(), name));
      // What stands in a file's place cannot be replaced by one.
      cpSync(join(folder, 'node_modules', 'commander'), join(dist(), name), { recursive: true, dereference: true });
    }
    const left = caches();
    expect(run(bad)).toEqual(first);
    expect(caches()).toEqual(left);
    expect(existsSync(join(dist(), left[0] ?? ''))).toBe(true);
  });
});
