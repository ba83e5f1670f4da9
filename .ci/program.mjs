// The command line as CommonJS in dist/, each bundle the function around its module that Node would make: main.cjs with all that `lint`
// runs, and one bundle for what each dynamic import brings on top.
// esbuild splits ES modules only, and into more files than a cold start has time to open; so it bundles twice: first into chunks, then
// the chunks of main.cjs into one. Other bundles ask main.cjs for what they share with it, one plain object: esbuild's own namespaces are
// made of getters, which cost a cold start more than the rules do.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';

const main = 'main.cjs';

/** Modules that export functions only and that most runs never call: bundles of their own, loaded by the first call. */
const seldom = [
  'src/all-rules.ts',
  'src/cli/file-queue.ts',
  'src/cli/reading-thread.ts',
  'src/closer-look.ts',
  'src/core/server-subject.ts',
  'src/many-files.ts',
  'src/providers/known.ts',
].map((path) => resolve(path));

/** Builds the bundles; gives their texts by file name. `options` are esbuild's. */
export async function buildProgram({ external, define, plugins, ...options }) {
  const { outputFiles, metafile } = await build({
    ...options,
    external,
    define,
    plugins: [...plugins, seldomLoaded],
    entryPoints: ['bin/main.ts'],
    format: 'esm',
    splitting: true,
    metafile: true,
    write: false,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
  });
  const chunks = readChunks(metafile.outputs, outputFiles);
  const shared = reached(chunks, 'main.mjs');
  const entries = [...chunks].flatMap(([name, { bundle }]) => (bundle === undefined ? [] : [{ name, bundle }]));
  const texts = entries.map(async ({ name, bundle }) => {
    const isMain = bundle === main;
    const result = await build({
      ...options,
      external,
      format: 'cjs',
      banner: { js: '(function (exports, require, module) {' },
      footer: { js: '})' },
      supported: { 'dynamic-import': false },
      logOverride: { 'commonjs-variable-in-esm': 'silent' },
      write: false,
      stdin: { contents: isMain ? mainText(chunks, shared) : `export * from './${name}';`, resolveDir: '.' },
      plugins: [fromChunks(chunks, shared, isMain)],
    });
    return [bundle, result.outputFiles[0].text];
  });
  return new Map(await Promise.all(texts));
}

/** Puts functions that load a module in the place of the module's own. */
const seldomLoaded = {
  name: 'seldom-loaded',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
      const file = resolve(resolveDir, path);
      return kind !== 'dynamic-import' && seldom.includes(file) ? { path: file, namespace: 'seldom' } : undefined;
    });
    onLoad({ filter: /./, namespace: 'seldom' }, ({ path }) => {
      const names = [
        ...readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)|^export \{ (.+) \} from/gm),
      ];
      const functions = names.flatMap(([, one, several]) => one ?? several.split(', '));
      const load = `seldom(import(${JSON.stringify(path)}))`;
      return {
        contents: functions.map((name) => `export const ${name} = (...all) => ${load}.${name}(...all);`).join('\n'),
        resolveDir: '.',
      };
    });
  },
};

/** A chunk with what it loads seldom as `require`, which these bundles' own loader answers at once. */
const withRequire = (text, chunks) =>
  text.replace(/\bseldom\(import\("\.\/([^"]+)"\)\)/g, (_, chunk) => `require("./${chunks.get(chunk).bundle}")`);

/** The name under which main.cjs gives what one of its chunks exports. */
const idOf = (shared, chunk, name) => `_${[...shared].indexOf(chunk)}${name}`;

/** main.cjs: runs it, and exports what its entry does, and a function that gives whatever its chunks export. */
function mainText(chunks, shared) {
  const parts = [...shared]
    .filter((chunk) => chunk !== 'main.mjs')
    .map((chunk) => ({ chunk, names: chunks.get(chunk).exports }));
  const imports = parts.map(
    ({ chunk, names }) =>
      `import { ${names.map((name) => `${name} as ${idOf(shared, chunk, name)}`)} } from './${chunk}';`,
  );
  const own = chunks.get('main.mjs').exports;
  const all = parts.flatMap(({ chunk, names }) => names.map((name) => idOf(shared, chunk, name)));
  // Made when another bundle asks for it, and once for all of them: a start without one has no part of it.
  const given = ['let made;', `const shared = () => (made ??= { ${all} });`];
  return [`import { ${own} } from './main.mjs';`, ...imports, ...given, `module.exports = { ${own}, shared };`].join(
    '\n',
  );
}

/** A chunk of main.cjs, for another bundle. */
const sharedText = (shared, chunk, names) =>
  [
    `const main = require('./${main}').shared();`,
    ...names.map((name) => `export const ${name} = main.${idOf(shared, chunk, name)};`),
  ].join('\n');

/** By file name: the text, what it imports and exports, and the bundle that it becomes, if it is the target of a dynamic import. */
function readChunks(outputs, files) {
  const texts = new Map(files.map(({ path, text }) => [basename(path), text]));
  const chunks = Object.entries(outputs).map(([path, { entryPoint, imports, exports }]) => {
    const name = basename(path);
    const inside = imports.filter(({ external, kind }) => !external && kind === 'import-statement');
    const bundle = entryPoint && `${basename(entryPoint, '.ts')}.cjs`;
    return [name, { text: texts.get(name), imports: inside.map((one) => basename(one.path)), exports, bundle }];
  });
  return new Map(chunks);
}

function reached(chunks, from, seen = new Set()) {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const name of chunks.get(from).imports) reached(chunks, name, seen);
  return seen;
}

/** Resolves chunks to their texts, shared ones to main's exports, dynamic imports to bundles. */
const fromChunks = (chunks, shared, isMain) => ({
  name: 'from-chunks',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/.*\.mjs$/ }, ({ path, kind }) => {
      const name = path.slice(2);
      if (kind === 'dynamic-import') return { path: `./${chunks.get(name).bundle}`, external: true };
      return { path: name, namespace: shared.has(name) && !isMain ? 'shared' : 'chunk' };
    });
    onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
      contents: sharedText(shared, path, chunks.get(path).exports),
    }));
    onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({
      contents: withRequire(chunks.get(path).text, chunks),
      resolveDir: '.',
    }));
  },
});
