import { type FileText, readFile } from './read-file.ts';
import { type ReadingThread, startReading } from './reading-thread.ts';

/** Files beyond these are read on a second thread: to start it takes as long as reading some thousands (bench/RESULTS.md). */
const fewFiles = 20_000;

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
  let count = 0;
  let thread: ReadingThread | undefined;
  let coming: Item<About>[] = [];
  const asked: (readonly Item<About>[])[] = [];
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
      if (isAhead && count++ === fewFiles) thread = startReading();
      if (!thread) {
        use(file, readNow(file, read), about);
        return;
      }
      coming.push({ file, about, read });
      if (coming.length === thread.mostFiles) ask(thread);
    },
    finish: () => {
      if (!thread) return;
      if (coming.length > 0) ask(thread);
      while (asked.length > 0) take(thread);
    },
  };
}

const readNow = (file: string, read: Read | undefined): FileText => (read ? read() : readFile(file, true));
