// poolfit beside other linters, those of peer-list.mjs that can be installed here: a start on one file, and a tree. No bars.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { note } from './bars.mjs';
import { differentFile } from './different-files.mjs';
import { envFile, makeTree } from './env-files.mjs';
import { ratio, rounds, seconds, time } from './measure.mjs';
import { install, installed } from './package.mjs';
import { peers, twin } from './peer-list.mjs';
import { launch, scratchFolder } from './scratch.mjs';

const files = 10_000;

function makePlaces() {
  const one = scratchFolder().path;
  writeFileSync(join(one, '.env'), envFile(0));
  writeFileSync(join(one, 'env.js'), twin(envFile(0), true));
  const twinOf = (at) => twin(differentFile(at), at % 10 === 0);
  const env = makeTree(files, differentFile).path;
  return { one, env, js: makeTree(files, twinOf, (place) => `env-${place}.js`).path };
}

/** A package may install and still lack its program, which it fetches from elsewhere when it first runs. */
async function probe(bin, words) {
  const { stderr, status } = await launch(bin, [words]);
  if (status !== 0)
    throw new Error(`its program is not there: ${/.*Error: (.+)/.exec(stderr)?.[1] ?? `status ${status}`}`);
}

/** Installs a peer and runs it once on one file; gives its command lines. */
async function prepare(peer, parent, places) {
  const { folder, versions } = await install(peer.packages, parent, peer.name);
  peer.setUp?.(folder);
  const bin = join(folder, 'node_modules', '.bin', peer.name);
  if (peer.probe) await probe(bin, peer.probe);
  const line = (words) => `${bin} ${words.replaceAll('FOLDER', folder)}`;
  const one = { line: line(peer.file), cwd: places.one, exit: peer.exit };
  await time(one, 1);
  const tree =
    peer.tree === undefined ? undefined : { line: line(peer.tree), cwd: places[peer.reads], exit: peer.exit };
  const { version } = versions[`node_modules/${peer.packages[0].replace(/(?<=.)@.*/, '')}`];
  return { ...peer, version, one, tree };
}

async function prepareAll(places) {
  const parent = scratchFolder().path;
  const ready = [];
  for (const peer of peers) {
    try {
      ready.push(await prepare(peer, parent, places));
    } catch (error) {
      note(`${peer.name}: not installable here: ${error.message}`);
    }
  }
  return ready;
}

async function ourselves(places) {
  const { bin } = await installed();
  const one = { line: `node ${bin} lint --format json .env`, cwd: places.one, exit: 1 };
  const tree = { line: `node ${bin} lint --format json .`, cwd: places.env, exit: 1 };
  return { name: 'poolfit', version: '', does: 'reads each `.env`: judges the pools it sets up', one, tree };
}

const byName = (tools, what) =>
  Object.fromEntries(tools.filter((tool) => tool[what]).map((tool) => [tool.name, tool[what]]));

function treeCells(runs, { name, count = files }) {
  if (!runs[name]) return ['', '', '', ''];
  const wall = seconds(runs, name);
  const perFile = Math.round((1e6 * wall) / count);
  return [count, wall.toFixed(2), seconds(runs, name, 'cpu').toFixed(2), perFile];
}

function printTable(tools, oneRuns, treeRuns) {
  const head = ['', 'one file, CPU', 'wall', 'files', 'wall s', 'CPU s', 'µs per file', 'what it does'];
  const rows = tools.map((tool) => {
    const beside = (what) => `${ratio(oneRuns, tool.name, 'nothing', what).toFixed(2)} ×`;
    const cells = [`${tool.name} ${tool.version}`.trim(), beside('cpu'), beside('wall'), ...treeCells(treeRuns, tool)];
    return [...cells, tool.does];
  });
  const reading = { name: 'cat' };
  rows.push(['find \\| xargs cat', '', '', ...treeCells(treeRuns, reading), 'reads the same `.env` files']);
  for (const cells of [head, head.map(() => '---'), ...rows]) console.log(`| ${cells.join(' | ')} |`);
}

async function compare() {
  const places = makePlaces();
  const tools = [await ourselves(places), ...(await prepareAll(places))];
  const nothing = { line: 'node -e 0', cwd: places.one };
  const cat = { line: 'find . -type f -print0 | xargs -0 cat', cwd: places.env };
  const oneRuns = await rounds('peers, one file', { nothing, ...byName(tools, 'one') }, { count: 40, batch: 2 });
  const treeRuns = await rounds('peers, tree', { cat, ...byName(tools, 'tree') }, { count: 5 });
  printTable(tools, oneRuns, treeRuns);
}

/** Whatever keeps a peer from being measured is said; the bars stand without it. */
export async function comparePeers() {
  try {
    await compare();
  } catch (error) {
    note(`skipped: ${error.message}`);
  }
}
