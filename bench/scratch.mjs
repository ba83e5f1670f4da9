// What a run would leave behind: temporary folders, processes, a server. All of it goes at the end, after a failure and after Ctrl-C.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const clearers = new Set();
let isStopped = false;

/** Remembers what `clear` will do; the answer does it early. */
export function clearLater(clearer) {
  clearers.add(clearer);
  return async () => {
    if (clearers.delete(clearer)) await clearer();
  };
}

/** The last made goes first: a process before the folder it writes into. */
export async function clear() {
  for (const clearer of [...clearers].reverse()) {
    clearers.delete(clearer);
    await clearer();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    isStopped = true;
    await clear();
    process.exit(130);
  });
}

/** A new temporary folder; `remove` takes it away before the end. */
export function scratchFolder() {
  const path = mkdtempSync(join(tmpdir(), 'poolfit-bench-'));
  const remove = clearLater(() => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { path, remove };
}

/** Ends the process and all that it has started: they are a process group of their own. */
async function stop(child, ended) {
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
  await ended;
}

/** Runs a program to its end. Nothing blocks meanwhile, so that Ctrl-C is heard. */
export async function launch(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (texts[name] += text));
  const ended = new Promise((done) => {
    child.once('error', (error) => done({ status: null, error }));
    child.once('close', (status) => done({ status }));
  });
  const stopper = () => stop(child, ended);
  clearLater(stopper);
  const end = await ended;
  clearers.delete(stopper);
  // Stopped: the rest of the benchmark must not begin while the folders go.
  if (isStopped) await new Promise(() => {});
  return { ...texts, ...end };
}
