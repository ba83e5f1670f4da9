import { connect, createServer, type Server, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Something that listens and is not PostgreSQL. */
export interface Stranger {
  readonly port: number;
  /** Resolves when every connection it ever had is closed. */
  allClosed(): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a free port and treats each connection as told. */
export function listen(treat: (socket: Socket) => void): Promise<Stranger> {
  const closed: Promise<void>[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    closed.push(new Promise((resolve) => socket.once('close', () => resolve())));
    treat(socket);
    // Without a reader the end of the connection would never be seen.
    socket.resume();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(strangerOf(server, closed)));
  });
}

function strangerOf(server: Server, closed: readonly Promise<void>[]): Stranger {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    allClosed: async () => void (await Promise.all(closed)),
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

/** Listens with a queue of one in a thread that never takes a connection out of it. */
const neverAccepts = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 10);
  });
`;

/** A port whose host swallows the packets of new connections: its queue is full and nobody empties it. */
export async function swallowPackets(): Promise<{ port: number; stop(): Promise<void> }> {
  const worker = new Worker(neverAccepts, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  const fillers: Socket[] = [];
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (let i = 0; i < 4; i++) {
    const filler = connect({ port, host: '127.0.0.1' });
    filler.on('error', () => {});
    fillers.push(filler);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    port,
    async stop() {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
