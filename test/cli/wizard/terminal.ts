import { type IPty, spawn } from '@lydell/node-pty';
import { makeScreen } from './screen.ts';

export interface Session {
  /** The screen as text, the whole session from its first row. */
  readonly text: () => string;
  /** The lines as the program wrote them, before the terminal wrapped any; without colours. */
  readonly lines: () => string[];
  /** Resolves when the screen shows this, however it is wrapped; fails with the screen when the program ends or nothing comes. */
  readonly shows: (wanted: string | RegExp) => Promise<void>;
  readonly type: (keys: string) => void;
  /** Waits for a question (its last line), then types the answer and Enter. */
  readonly answer: (question: string | RegExp, keys: string) => Promise<void>;
  /** Resolves when the program has ended. */
  readonly ended: Promise<{ readonly code: number; readonly signal: number | undefined }>;
  readonly kill: () => void;
}

export interface Start {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export const key = {
  enter: '\r',
  down: '\x1b[B',
  up: '\x1b[A',
  interrupt: '\x03',
  endOfFile: '\x04',
  escape: '\x1b',
  eraseLine: '\x15',
} as const;

/** How long a screen may stay as it is before a wait for it has failed: not a measure of speed, but an end of waiting. */
const patienceMs = 30_000;

/** Starts a program in a pseudo-terminal, with nothing of this process's environment but the path. */
export function start({ program, words, folder, columns = 80, env = {} }: Start): Session {
  const screen = makeScreen(columns);
  const pty: IPty = spawn(program, [...words], {
    name: 'xterm-256color',
    cols: columns,
    rows: 24,
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', ...env },
  });
  const waiting = new Set<() => void>();
  let written = '';
  let isOver = false;
  const ended = new Promise<{ code: number; signal: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      isOver = true;
      for (const look of waiting) look();
      resolve({ code: exitCode, signal });
    });
  });
  pty.onData((data) => {
    screen.write(data);
    written += data;
    for (const look of [...waiting]) look();
  });
  const text = (): string => screen.rows().join('\n');

  const shows = (wanted: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (finish: () => void): void => {
        waiting.delete(look);
        clearTimeout(timer);
        finish();
      };
      const look = (): void => {
        const shown = text();
        const found = typeof wanted === 'string' ? shown.replace(/\s+/g, ' ').includes(wanted) : wanted.test(shown);
        if (found) done(resolve);
        else if (isOver) done(() => reject(new Error(`ended without showing ${wanted}:\n${shown}`)));
      };
      const timer = setTimeout(() => done(() => reject(new Error(`never showed ${wanted}:\n${text()}`))), patienceMs);
      waiting.add(look);
      look();
    });

  return {
    text,
    lines: () => written.replace(/\x1b\[[?\d;]*[A-Za-z]/g, '').split(/\r?\n|\r/),
    shows,
    type: (keys) => pty.write(keys),
    answer: async (question, keys) => {
      await shows(question);
      pty.write(`${keys}${key.enter}`);
    },
    ended,
    kill: () => {
      if (!isOver) pty.kill('SIGKILL');
    },
  };
}
