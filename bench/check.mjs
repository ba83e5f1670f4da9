// `node bench/check.mjs`: `poolfit check` beside `psql -c 'SHOW max_connections'` on the same server, in time and in round trips.
import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { median, ratio, rounds } from './measure.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = resolve(root, 'dist/poolfit.cjs');

/** The test suite's own server; the folder is two levels deep, where it finds the project again. */
async function startServer() {
  const outfile = join(root, '.servers', 'bench', 'postgres.mjs');
  const entryPoints = [join(root, 'test', 'servers', 'postgres.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  const { startPostgres } = await import(pathToFileURL(outfile).href);
  return startPostgres();
}

/** A relay that counts how often the client has waited for the server: each change from its bytes to the server's. */
function makeRelay(port) {
  let trips = 0;
  const relay = createServer((client) => {
    const upstream = connect({ port, host: '127.0.0.1' });
    let isAsking = false;
    client.on('data', (bytes) => {
      isAsking = true;
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (isAsking) trips++;
      isAsking = false;
      client.write(bytes);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  return new Promise((done) =>
    relay.listen(0, '127.0.0.1', () =>
      done({ port: relay.address().port, trips: () => trips, close: () => relay.close() }),
    ),
  );
}

async function tripsOf(command, words, port) {
  const relay = await makeRelay(port);
  const url = `postgresql://postgres@127.0.0.1:${relay.port}/postgres?sslmode=disable`;
  const child = spawn(command, words(url), { stdio: 'ignore' });
  await new Promise((done) => child.once('close', done));
  relay.close();
  return relay.trips();
}

const show = (url) => ['-X', '-A', '-t', '-c', 'SHOW max_connections', url];
const check = (url) => [bin, 'check', '--url', url];

if (spawnSync('psql', ['--version']).status !== 0) {
  console.log('skipped: psql is not installed');
  process.exit(0);
}
const server = await startServer();
try {
  const url = server.superuserUrl;
  const commands = {
    psql: `psql -X -A -t -c 'SHOW max_connections' '${url}?sslmode=disable'`,
    nothing: 'node -e 0',
    check: `node ${bin} check --url '${url}?sslmode=disable'`,
  };
  const runs = rounds(commands, 30, root);
  const ms = (name) => Math.round(1000 * median(runs[name].map(({ wall }) => wall)));
  console.log(`Node ${process.version}, PostgreSQL ${server.version}, 30 interleaved rounds, wall time`);
  for (const name of Object.keys(commands)) console.log(`  ${name.padEnd(8)} ${ms(name)} ms`);
  console.log(`  check beside psql:      ${ratio(runs, 'check', 'psql', 'wall').toFixed(2)} ×`);
  console.log(`  check beside node -e 0: ${ratio(runs, 'check', 'nothing', 'wall').toFixed(2)} ×`);
  const trips = { psql: await tripsOf('psql', show, server.port), check: await tripsOf('node', check, server.port) };
  console.log(`  round trips after the TCP handshake: psql ${trips.psql}, check ${trips.check}`);
} finally {
  await server.stop();
}
