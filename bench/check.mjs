// What `poolfit check` costs on a server beside it: next to `node -e 0`, and next to `psql`, in time and in round trips.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bar, note } from './bars.mjs';
import { ratio, rounds, seconds } from './measure.mjs';
import { installed } from './package.mjs';
import { tripsOf } from './relay.mjs';
import { clearLater, launch, scratchFolder } from './scratch.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The test suite's own server; the folder is two levels deep, where it finds the project again. */
async function startServer() {
  const outfile = join(root, '.servers', 'bench', 'postgres.mjs');
  const entryPoints = [join(root, 'test', 'servers', 'postgres.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  const { startPostgres } = await import(pathToFileURL(outfile).href);
  const starting = startPostgres();
  const stop = clearLater(() =>
    starting.then(
      (server) => server.stop(),
      // What could not start has cleared its own folder.
      () => {},
    ),
  );
  return { ...(await starting), stop };
}

const psqlWords = ['-X', '-A', '-t', '-c', 'SHOW max_connections'];
const urlOf = (port) => `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;

async function checkOn(server, bin, hasPsql) {
  const cwd = scratchFolder().path;
  const url = urlOf(server.port);
  const commands = {
    nothing: { line: 'node -e 0', cwd },
    check: { line: `node ${bin} check --url '${url}'`, cwd },
  };
  if (hasPsql) commands.psql = { line: `psql -X -A -t -c 'SHOW max_connections' '${url}'`, cwd };
  const runs = await rounds('check', commands, { count: 40, batch: 5 });
  bar('check, CPU beside node -e 0', ratio(runs, 'check', 'nothing', 'cpu'), 2.6);
  note(`wall beside node -e 0: ${ratio(runs, 'check', 'nothing', 'wall').toFixed(3)} ×`);
  if (hasPsql) note(`wall beside psql: ${ratio(runs, 'check', 'psql', 'wall').toFixed(3)} ×`);
  const ms = Object.keys(commands).map((name) => `${name} ${(1000 * seconds(runs, name)).toFixed(1)} ms`);
  note(`wall on PostgreSQL ${server.version}: ${ms.join(', ')}`);
}

async function tripsOn({ port }, bin, hasPsql) {
  const check = await tripsOf('node', (at) => [bin, 'check', '--url', urlOf(at)], port);
  const psql = hasPsql ? `, psql ${await tripsOf('psql', (at) => [...psqlWords, urlOf(at)], port)}` : '';
  note(`round trips after the TCP handshake: check ${check}${psql}`);
}

export async function checkBars() {
  const { bin } = await installed();
  const hasPsql = (await launch('psql', ['--version'])).status === 0;
  if (!hasPsql) note('without psql: it is not installed');
  const server = await startServer();
  try {
    await checkOn(server, bin, hasPsql);
    await tripsOn(server, bin, hasPsql);
  } finally {
    await server.stop();
  }
}
