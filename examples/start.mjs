// `npm start`: the guide's failing case, then `check` against a real server that is started for it, filled and stopped again.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const program = join(root, 'dist', 'poolfit.cjs');

/** Shows a command as one would type it, and what it prints. */
function poolfit(cwd, ...words) {
  process.stdout.write(`$ poolfit ${words.join(' ')}\n\n`);
  spawnSync(process.execPath, [program, ...words], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  process.stdout.write('\n');
}

/** The test suite's own server: TypeScript, bundled into an ignored folder two levels deep, where it finds the project again. */
async function loadServers() {
  const { build } = await import('esbuild');
  const outdir = join(root, '.servers', 'start');
  const entryPoints = ['postgres', 'sessions'].map((name) => join(root, 'test', 'servers', `${name}.ts`));
  const outExtension = { '.js': '.mjs' };
  await build({
    entryPoints,
    outdir,
    outExtension,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const load = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)).href);
  return { ...(await load('postgres')), ...(await load('sessions')) };
}

/** A shop's database with a web application over its pool, a worker that leaks, and somebody else's dashboard. */
async function showCheck() {
  const { startPostgres, execute, openSessions, closeAll } = await loadServers();
  const server = await startPostgres({ settings: { max_connections: '40' } });
  const folder = mkdtempSync(join(tmpdir(), 'poolfit-start-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    await execute(
      server.superuserUrl,
      'CREATE ROLE shop LOGIN IN ROLE pg_monitor',
      'CREATE ROLE dashboard LOGIN',
      'CREATE DATABASE shop',
    );
    const shop = server.url('shop', { database: 'shop' });
    const sessions = [
      ...(await openSessions(shop, 12, 'web')),
      ...(await openSessions(shop, 5, 'worker')),
      ...(await openSessions(server.url('dashboard'), 4, 'dashboard')),
    ];
    await sessions[12].query('BEGIN');
    writeFileSync(join(folder, '.env'), `DATABASE_URL=${shop}\nDB_POOL_SIZE=5\nDB_MAX_OVERFLOW=10\n`);
    poolfit(folder, 'check', '.env', '--instances', '3', '--fail-on', 'never');
    await closeAll(sessions);
  } finally {
    await server.stop();
  }
}

poolfit(
  root,
  'lint',
  'examples/three-instances/.env',
  '--instances',
  '3',
  '--max-connections',
  '100',
  '--fail-on',
  'never',
);
// The server and its folder are ended with this process, also by Ctrl-C and by a reader that leaves (`npm start | head`).
process.stdout.once('error', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
try {
  await showCheck();
} catch (error) {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  process.stdout.write(`poolfit check is not shown: no PostgreSQL could be started here (${reason})\n`);
}
