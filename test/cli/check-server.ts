import { spawn } from 'node:child_process';
import { inject } from 'vitest';
import { program, type Run } from './poolfit.ts';

export interface Running {
  /** Resolves when standard error or output has this text. */
  readonly until: (text: string) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly done: Promise<Run>;
}

/** Starts poolfit without waiting for it; an end that does not come is the test's timeout. */
export function start(
  words: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Running {
  const buildProblem = inject('buildProblem');
  if (buildProblem !== '') throw new Error(buildProblem);
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const waiting: { text: string; found: () => void }[] = [];
  const look = () => {
    for (const { text, found } of waiting) if (`${out}${err}`.includes(text)) found();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    look();
  });
  const done = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return {
    until: (text) =>
      new Promise((found) => {
        waiting.push({ text, found });
        look();
      }),
    signal: (name) => void child.kill(name),
    done,
  };
}

/** Runs poolfit to its end while this process goes on: its servers answer meanwhile. */
export const run = (words: readonly string[], options?: Parameters<typeof start>[1]): Promise<Run> =>
  start(words, options).done;

/** The `live` part of a JSON report, as far as the tests look at it. */
interface LiveJson {
  readonly target: string;
  readonly serverVersion: string;
  readonly maxConnections: number;
  readonly reservedConnections: number;
  readonly sessions: {
    total: number;
    exact: boolean;
    ours: number;
    byApplication: Record<string, string | number | null>[];
  };
  readonly limits: Record<string, unknown>;
  readonly capacity: { limit: number; available: number; exact: boolean; terms: { name: string; value: number }[] };
  readonly pooler: Record<string, unknown> | null;
  readonly observation: {
    samples: number;
    total: { peak: number; p95: number; mean: number };
    ours: { peak: number; p95: number; mean: number };
    byApplication: { application: string; peak: number }[];
    overflow: { processes: number; kept: number | null; share: number | null; poolSize: number } | null;
  } | null;
  readonly unseen: { what: string; remedy: string | null }[];
}

export interface ReportJson {
  readonly findings: {
    ruleId: string;
    severity: string;
    evidence: { fact: string; origin: string; value: unknown }[];
  }[];
  readonly live: LiveJson;
}

export const reportIn = ({ out }: Run): ReportJson => JSON.parse(out);
