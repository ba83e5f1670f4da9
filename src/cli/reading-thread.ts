import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { decode, type FileText } from './read-file.ts';

/** Reads regular files on a thread of its own, from a slow disk on several. What was asked for first is taken first. */
export interface ReadingThread {
  /** Files of a list, at most. */
  readonly mostFiles: number;
  /** Lists that may wait to be taken. */
  readonly mostLists: number;
  /** Asks for a list of files; undefined in a place that is nothing to it. */
  readonly ask: (files: readonly (string | undefined)[]) => void;
  /** What the files of the list hold that waits longest; undefined for those that have to be read by another, who can say more. */
  readonly take: () => readonly (FileText | undefined)[];
}

/** Asking for so many costs next to nothing beside reading them. */
const mostFiles = 256;
const mostLists = 4;

/** Bytes for the files of a list; one that finds no room is read once more. */
const room = 1024 * 1024;

/**
 * Milliseconds after which a list is slow. One is, while its thread starts; two in a row come from a disk, which answers several threads
 * at once. Lists of files in memory take one or two.
 */
const slowWait = 15;
const mostThreads = mostLists;

/** Milliseconds that an answer may take; none comes from a thread that could not start, or has ended. */
const longestWait = 5000;

/** What both threads have of a list: whether it is read, the lengths of its files or -1, and, one after the other, their bytes. */
interface Shelf {
  readonly lengths: Int32Array;
  readonly bytes: Uint8Array;
}

interface Order {
  readonly shelf: number;
  readonly files: readonly (string | undefined)[];
}

/** Starts reading; undefined where it would only take this thread's time, or cannot be. */
export function startReading(): ReadingThread | undefined {
  // Node before 20.16 has no `getBuiltinModule`.
  if (availableParallelism() < 2 || !process.getBuiltinModule) return undefined;
  const shelves: Shelf[] = Array.from({ length: mostLists }, () => ({
    lengths: new Int32Array(new SharedArrayBuffer(4 * (1 + mostFiles))),
    bytes: Buffer.from(new SharedArrayBuffer(room)),
  }));
  const threads: Worker[] = [];
  const addThread = (): void => {
    const thread = startThread(shelves);
    if (thread) threads.push(thread);
  };
  addThread();
  if (threads.length === 0) return undefined;
  let isLost = false;
  let slowLists = 0;
  const asked: Order[] = [];
  let next = 0;
  return {
    mostFiles,
    mostLists,
    ask: (files) => {
      const order = { shelf: next % shelves.length, files };
      asked.push(order);
      const lengths = shelves[order.shelf]?.lengths;
      if (isLost || !lengths) return;
      Atomics.store(lengths, 0, 0);
      threads[next++ % threads.length]?.postMessage(order);
    },
    take: () => {
      const { files, shelf } = asked.shift() ?? { files: [], shelf: 0 };
      const found = isLost ? undefined : shelves[shelf];
      const since = performance.now();
      isLost ||= found === undefined || Atomics.wait(found.lengths, 0, 0, longestWait) === 'timed-out';
      slowLists = performance.now() - since > slowWait ? slowLists + 1 : 0;
      if (slowLists > 1 && threads.length < mostThreads) {
        slowLists = 0;
        addThread();
      }
      return found && !isLost ? textsOn(found, files.length) : files.map(() => undefined);
    },
  };
}

/** Undefined: Node's permissions do not allow it, or the system has no thread left. */
function startThread(shelves: readonly Shelf[]): Worker | undefined {
  try {
    const thread = new Worker(`(${readOrders})()`, { eval: true, workerData: shelves, trackUnmanagedFds: false });
    // What it does not answer is read without it.
    thread.on('error', () => {});
    thread.unref();
    return thread;
  } catch {
    return undefined;
  }
}

function textsOn({ lengths, bytes }: Shelf, count: number): (FileText | undefined)[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts: (FileText | undefined)[] = [];
  let at = 0;
  for (let index = 1; index <= count; index++) {
    const length = lengths[index] ?? -1;
    texts.push(length < 0 ? undefined : decode(buffer, at, at + length));
    at += Math.max(0, length);
  }
  return texts;
}

/** What the thread runs: of this module it gets nothing but the text of this function. */
function readOrders(): void {
  const { openSync, readSync, closeSync } = process.getBuiltinModule('node:fs');
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const shelves: readonly Shelf[] = workerData;
  const read = (file: string, bytes: Uint8Array, at: number): number => {
    try {
      const descriptor = openSync(file, 'r');
      try {
        const length = readSync(descriptor, bytes, at, bytes.length - at, null);
        // What fills the shelf may be cut off.
        return length < bytes.length - at ? length : -1;
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return -1;
    }
  };
  parentPort?.on('message', ({ shelf, files }: Order) => {
    const { lengths, bytes } = shelves[shelf] ?? {};
    if (!lengths || !bytes) return;
    let at = 0;
    for (const [index, file] of files.entries()) {
      const length = file === undefined ? -1 : read(file, bytes, at);
      lengths[1 + index] = length;
      at += Math.max(0, length);
    }
    Atomics.store(lengths, 0, 1);
    Atomics.notify(lengths, 0);
  });
}
