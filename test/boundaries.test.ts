import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const lists = ['formats', 'runners', 'libraries', 'providers', 'reporters'].map((name) => `src/${name}`);
const judging = ['src/model', 'src/engine', 'src/plan', 'src/sizing'];

/**
 * docs/architecture.md, "Who may import whom": which folders and packages a folder may import besides itself. A row holds for what is below
 * its folder, the first row that does.
 */
const table = [
  { folder: 'src/model', may: [] },
  { folder: 'src/engine', may: ['src/model'] },
  { folder: 'src/plan', may: ['src/engine', 'src/model'] },
  { folder: 'src/sizing', may: ['src/model'] },
  ...lists.map((folder) => ({ folder, may: ['src/model', 'src/formats'] })),
  { folder: 'src/linter', may: [...judging, ...lists, 'rules'] },
  { folder: 'src/explain', may: [...judging, ...lists, 'src/linter', 'src/index.ts', 'rules'] },
  { folder: 'src/live', may: ['src/model', 'pg', 'zod', 'node'] },
  { folder: 'src/cli', may: ['src', 'rules', 'commander', 'inquirer', 'dotenv', 'zod', 'node'] },
  { folder: 'src/index.ts', may: ['src/linter', 'src/engine', 'src/model'] },
  { folder: 'rules/index.ts', may: ['rules', 'src/engine'] },
  { folder: 'rules', may: ['src/engine', 'src/model', 'src/sizing'], notItself: true },
  { folder: 'bin', may: ['src/cli', 'node'] },
];

interface Import {
  readonly file: string;
  /** A path of this project, a package's name, or `node`. */
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

const importPattern = /(?:^|[^\w.])(?:import|export)\s*(?:[\w*{}\s,$]+?\s*from\s*)?\(?\s*['"]([^'"\n]+)['"]/g;

function importsOf(file: string): Import[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].map(([, name = '']) => {
    if (name.startsWith('.')) return { file, target: normalize(join(dirname(file), name)) };
    const isBuiltin = name.startsWith('node:') || builtinModules.includes(name);
    return {
      file,
      target: isBuiltin
        ? 'node'
        : name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
    };
  });
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const all = ['src', 'rules', 'bin'].flatMap(sources);

function isAllowed({ file, target }: Import): boolean {
  const row = table.find(({ folder }) => isIn(file, folder));
  if (!row) return false;
  const itself = 'notItself' in row ? [] : [row.folder];
  return [...row.may, ...itself].some((one) => isIn(target, one));
}

/** The files that imports lead through, from one back to itself; empty: they go one way. */
function circle(): string[] {
  const next = new Map(all.map((file) => [file, importsOf(file).map(({ target }) => target)]));
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const target of next.get(file) ?? []) {
      const found = visit(target, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  return all.map((file) => visit(file, [])).find((found) => found.length > 0) ?? [];
}

describe('the table of folders', () => {
  it.each(all)('%s imports only what its folder may', (file) => {
    expect(
      importsOf(file)
        .filter((one) => !isAllowed(one))
        .map(({ target }) => target),
    ).toEqual([]);
  });

  it('is the one that docs/architecture.md shows', () => {
    const section =
      readFileSync('docs/architecture.md', 'utf8')
        .split('## ')
        .find((part) => part.startsWith('Who may')) ?? '';
    const shown = [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, folder = '', may = '']) => [
      folder,
      [...may.matchAll(/`([^`]+)`/g)].map(([, one]) => one).sort(),
    ]);
    const own = table.map(({ folder, may }) => [folder, may.filter((one) => one !== folder).sort()]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(own));
  });

  it('nothing but bin imports the command line', () => {
    const importers = all.flatMap(importsOf).filter(({ target }) => isIn(target, 'src/cli'));
    expect(importers.filter(({ file }) => !isIn(file, 'src/cli') && !isIn(file, 'bin'))).toEqual([]);
  });

  it('every import leads to a file', () => {
    const missing = all
      .flatMap(importsOf)
      .filter(({ target }) => target.includes('/') && target.endsWith('.ts') && !existsSync(target));
    expect(missing).toEqual([]);
  });

  it('imports go one way, those of types too: there is no circle', () => {
    expect(circle()).toEqual([]);
  });

  it('src has index.ts and folders, and no folder has more than about twenty files at its top', () => {
    expect(readdirSync('src').filter((name) => name.includes('.'))).toEqual(['index.ts']);
    const folders = [...new Set(all.map((file) => dirname(file)))].filter((folder) => folder !== 'rules');
    const files = folders.map((folder) => ({ folder, count: all.filter((file) => dirname(file) === folder).length }));
    expect(files.filter(({ count }) => count > 22)).toEqual([]);
  });

  it('what judges knows no clock, no process and no console', () => {
    const worldly = /\b(?:process|console|Date|performance|setTimeout|setInterval|fetch)\b\s*[.(]/;
    const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|"[^"\n]*"/g, '');
    const offenders = [...judging, 'rules']
      .flatMap(sources)
      .filter((file) => worldly.test(withoutComments(readFileSync(file, 'utf8'))));
    expect(offenders).toEqual([]);
  });
});

describe('types are not talked into', () => {
  it('two casts in all, and no any', () => {
    const cast = /[^\w'"`]as (?!const\b)[A-Z{[(]\w*|\bany\b(?=\s*[;,)>\]=])/;
    const offenders = all.filter((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .some(
          (line) =>
            cast.test(line.replace(/(['"`]).*?\1|\/\/.*|^\s*\*.*|\/\*.*\*\//g, '')) &&
            !/\bimport\b|\bexport \{/.test(line),
        ),
    );
    expect(offenders).toEqual(['src/engine/rule.ts', 'src/model/units.ts']);
  });
});
