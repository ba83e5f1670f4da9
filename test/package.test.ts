import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, guideEnv } from './cli/poolfit.ts';
import { compileConsumers, resolutions } from './package/consumers.ts';
import { type Installed, installPacked } from './package/installed.ts';
import { majors, mustHaveAll, nodeOf } from './package/nodes.ts';
import { readLocked } from './package/registry.ts';
import { closedPort } from './servers/ports.ts';
import { startPostgres, type TestServer } from './servers/postgres.ts';
import { untilAlone } from './servers/sessions.ts';

let installed: Installed;
let server: TestServer;
beforeAll(async () => {
  installed = await installPacked();
  server = await startPostgres();
  poolfit(process.execPath, ['check', '--url', 'SERVER', '--save', 'SNAPSHOT']);
});
afterAll(async () => {
  installed?.remove();
  await server?.stop();
});

const found = majors.map((major) => ({ major, node: nodeOf(major) }));
const nodes = found.flatMap(({ major, node }) => (node === undefined ? [] : [{ major, node }]));

const closed = `postgresql://app@127.0.0.1:${closedPort}/app`;
const stated = ['--instances', '3', '--max-connections', '100'];
const load = ['--traffic', 'medium', ...stated];

/** Words of the command line, the exit code, and what standard output or error says. `SERVER` is a server's URL, `SNAPSHOT` the file with what `check` saw. */
const commands: readonly (readonly [readonly string[], number, RegExp])[] = [
  [['lint', ...stated], 1, /connections-over-limit/],
  [['lint', ...stated, '--format', 'sarif'], 1, /"ruleId": "connections-over-limit"/],
  [['lint', ...stated, '--diff'], 1, /^\+DB_/m],
  [['lint', ...stated, '--baseline', 'known.json'], 0, /known/],
  [['lint', '--config', 'own.json'], 1, /connections-over-limit/],
  [['size', ...load], 0, /DB_POOL_SIZE=/],
  [['check', '--url', closed], 3, /nothing listens there/],
  [['check', '--url', 'SERVER'], 0, /Capacity/],
  [['lint', '--snapshot', 'SNAPSHOT'], 1, /connections-over-limit/],
  [['wizard'], 2, /--yes/],
  [['wizard', '--yes', ...load], 0, /Wrote \.env/],
  [['explain', 'connections-over-limit'], 0, /connections-over-limit/],
  [['init'], 0, /poolfit\.config\.json/],
  [['completion', 'bash'], 0, /complete .*poolfit/],
  [['help', 'size'], 0, /Usage: poolfit size/],
  [['--help'], 0, /Usage: poolfit/],
  [['--version'], 0, /^\d+\.\d+\.\d+/],
];

/** Runs the installed program by the name in .bin, in a new folder, with nothing of this process's environment but the path. */
function poolfit(node: string, words: readonly string[]): { code: number | null; said: string } {
  const finding = { ruleId: 'connections-over-limit', file: '.env', subject: 'DB', occurrence: 1 };
  const folder = folderOf({
    '.env': guideEnv,
    'known.json': JSON.stringify({ tool: 'poolfit', version: 1, findings: [finding] }),
    'own.json': JSON.stringify({ instances: 3, maxConnections: 100 }),
  });
  const meant = new Map([
    ['SERVER', server.superuserUrl],
    ['SNAPSHOT', join(installed.folder, 'live.json')],
  ]);
  const given = words.map((word) => meant.get(word) ?? word);
  const { status, stdout, stderr } = spawnSync(join(installed.folder, 'node_modules/.bin/poolfit'), given, {
    cwd: folder.path,
    encoding: 'utf8',
    env: { PATH: [dirname(node), process.env.PATH].join(delimiter), HOME: folder.path, TMPDIR: folder.path },
  });
  folder.remove();
  return { code: status, said: `${stdout}${stderr}` };
}

describe('the installed tree', () => {
  it('holds the package and what its dependencies bring, nothing else', () => {
    const named = ({ name, version }: { name: string; version: string }): string => `${name} ${version}`;
    const tree = readLocked(join(installed.folder, 'node_modules/.package-lock.json'));
    const brought = readLocked('package-lock.json').filter(({ isDevelopment }) => !isDevelopment);
    const itself = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(tree.map(named).sort()).toEqual([...brought, itself].map(named).sort());
  });

  it('has no source but the schemas, and every file that package.json names', () => {
    const { bin, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(installed.files.filter((path) => path.startsWith('src/') && !path.endsWith('.schema.json'))).toEqual([]);
    const named = JSON.stringify([bin, exports]).matchAll(/"(?:\.\/)?((?:dist|src)\/[^"]+)"/g);
    for (const [, path = ''] of named) expect(installed.files).toContain(path);
  });

  it('is at most 500 kB', () => {
    expect(installed.bytes).toBeLessThanOrEqual(500_000);
  });
});

it('a binary of Node in the project would run its scripts: there is none', () => {
  expect(existsSync('node_modules/.bin/node')).toBe(false);
});

it('every command of the help is run', () => {
  const help = poolfit(process.execPath, ['--help']).said;
  const listed = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) .*\S$/gm)].map(([, name]) => name);
  const names = listed.filter((name) => name !== 'poolfit');
  expect(names.length).toBeGreaterThan(6);
  expect(names.filter((name) => !commands.some(([[first]]) => first === name))).toEqual([]);
});

it.for(found)('there is a binary of Node $major', ({ node }, { skip }) => {
  skip(node === undefined && !mustHaveAll, 'not tested on this one: npm ci brings binaries for Linux x64 alone');
  expect(node).toBeDefined();
});

it.each(commands)('poolfit %j: exit code %d, and the same words on every Node', async (words, code, text) => {
  const answers: ({ major: number } & ReturnType<typeof poolfit>)[] = [];
  for (const { major, node } of nodes) {
    await untilAlone(server.superuserUrl);
    answers.push({ major, ...poolfit(node, words) });
  }
  const said = answers[0]?.said;
  expect(said).toMatch(text);
  expect(answers).toEqual(nodes.map(({ major }) => ({ major, code, said })));
});

it('no run leaves a file beside the program', () => {
  const folder = join(installed.folder, 'node_modules/poolfit');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  expect(paths.sort()).toEqual([...installed.files].sort());
});

const use = `console.log(JSON.stringify({
  names: Object.keys(poolfit).sort(),
  ids: poolfit.lint([{ file: '.env', text: 'DB_POOL_SIZE=x' }]).findings.map(({ ruleId }) => ruleId),
}))`;
it.each([
  ['require', 'commonjs', "const poolfit = require('poolfit');"],
  ['import', 'module', "import * as poolfit from 'poolfit';"],
  [
    'import of names',
    'module',
    "import { fix, lint, makeLinter, planSource } from 'poolfit';\nconst poolfit = { fix, lint, makeLinter, planSource };",
  ],
])('the library answers to %s on every Node', (_, type, start) => {
  const answer = { names: ['fix', 'lint', 'makeLinter', 'planSource'], ids: ['unreadable-setting'] };
  for (const { major, node } of nodes) expect(JSON.parse(library(node, type, start)), `Node ${major}`).toEqual(answer);
});

function library(node: string, type: string, start: string): string {
  const { stdout, stderr } = spawnSync(node, [`--input-type=${type}`, '-e', `${start}\n${use}`], {
    cwd: installed.folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

it.each(resolutions)('TypeScript knows the types: module %s, moduleResolution %s', (module, moduleResolution) => {
  expect(compileConsumers(installed.folder, { module, moduleResolution })).toBe('');
});
