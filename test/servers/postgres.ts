import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce, serverAccount, serverFolder, testedVersion } from './binaries.ts';
import { freePort } from './ports.ts';

export interface ServerOptions {
  readonly version?: string;
  /** Lines of postgresql.conf; they win over the harness's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How roles other than `postgres` log in over TCP; the superuser is always trusted. */
  readonly auth?: 'trust' | 'scram-sha-256';
  /** Lines put before the others in pg_hba.conf. */
  readonly hba?: readonly string[];
  /** Files copied into the data folder, by name; keys of TLS must be private to the server's account. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the log says when the server has come as far as it is meant to. */
  readonly readyText?: string;
}

export interface TestServer {
  readonly version: string;
  readonly port: number;
  readonly socketDir: string;
  readonly superuserUrl: string;
  /** A URL for a role, without a password unless given. */
  url(role: string, options?: { password?: string; database?: string }): string;
  /** The server's log so far. */
  log(): string;
  /** A signal to the server process itself, such as SIGTERM for a smart shutdown. */
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

const baseSettings: Readonly<Record<string, string>> = {
  listen_addresses: "'127.0.0.1,::1'",
  shared_buffers: '16MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '30',
  log_min_messages: 'warning',
};

function runInitdb(folder: string, data: string): void {
  const account = serverAccount();
  if (account) chownSync(data, account.uid, account.gid);
  const args = ['-D', join(data, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const run = spawnSync(join(folder, 'native/bin/initdb'), args, { cwd: '/', encoding: 'utf8', ...account });
  if (run.status !== 0) throw new Error(`initdb failed: ${run.error?.message ?? run.stderr}`);
}

/** A data folder fresh from initdb, which takes a second or two: made once per version and copied. */
function dataTemplate(folder: string): string {
  const template = `${folder}-data`;
  buildOnce(template, (staging) => runInitdb(folder, staging));
  return join(template, 'data');
}

function hbaLines(options: ServerOptions): string {
  const method = options.auth ?? 'trust';
  const lines = [
    ...(options.hba ?? []),
    'local all all trust',
    ...['127.0.0.1/32', '::1/128'].flatMap((net) => [
      `host all postgres ${net} trust`,
      `host all all ${net} ${method}`,
      `host replication all ${net} trust`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function ownTree(path: string): void {
  const account = serverAccount();
  if (account) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, path]);
}

function prepareData(folder: string, options: ServerOptions): string {
  const home = mkdtempSync(join(tmpdir(), 'poolfit-pg-'));
  const data = join(home, 'data');
  cpSync(dataTemplate(folder), data, { recursive: true, mode: 0 });
  // Node 22 and later copy no permissions of folders, and a server takes none that others may read.
  chmodSync(data, 0o700);
  mkdirSync(join(home, 'run'));
  const settings = { ...baseSettings, password_encryption: "'scram-sha-256'", ...options.settings };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(data, 'pg_hba.conf'), hbaLines(options));
  for (const [name, text] of Object.entries(options.files ?? {})) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
  }
  ownTree(home);
  return home;
}

interface Started {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  log(): string;
}

/** Resolves when the server's log says so (in English: the data folder has no locale). */
function startProcess(folder: string, home: string, port: number, readyText: string): Promise<Started> {
  const args = ['-D', join(home, 'data'), '-k', join(home, 'run'), '-p', String(port)];
  const child = spawn(join(folder, 'native/bin/postgres'), args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...serverAccount(),
  });
  let log = '';
  return new Promise((resolve, reject) => {
    const exited = new Promise<void>((done) => {
      child.once('exit', () => done());
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`postgres ended with ${code} before it was ready:\n${log}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes(readyText)) resolve({ child, exited, log: () => log });
    });
  });
}

async function startOnFreePort(
  folder: string,
  home: string,
  readyText: string,
): Promise<{ port: number; started: Started }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { port, started: await startProcess(folder, home, port, readyText) };
    } catch (error) {
      // Between finding a free port and binding it somebody else may have taken it.
      if (attempt === 3 || !String(error).includes('could not bind')) throw error;
    }
  }
}

/** Starts a real PostgreSQL in a temporary folder on a free port; `stop()` ends it and removes the folder. */
export async function startPostgres(options: ServerOptions = {}): Promise<TestServer> {
  const version = options.version ?? testedVersion;
  const folder = serverFolder(version);
  const home = prepareData(folder, options);
  const readyText = options.readyText ?? 'ready to accept';
  const { port, started } = await startOnFreePort(folder, home, readyText).catch((error: unknown) => {
    rmSync(home, { recursive: true, force: true });
    throw error;
  });
  const { child } = started;
  const killOnExit = () => child.kill('SIGQUIT');
  process.once('exit', killOnExit);
  return {
    version,
    port,
    socketDir: join(home, 'run'),
    superuserUrl: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    url(role, { password, database } = {}) {
      const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
      return `postgresql://${encodeURIComponent(role)}${secret}@127.0.0.1:${port}/${database ?? 'postgres'}`;
    },
    log: started.log,
    signal: (name) => void child.kill(name),
    async stop() {
      process.removeListener('exit', killOnExit);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGQUIT');
      await started.exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
