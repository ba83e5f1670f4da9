// What `poolfit check` costs on a server beside it: next to `node -e 0`, and next to `psql` where it is installed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bar, note } from './bars.mjs';
import { ratio, rounds, seconds } from './measure.mjs';
import { nodeOf } from './nodes.mjs';
import { installed } from './package.mjs';
import { clearLater, launch, scratchFolder } from './scratch.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The test suite's own server; the folder is two levels deep, where it finds the project again. */
async function startServer() {
  const folder = join(root, '.servers', 'bench');
  clearLater(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'postgres.mjs');
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

async function checkOn(server, bin) {
  const cwd = scratchFolder().path;
  const url = `postgresql://postgres@127.0.0.1:${server.port}/postgres?sslmode=disable`;
  const node = nodeOf(20);
  const commands = {
    nothing: { line: `${node} -e 0`, cwd },
    check: { line: `${node} ${bin} check --url '${url}'`, cwd },
  };
  const hasPsql = (await launch('psql', ['--version'])).status === 0;
  if (hasPsql) commands.psql = { line: `psql -X -A -t -c 'SHOW max_connections' '${url}'`, cwd };
  const runs = await rounds('check', commands, { count: 20, batch: 5 });
  bar('Node 20, check', ratio(runs, 'check', 'nothing', 'cpu'), 2.8);
  const ms = Object.keys(commands).map((name) => `${name} ${(1000 * seconds(runs, name)).toFixed(1)} ms`);
  note(`wall on PostgreSQL ${server.version}: ${ms.join(', ')}`);
}

export async function checkBars() {
  const { bin } = await installed();
  const server = await startServer();
  try {
    await checkOn(server, bin);
  } finally {
    await server.stop();
  }
}
