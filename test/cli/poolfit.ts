import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';

/** The built program, as `bin` of package.json names it: this project's, or that of the installed package that is to be tested. */
export const program = resolve(process.env.POOLFIT_PACKAGE ?? '.', 'dist/poolfit.cjs');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs poolfit as a user does, in a process of its own, with nothing of this process's environment but the path. */
export function poolfit(words: readonly string[], { cwd, input = '', env = {} }: RunOptions = {}): Run {
  const buildProblem = inject('buildProblem');
  if (buildProblem !== '') throw new Error(buildProblem);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd,
    input,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

/** A folder of its own with these files; `remove` takes it away. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'poolfit-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs poolfit in a folder of its own that holds these files. */
export function poolfitIn(
  files: Readonly<Record<string, string | Buffer>>,
  words: readonly string[],
  options: Omit<RunOptions, 'cwd'> = {},
): Run {
  const folder = folderOf(files);
  try {
    return poolfit(words, { ...options, cwd: folder.path });
  } finally {
    folder.remove();
  }
}

/** The guide's settings, which fit one instance and 100 connections. */
export const guideEnv = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\nDB_POOL_RECYCLE=3600\nDB_POOL_PRE_PING=true\n';
