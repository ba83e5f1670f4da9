import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folders and packages a folder may import besides itself; the first row whose folder holds a file is the file's. */
const table = [
  { folder: 'src/core', may: [] },
  { folder: 'src/formats', may: ['src/core'] },
  { folder: 'src/dialects', may: ['src/core'] },
  { folder: 'src/providers', may: ['src/core'] },
  { folder: 'src/reporters', may: ['src/core'] },
  { folder: 'src/db', may: ['src/core', 'pg', 'zod', 'node'] },
  { folder: 'src/explain', may: ['src/core', 'src/dialects', 'src/providers'] },
  { folder: 'src/cli', may: ['src', 'rules', 'commander', 'inquirer', 'dotenv', 'zod', 'node'] },
  // What stands in src/ itself composes the pipeline: all but db, cli and Node.
  { folder: 'src', may: ['src/core', 'src/formats', 'src/dialects', 'src/providers', 'rules'] },
  { folder: 'rules/index.ts', may: ['rules', 'src/core'] },
  { folder: 'rules', may: ['src/core'], notItself: true },
  { folder: 'bin', may: ['src/cli', 'node'] },
] as const;

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
  const may: readonly string[] = [...row.may, ...itself];
  // `src` names its own files, and for the command line everything below it.
  return may.some((one) => (row.folder === 'src' && one === 'src' ? dirname(target) === 'src' : isIn(target, one)));
}

describe('the table of folders', () => {
  it.each(all)('%s imports only what its folder may', (file) => {
    expect(
      importsOf(file)
        .filter((one) => !isAllowed(one))
        .map(({ target }) => target),
    ).toEqual([]);
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

  it('the core knows no clock, no process and no console', () => {
    const worldly = /\b(?:process|console|Date|performance|setTimeout|setInterval|fetch)\b\s*[.(]/;
    const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|"[^"\n]*"/g, '');
    const offenders = [...sources('src/core'), ...sources('rules')].filter((file) =>
      worldly.test(withoutComments(readFileSync(file, 'utf8'))),
    );
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
    expect(offenders).toEqual(['src/core/rule.ts', 'src/core/units.ts']);
  });
});
