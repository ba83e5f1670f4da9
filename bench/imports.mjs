// What it costs to load each part of the program, each package that it uses and some of Node's own modules: no bars, a list to look
// at when a start has become slower.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { note } from './bars.mjs';
import { median, rounds } from './measure.mjs';
import { installed } from './package.mjs';

/** Modules of Node's that `node -e 0` has not loaded, or not all of. */
const builtins = [
  'child_process',
  'crypto',
  'dns',
  'fs/promises',
  'net',
  'readline',
  'tls',
  'tty',
  'url',
  'worker_threads',
];

/** The program's own files, but those that run at once: its entry and the library. */
function bundlesIn(dist) {
  const names = readdirSync(dist, { recursive: true }).filter((name) => /\.[cm]?js$/.test(name));
  return names.filter((name) => !/^(?:poolfit|index)\./.test(name)).sort();
}

/** As `require` where that is possible: `import()` makes Node load all that it has for ES modules. */
const load = (module, isEsm, cwd) => ({
  line: `${process.execPath} -e "${isEsm ? 'import' : 'require'}('${module}')"`,
  cwd,
});

function commandsIn({ folder, dist }) {
  const manifest = (path) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const commands = { nothing: { line: `${process.execPath} -e 0`, cwd: folder } };
  for (const name of builtins) commands[`node:${name}`] = load(`node:${name}`, false, folder);
  const { resolve } = createRequire(join(folder, 'package.json'));
  for (const name of Object.keys(manifest(join(dist, '..')).dependencies)) {
    const isEsm = manifest(join(folder, 'node_modules', name)).type === 'module' && !resolve(name).endsWith('.cjs');
    commands[isEsm ? `${name}, an ES module` : name] = load(name, isEsm, folder);
  }
  for (const name of bundlesIn(dist)) {
    commands[`dist/${name}`] = load(join(dist, name), !name.endsWith('.cjs'), folder);
  }
  return commands;
}

export async function listImports() {
  const commands = commandsIn(await installed());
  const runs = await rounds('imports', commands, { count: 5, batch: 3 });
  const extra = (name) => 1000 * median(runs[name].map(({ cpu }, at) => cpu - runs.nothing[at].cpu));
  const rows = Object.keys(commands).map((name) => ({ name, ms: extra(name) }));
  for (const { name, ms } of rows.sort((a, b) => b.ms - a.ms)) {
    if (name !== 'nothing') note(`${ms.toFixed(1).padStart(6)} ms  ${name}`);
  }
}
