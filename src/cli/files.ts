import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { configMarks } from './config/find-config.ts';
import { reasonOf } from './read-file.ts';

/** One thing that the paths of the command line lead to. */
export type Found =
  /** A folder about to be walked, and which of the names that say something of a folder it holds; `skip` leaves it out with all below. */
  | { readonly kind: 'folder'; readonly folder: string; readonly marks: ReadonlySet<string>; readonly skip: () => void }
  /** `size` in bytes, of a regular file. */
  | { readonly kind: 'file'; readonly file: string; readonly isRegular: boolean; readonly size: number }
  /** Regular files of a folder that is walked. */
  | { readonly kind: 'files'; readonly folder: string; readonly files: readonly string[] }
  | { readonly kind: 'standard-input' }
  /** Not linted, exit 2. */
  | { readonly kind: 'problem'; readonly file: string; readonly problem: string }
  /** Not linted, and nothing is wrong. */
  | { readonly kind: 'skipped'; readonly file: string; readonly reason: string };

/** `.env`, `.env.*` and `*.env`. */
export const isEnvName = (name: string): boolean => name.endsWith('.env') || name.startsWith('.env.');

/** Encrypted `.env` files (dotenv-vault and others): nothing in them can be read. */
const isEncrypted = (name: string): boolean => name.endsWith('.vault') || name.endsWith('.enc');

const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', 'venv']);
/** What a Python (PEP 405) or conda environment holds, whatever its folder is called. */
const environmentMarks = ['pyvenv.cfg', 'conda-meta'];
/** Names that say something of the folder that holds them. */
const folderMarks: ReadonlySet<string> = new Set([...environmentMarks, ...configMarks]);

/** What paths lead to, lazily: files in the order given, folders walked in the order of names, nothing twice. */
export function discover(paths: readonly string[]): Iterable<Found> {
  // One path leads to nothing twice: no file has to be asked where it really is.
  const [only, ...more] = paths;
  return only !== undefined && more.length === 0 ? fromPath(only) : fromPaths(paths);
}

function* fromPaths(paths: readonly string[]): Generator<Found> {
  const seen = new Set<string>();
  const isNew = (file: string): boolean => {
    const before = seen.size;
    return seen.add(realPath(file)).size > before;
  };
  for (const path of paths) {
    for (const found of fromPath(path)) {
      if (found.kind === 'files') yield { ...found, files: found.files.filter(isNew) };
      else if (found.kind !== 'file' || isNew(found.file)) yield found;
    }
  }
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Gone since it was found: reading it will say so.
    return path;
  }
}

function fromPath(path: string): Iterable<Found> {
  if (path === '-') return [{ kind: 'standard-input' }];
  const file = withSlashes(path);
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    return [{ kind: 'problem', file, problem: reasonOf(error) }];
  }
  if (stats.isDirectory()) return walk(file);
  if (isEncrypted(file)) return [{ kind: 'skipped', file, reason: 'encrypted: nothing to lint' }];
  return [{ kind: 'file', file, isRegular: stats.isFile(), size: stats.size }];
}

const withSlashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

/** Every `.env` file below a folder, depth first, on a stack of its own: folders may be nested as deep as they like. */
function* walk(root: string): Generator<Found> {
  const stack: Level[] = [];
  let entered: Level | undefined = listed(root, root === '.' ? '' : `${root.replace(/\/+$/, '')}/`);
  let isEmpty = true;
  for (;;) {
    if (entered) {
      yield entered;
      if (!entered.isSkipped) stack.push(entered);
      entered = undefined;
    }
    const top = stack[stack.length - 1];
    if (!top) break;
    const part = top.parts.pop();
    if (part === undefined) stack.pop();
    else if (!('kind' in part) && part.isDirectory()) {
      const path = top.prefix + part.name;
      entered = listed(path, `${path}/`);
    } else {
      const found = 'kind' in part ? part : foundEntry(part, top.prefix);
      if (!found) continue;
      isEmpty = false;
      yield found;
    }
  }
  if (isEmpty) {
    yield { kind: 'problem', file: root, problem: 'no .env, .env.* or *.env file below this folder; name a file' };
  }
}

/** A folder of the walk. */
class Level {
  readonly kind = 'folder';
  readonly folder: string;
  readonly prefix: string;
  readonly marks: ReadonlySet<string>;
  /** What it holds, last first: a `Dirent` needs a look of its own. */
  readonly parts: (Dirent | Found)[];
  isSkipped = false;

  constructor(folder: string, prefix: string, parts: (Dirent | Found)[], marks: ReadonlySet<string>) {
    this.folder = folder;
    this.prefix = prefix;
    this.parts = parts;
    this.marks = marks;
  }

  skip(): void {
    this.isSkipped = true;
  }
}

/** What a folder holds, in the order of names; regular files that come one after the other are one part. */
function listed(folder: string, prefix: string): Level {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder || '.', { withFileTypes: true });
  } catch (error) {
    return new Level(folder, prefix, [{ kind: 'problem', file: folder, problem: reasonOf(error) }], noMarks);
  }
  const parts: (Dirent | Found)[] = [];
  let marks = noMarks;
  let files: string[] | undefined;
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at];
    if (!entry) continue;
    const { name } = entry;
    // Most entries of most folders first.
    if (entry.isFile() && isEnvName(name) && !isEncrypted(name)) {
      if (files) files.push(prefix + name);
      else {
        files = [prefix + name];
        parts.push({ kind: 'files', folder, files });
      }
      continue;
    }
    if (folderMarks.has(name)) marks = new Set([...marks, name]);
    if (entry.isDirectory() ? skippedFolders.has(name) : !isEnvName(name)) continue;
    parts.push(entry);
    files = undefined;
  }
  const isEnvironment = marks.size > 0 && environmentMarks.some((name) => marks.has(name));
  return new Level(folder, prefix, isEnvironment ? [] : parts.reverse(), marks);
}

const noMarks: ReadonlySet<string> = new Set();

/** A file, or a link to one. Linked folders are not entered; pipes and devices are read only when named. */
function foundEntry(entry: Dirent, prefix: string): Found | undefined {
  const file = prefix + entry.name;
  if (isEncrypted(entry.name)) return { kind: 'skipped', file, reason: 'encrypted: nothing to lint' };
  if (!entry.isSymbolicLink()) return { kind: 'skipped', file, reason: 'no regular file; name it to read it' };
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return undefined;
    if (stats.isFile()) return { kind: 'file', file, isRegular: true, size: stats.size };
    return { kind: 'skipped', file, reason: 'no regular file; name it to read it' };
  } catch (error) {
    return { kind: 'problem', file, problem: reasonOf(error) };
  }
}
