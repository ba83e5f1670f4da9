import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { serverAccount } from './binaries.ts';
import { freePort } from './ports.ts';
import type { TestServer } from './postgres.ts';

/** Debian's package puts it into /usr/sbin, which an ordinary user's PATH lacks. */
const searched = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** The PgBouncer of this machine, or undefined: tests that need one are then skipped. */
export const pgbouncerBinary: string | undefined = searched
  .map((folder) => join(folder, 'pgbouncer'))
  .find((path) => existsSync(path));

export interface BouncerOptions {
  readonly mode: 'session' | 'transaction' | 'statement';
  readonly upstream: Pick<TestServer, 'port'>;
  /** Roles that may log in through it (trusted) and `admin`, the console's administrator. */
  readonly roles: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

export interface TestBouncer {
  readonly port: number;
  readonly adminUrl: string;
  url(role: string, database?: string): string;
  stop(): Promise<void>;
}

function configuration(options: BouncerOptions, port: number, home: string): string {
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: join(home, 'users.txt'),
    admin_users: 'admin',
    pool_mode: options.mode,
    ...options.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `[databases]\n* = host=127.0.0.1 port=${options.upstream.port}\n[pgbouncer]\n${lines.join('\n')}\n`;
}

/** Starts the machine's PgBouncer before a server; `stop()` ends it and removes its folder. */
export async function startPgBouncer(options: BouncerOptions): Promise<TestBouncer> {
  if (pgbouncerBinary === undefined) throw new Error('pgbouncer is not installed');
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'poolfit-bouncer-'));
  chmodSync(home, 0o755);
  writeFileSync(join(home, 'users.txt'), [...options.roles, 'admin'].map((role) => `"${role}" ""\n`).join(''));
  writeFileSync(join(home, 'pgbouncer.ini'), configuration(options, port, home));
  const child = spawn(pgbouncerBinary, [join(home, 'pgbouncer.ini')], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...serverAccount(),
  });
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
  });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`pgbouncer ended with ${code}:\n${log}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('process up')) resolve();
    });
  });
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  return {
    port,
    adminUrl: `postgresql://admin@127.0.0.1:${port}/pgbouncer`,
    url: (role, database = 'postgres') => `postgresql://${role}@127.0.0.1:${port}/${database}`,
    async stop() {
      process.removeListener('exit', killOnExit);
      child.kill('SIGKILL');
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
