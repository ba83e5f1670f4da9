import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no program to run; empty: there is one. */
    readonly buildProblem: string;
  }
}

const built = 'dist/poolfit.cjs';

/** Tests of the command line run the built program: builds it once, when a source is newer. Other tests run without it. */
export default function buildWhenStale(project: TestProject): void {
  // Names an installed package, whose program is tested instead.
  const hasAnother = process.env.POOLFIT_PACKAGE !== undefined;
  project.provide('buildProblem', hasAnother || isFresh() ? '' : build());
}

function isFresh(): boolean {
  const sources = ['bin', 'src', 'rules', 'esbuild.mjs', 'package.json'];
  return existsSync(built) && Math.max(...sources.map(newest)) < statSync(built).mtimeMs;
}

function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function build(): string {
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs', '--no-types'], { encoding: 'utf8' });
  return status === 0 ? '' : `the build failed:\n${stderr}`;
}
