import { once } from '../core/once.ts';
import { type FileText, readFile } from './read-file.ts';
import { type ReadingThread, startReading } from './reading-thread.ts';

/** Files beyond these are read on a second thread: to start it takes as long as reading some thousands (bench/RESULTS.md). */
const fewFiles = 20_000;

/** So are those of a disk, sooner. One in so many files is timed. */
const timedEvery = 16;
/** Nanoseconds: files in memory take a fifth of it at most, those of a disk more (bench/RESULTS.md). */
const slowRead = 50_000n;
/** By so many, slow reads must outnumber quick ones. */
const mostSlow = 32;

/** Reads files in the order in which they come, and hands on what they hold: at once, or, where there are many, some later. */
export interface FileQueue<About> {
  /** `read` for what is no regular file. */
  readonly add: (file: string, about: About, read?: Read) => void;
  /** Hands on all that came. */
  readonly finish: () => void;
}

type Read = () => FileText;

interface Item<About> {
  readonly file: string;
  readonly about: About;
  readonly read: Read | undefined;
}

/** `isAhead`: files may be read before those that came earlier are handed on. */
export function makeFileQueue<About>(
  use: (file: string, text: FileText, about: About) => void,
  isAhead: boolean,
): FileQueue<About> {
  const start = once(startReading);
  let count = 0;
  let slow = 0;
  let thread: ReadingThread | undefined;
  let coming: Item<About>[] = [];
  const asked: (readonly Item<About>[])[] = [];
  // `performance` would be made for this alone, in 1 ms.
  const readTimed = (file: string, read: Read | undefined): FileText => {
    const since = process.hrtime.bigint();
    const text = readNow(file, read);
    slow = Math.max(0, slow + (process.hrtime.bigint() - since > slowRead ? 1 : -1));
    return text;
  };
  const take = (reading: ReadingThread): void => {
    const texts = reading.take();
    for (const [index, { file, about, read }] of (asked.shift() ?? []).entries()) {
      use(file, texts[index] ?? readNow(file, read), about);
    }
  };
  const ask = (reading: ReadingThread): void => {
    if (asked.length === reading.mostLists) take(reading);
    reading.ask(coming.map(({ file, read }) => (read ? undefined : file)));
    asked.push(coming);
    coming = [];
  };
  return {
    add: (file, about, read) => {
      if (isAhead && (count === fewFiles || slow === mostSlow)) thread = start();
      count++;
      if (thread) {
        coming.push({ file, about, read });
        if (coming.length === thread.mostFiles) ask(thread);
        return;
      }
      use(file, count % timedEvery === 0 ? readTimed(file, read) : readNow(file, read), about);
    },
    finish: () => {
      if (!thread) return;
      if (coming.length > 0) ask(thread);
      while (asked.length > 0) take(thread);
    },
  };
}

const readNow = (file: string, read: Read | undefined): FileText => (read ? read() : readFile(file, true));
