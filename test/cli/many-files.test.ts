import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, program } from './poolfit.ts';

/** Beyond 20 000, files are read on a second thread. */
const perFolder = 200;
const folders = 110;

const good = (at: number): string => `NAME=app-${at}\nDB_POOL_SIZE=${5 + (at % 7)}\nDB_MAX_OVERFLOW=5\n`;
const bad = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\n';

function manyFiles(): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = {};
  for (let at = 0; at < folders * perFolder; at++) {
    const folder = `app-${String(Math.floor(at / perFolder)).padStart(3, '0')}`;
    files[`${folder}/.env.${at % perFolder}`] = at % 10 === 0 ? `# ${at}\n${bad}` : good(at);
  }
  return {
    ...files,
    'app-105/.env': '',
    'app-105/large.env': `# ${'x'.repeat(1_200_000)}\n${bad}`,
    'app-105/latin1.env': Buffer.from('NAME=\xfc\nDB_POOL_SIZE=5\n', 'latin1'),
    'app-105/utf-8.env': `NAME="ü"\n${bad}`,
    'app-106/.env': bad,
  };
}

let tree: ReturnType<typeof folderOf>;
let counter: ReturnType<typeof folderOf>;
beforeAll(() => {
  tree = folderOf(manyFiles());
  symlinkSync('../app-106/.env', join(tree.path, 'app-104/linked.env'));
  symlinkSync('nowhere', join(tree.path, 'app-104/gone.env'));
  counter = folderOf({
    'count.cjs': `const fs = require('node:fs');
      const { openSync } = fs;
      let opened = 0;
      fs.openSync = (...words) => (opened++, openSync(...words));
      if (require('node:worker_threads').isMainThread) process.on('exit', () => fs.writeSync(2, 'opened ' + opened + '\\n'));`,
    'slow.cjs': `const fs = require('node:fs');
      const { openSync } = fs;
      const wait = new Int32Array(new SharedArrayBuffer(4));
      if (require('node:worker_threads').isMainThread)
        fs.openSync = (...words) => (Atomics.wait(wait, 0, 0, 1), openSync(...words));`,
    'lost.cjs': `const threads = require('node:worker_threads');
      const { Worker } = threads;
      threads.Worker = class extends Worker { constructor() { super('throw new Error("lost")', { eval: true }); } };`,
    'none.cjs': `require('node:worker_threads').Worker = class { constructor() { throw new Error('none'); } };`,
  });
}, 60_000);
afterAll(() => {
  tree.remove();
  counter.remove();
});

function lint(before: readonly string[], hooks: readonly string[]) {
  const [command = '', ...words] = [
    ...before,
    process.execPath,
    ...hooks.flatMap((name) => ['--require', join(counter.path, name)]),
    ...[program, 'lint', '.', '--format', 'json'],
  ];
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: tree.path,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, stdout, opened: Number(/opened (\d+)/.exec(stderr)?.[1]) };
}

/** On one processor there is no second thread, and `taskset` (Linux) leaves a run one. */
const canCompare = process.platform === 'linux' && availableParallelism() > 1;

describe.skipIf(!canCompare)('a tree of more than twenty thousand files', { timeout: 60_000 }, () => {
  it('has the report that one thread makes of it', () => {
    const all = folders * perFolder;
    const two = lint([], ['count.cjs']);
    expect(two.opened).toBeLessThan(all - 1000);
    const one = lint(['taskset', '-c', '0'], ['count.cjs']);
    expect(one.opened).toBeGreaterThan(all);
    expect(two.stdout).toBe(one.stdout);
    const { summary, findings, diagnostics } = JSON.parse(two.stdout);
    expect(summary.files).toBe(all + 5);
    const files = findings.map(({ file }: { file: string }) => file);
    expect(files).toEqual(expect.arrayContaining(['app-104/linked.env', 'app-105/large.env', 'app-105/utf-8.env']));
    expect(diagnostics).toEqual([
      { file: 'app-104/gone.env', message: 'no such file; name a file or a folder' },
      { file: 'app-105/latin1.env', message: 'not UTF-8: byte 0xFC at offset 5; save it as UTF-8' },
    ]);
    expect(two.status).toBe(2);
  });

  it('is read ahead sooner where reading takes long', () => {
    const slow = lint([], ['count.cjs', 'slow.cjs']);
    expect(slow.opened).toBeLessThan(2000);
    expect(slow.stdout).toBe(lint(['taskset', '-c', '0'], []).stdout);
  });

  it.each(['lost.cjs', 'none.cjs'])('has it too where the second thread is lost or cannot start: %s', (hook) => {
    expect(lint([], [hook]).stdout).toBe(lint(['taskset', '-c', '0'], []).stdout);
  });
});
