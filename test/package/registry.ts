import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';

/** An installed package, as npm's lockfiles have it. */
export interface Locked {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly isDevelopment: boolean;
}

/** Reads a lockfile's packages, development dependencies too; a package of two versions is there twice. */
export function readLocked(file: string): readonly Locked[] {
  const lock: { packages: Record<string, { version: string; link?: boolean; dev?: boolean; devOptional?: boolean }> } =
    JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path.startsWith('node_modules/') && !link)
    .map(([path, { version, dev, devOptional }]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      isDevelopment: Boolean(dev ?? devOptional),
    }));
}

export interface Registry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A registry of npm's on this machine, without the network: one packed package, and what stands in the project's node_modules. */
export async function startRegistry(tarball: string, manifest: { readonly name: string }): Promise<Registry> {
  const locked = readLocked('package-lock.json');
  const server = createServer(({ url = '' }, response) => {
    const path = decodeURIComponent(url.slice(1));
    if (path === 'packed.tgz') createReadStream(tarball).pipe(response);
    else if (path.startsWith('node_modules/') && path.endsWith('.tgz')) sendPacked(path.slice(0, -4), response);
    else if (path === manifest.name) sendVersions(response, path, [{ manifest, file: 'packed.tgz' }]);
    else sendVersions(response, path, installedOf(locked, path));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
  };
}

interface Offered {
  readonly manifest: object;
  readonly file: string;
}

const installedOf = (locked: readonly Locked[], name: string): Offered[] =>
  locked
    .filter((one) => one.name === name && existsSync(one.path))
    .map(({ path }) => ({
      manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')),
      file: `${path}.tgz`,
    }));

/** npm's document about a package; a package that nobody offers is not found. */
function sendVersions(response: ServerResponse, name: string, offered: readonly Offered[]): void {
  if (offered.length === 0) response.statusCode = 404;
  const host = `http://${response.req.headers.host}`;
  const versions = offered.map(({ manifest, file }) => ({ ...manifest, dist: { tarball: `${host}/${file}` } }));
  const byVersion = versions.map((one) => ['version' in one ? String(one.version) : '', one] as const);
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      name,
      'dist-tags': { latest: byVersion.at(-1)?.[0] },
      versions: Object.fromEntries(byVersion),
    }),
  );
}

/** A package's own files; npm takes the first folder of a tarball off, whatever its name. */
function sendPacked(path: string, response: ServerResponse): void {
  const own = ['--exclude=*/node_modules', '-C', dirname(path), basename(path)];
  spawn('tar', ['-cz', ...own], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout.pipe(response);
}
