// What a PostgreSQL without TLS and passwords says to `poolfit check`, so that the build can run it to its end without one: every login
// is let in and every query answered with code-cache.json.
// https://www.postgresql.org/docs/current/protocol-message-formats.html
const { createServer } = require('node:net');
const answers = require('./code-cache.json');

const int16 = (number) => Buffer.from([number >> 8, number]);
const int32 = (number) => Buffer.from([number >> 24, number >> 16, number >> 8, number]);
const text = (string) => Buffer.from(`${string}\0`);

function message(type, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

const sslRequest = 80_877_103;
const startUp = 0x30000;
const jsonType = 114;
const ready = message('Z', Buffer.from('I'));
const done = (command) => message('C', text(command));

const welcome = Buffer.concat([
  message('R', int32(0)),
  message('S', text('server_version'), text('18.4')),
  message('K', int32(answers.server.pid), int32(1)),
  ready,
]);

const json = Buffer.from(JSON.stringify(answers));
const column = [text('answers'), int32(0), int16(0), int32(jsonType), int16(-1), int32(-1), int16(0)];
const result = Buffer.concat([
  ...['BEGIN', 'SET'].map(done),
  message('T', int16(1), ...column),
  message('D', int16(1), int32(json.length), json),
  ...['SELECT 1', 'COMMIT'].map(done),
  ready,
]);

function reply(bytes) {
  const code = bytes.readInt32BE(4);
  if (code === sslRequest) return 'N';
  return code === startUp ? welcome : result;
}

/** Listens on a free port of this machine; tells the URL. */
exports.listen = (told) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (bytes.toString('latin1', 0, 1) === 'X') socket.end();
      else socket.write(reply(bytes));
    });
  });
  server.listen(0, '127.0.0.1', () => told(`postgresql://app@127.0.0.1:${server.address().port}/app`));
};
