// The library's declarations in dist/types/: once, as CommonJS, which both kinds of module may take types from, and one ES module that
// passes them on: TypeScript wants the declarations of an ES module to be one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const entry = 'src/index.ts';
const emitted = 'dist/declarations';
const types = 'dist/types';

/** Writes the declarations that the library's entry leads to; what only its inside needs stays out. */
export function buildTypes() {
  for (const folder of [emitted, types]) rmSync(folder, { recursive: true, force: true });
  emitAll();
  for (const [path, text] of reached(join(emitted, declarationOf(entry)))) {
    const target = path.replace(emitted, types);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      text.replaceAll(relativeImport, (_, before, name) => `${before}${name}.js`),
    );
  }
  writeFileSync(`${types}/package.json`, '{ "type": "commonjs" }\n');
  writeFileSync(`${types}/index.d.mts`, `export * from './${entry.replace(/ts$/, 'js')}';\n`);
  rmSync(emitted, { recursive: true });
}

/** A name in an import or export of a declaration, up to the ending: TypeScript before 5.7 takes no `.ts` there. */
const relativeImport = /(\b(?:from |import\()['"])(\.[^'"]+)\.ts(?=['"])/g;

const declarationOf = (path) => path.replace(/\.ts$/, '.d.ts');

function emitAll() {
  const config = 'dist/tsconfig.json';
  const compilerOptions = {
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    rootDir: '..',
    outDir: 'declarations',
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: [], files: [`../${entry}`] }),
  );
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' });
  rmSync(config);
  if (status !== 0) process.exit(1);
}

/** A declaration and all that it imports: text by path. */
function reached(path, texts = new Map()) {
  if (texts.has(path)) return texts;
  const text = readFileSync(path, 'utf8');
  texts.set(path, text);
  for (const [, , name] of text.matchAll(relativeImport)) reached(join(dirname(path), `${name}.d.ts`), texts);
  return texts;
}
