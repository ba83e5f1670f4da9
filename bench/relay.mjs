// A relay before a server that counts how often the client has waited: each change from its bytes to the server's.
import { connect, createServer } from 'node:net';
import { clearLater, launch } from './scratch.mjs';

async function makeRelay(port) {
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
  await new Promise((done) => relay.listen(0, '127.0.0.1', done));
  return { port: relay.address().port, trips: () => trips, close: clearLater(() => relay.close()) };
}

/** Runs a command on the server through a relay; `words` makes its arguments from the port to connect to. */
export async function tripsOf(command, words, port) {
  const relay = await makeRelay(port);
  await launch(command, words(relay.port));
  await relay.close();
  return relay.trips();
}
