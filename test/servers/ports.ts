import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Nobody listens on the first port, and no test is ever given it. */
export const closedPort = 1;

/** Below what systems give to outgoing connections and to whoever asks for any port (Linux: ip_local_port_range, 32768 and up). */
const [lowest, beyond] = [15_000, 32_000];

/**
 * A TCP port that nobody listened on a moment ago, on 127.0.0.1 and ::1. It is one at random, so that test files that start servers at
 * the same time do not meet.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, beyond);
    if ((await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))) return port;
  }
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has nobody there either.
    server.once('error', ({ message }) => resolve(!message.includes('EADDRINUSE')));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
