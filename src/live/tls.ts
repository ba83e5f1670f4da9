import { existsSync, readFileSync } from 'node:fs';
import { isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { type Fault, failure, fault, type Outcome, success } from './fault.ts';
import type { Target, TlsMode, TlsWish } from './target.ts';

/**
 * PostgreSQL up to 17 offers only P-256; Node starts with X25519 and loses a round trip to the retry. 18 takes both
 * (measured: 92.5 ms against 72.1 ms at a round trip of 20 ms).
 */
const curves = 'P-256:X25519:P-384:P-521';

function readFileOf(what: string, path: string): Outcome<Buffer> {
  try {
    return success(readFileSync(path));
  } catch {
    return failure(fault('tls', `the ${what} cannot be read: check the path given to the connection`));
  }
}

/** `require` verifies the chain when a root certificate is there: libpq keeps that from its older days. */
function rootPath(wish: TlsWish): string | undefined {
  if (wish.rootCertificate !== undefined) return wish.rootCertificate;
  const standard = join(wish.defaultFolder, 'root.crt');
  return existsSync(standard) ? standard : undefined;
}

interface Verification {
  readonly chain: boolean;
  readonly name: boolean;
  readonly root: string | undefined;
}

function verification(wish: TlsWish): Outcome<Verification> {
  const root = rootPath(wish);
  const strict = wish.mode === 'verify-ca' || wish.mode === 'verify-full';
  if (strict && root === undefined) {
    const next = 'add sslrootcert=FILE, or sslrootcert=system for publicly trusted certificates';
    return failure(fault('tls', `sslmode=${wish.mode} needs a root certificate: ${next}`));
  }
  if (root === 'system' && wish.mode !== 'verify-full') {
    return failure(fault('tls', `sslrootcert=system is only safe with sslmode=verify-full, not ${wish.mode}`));
  }
  const chain = strict || (wish.mode === 'require' && root !== undefined);
  return success({ chain, name: wish.mode === 'verify-full', root });
}

function clientCertificate(wish: TlsWish): Outcome<ConnectionOptions> {
  if (wish.certificate === undefined || wish.key === undefined) return success({});
  const cert = readFileOf('client certificate (sslcert)', wish.certificate);
  if (!cert.ok) return cert;
  const key = readFileOf('client key (sslkey)', wish.key);
  return key.ok ? success({ cert: cert.value, key: key.value }) : key;
}

/** What libpq's sslmode asks of node's TLS. */
export function tlsOptions(target: Target): Outcome<ConnectionOptions> {
  const checks = verification(target.tls);
  if (!checks.ok) return checks;
  const { chain, name, root } = checks.value;
  const client = clientCertificate(target.tls);
  if (!client.ok) return client;
  const ca = chain && root !== undefined && root !== 'system' ? readFileOf('root certificate', root) : undefined;
  if (ca !== undefined && !ca.ok) return ca;
  return success({
    ...client.value,
    ...(ca === undefined ? {} : { ca: ca.value }),
    host: target.host,
    // RFC 6066: no server name indication for addresses.
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    ecdhCurve: curves,
    rejectUnauthorized: chain,
    ...(name ? {} : { checkServerIdentity: () => undefined }),
  });
}

const untrusted = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** The next step depends on what was wrong with the certificate. */
export function tlsFault(label: string, mode: TlsMode, code: string | undefined): Fault {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return fault('tls', `the certificate of ${label} is for another host name: use the name it was made for`);
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return fault('tls', `the certificate of ${label} is not valid today: renew it`);
  }
  if (code !== undefined && untrusted.has(code)) {
    const next = 'name the authority that signed it with sslrootcert=FILE';
    return fault('tls', `the certificate of ${label} is not trusted (sslmode=${mode}): ${next}`);
  }
  return fault('tls', `no TLS session could be agreed on with ${label}${code ? ` (${code})` : ''}`);
}

/** Starts TLS on a socket whose server has agreed to it; rejects with node's error. */
export async function startTls(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  // Not before a server has agreed: it costs a cold start 5 ms.
  const { connect } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const secure = connect({ ...options, socket }, () => {
      secure.removeListener('error', reject);
      resolve(secure);
    });
    secure.once('error', reject);
    secure.on('error', () => {});
    secure.once('close', () => reject(new Error('closed during the TLS handshake')));
  });
}
