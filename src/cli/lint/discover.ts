import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { reasonOf } from '../read-file.ts';

/** One thing that the paths of the command line lead to. */
export type Found =
  /** A folder about to be walked; `skip` leaves it out with all below. */
  | { readonly kind: 'folder'; readonly folder: string; readonly skip: () => void }
  | { readonly kind: 'file'; readonly file: string; readonly isRegular: boolean }
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

/** What paths lead to, lazily: files in the order given, folders walked in the order of names, nothing twice. */
export function* discover(paths: readonly string[]): Generator<Found> {
  const seen = new Set<string>();
  for (const path of paths) {
    for (const found of fromPath(path)) {
      if (found.kind === 'file' && paths.length > 1) {
        const real = realPath(found.file);
        if (seen.has(real)) continue;
        seen.add(real);
      }
      yield found;
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
  return [{ kind: 'file', file, isRegular: stats.isFile() }];
}

const withSlashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

/** Every `.env` file below a folder, depth first, on a stack of its own: folders may be nested as deep as they like. */
function* walk(root: string): Generator<Found> {
  const stack: Part[] = [{ kind: 'folder', path: root, prefix: root === '.' ? '' : `${root.replace(/\/+$/, '')}/` }];
  let isEmpty = true;
  for (let part = stack.pop(); part; part = stack.pop()) {
    if (part.kind === 'folder') {
      let isSkipped = false;
      yield {
        kind: 'folder',
        folder: part.path,
        skip: () => {
          isSkipped = true;
        },
      };
      if (!isSkipped) for (const inside of listed(part).reverse()) stack.push(inside);
      continue;
    }
    isEmpty = false;
    yield part;
  }
  if (isEmpty) {
    yield { kind: 'problem', file: root, problem: 'no .env, .env.* or *.env file below this folder; name a file' };
  }
}

/** A folder that is still to be listed. `prefix`: what stands before the names in it. */
interface Folder {
  readonly kind: 'folder';
  readonly path: string;
  readonly prefix: string;
}

type Part = Folder | Exclude<Found, { kind: 'folder' }>;

/** What a folder holds, in the order of names. */
function listed({ path, prefix }: Folder): Part[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path || '.', { withFileTypes: true });
  } catch (error) {
    return [{ kind: 'problem', file: path, problem: reasonOf(error) }];
  }
  if (entries.some(({ name }) => environmentMarks.includes(name))) return [];
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): Part[] => {
      const inside = prefix + entry.name;
      if (entry.isDirectory()) {
        return skippedFolders.has(entry.name) ? [] : [{ kind: 'folder', path: inside, prefix: `${inside}/` }];
      }
      return isEnvName(entry.name) ? foundEntry(entry, inside) : [];
    });
}

/** A file, or a link to one. Linked folders are not entered; pipes and devices are read only when named. */
function foundEntry(entry: Dirent, file: string): Exclude<Part, Folder>[] {
  if (isEncrypted(entry.name)) return [{ kind: 'skipped', file, reason: 'encrypted: nothing to lint' }];
  if (entry.isFile()) return [{ kind: 'file', file, isRegular: true }];
  const other = { kind: 'skipped', file, reason: 'no regular file; name it to read it' } as const;
  if (!entry.isSymbolicLink()) return [other];
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return [];
    return [stats.isFile() ? { kind: 'file', file, isRegular: true } : other];
  } catch (error) {
    return [{ kind: 'problem', file, problem: reasonOf(error) }];
  }
}
