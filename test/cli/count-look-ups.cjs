// Loaded with `--require`: writes every host name asked for and every connection opened to the file LOOK_UPS names, one a line, and
// lets no question out to a name server.
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const record = (line) => appendFileSync(process.env.LOOK_UPS, `${line}\n`);
const unknownHost = (host) => Object.assign(new Error('unknown host'), { code: 'ENOTFOUND', hostname: host });

dns.lookup = (host, ...rest) => {
  record(`look-up ${host}`);
  setImmediate(rest.at(-1), unknownHost(host));
};
for (const resolver of ['resolve', 'resolve4', 'resolve6', 'resolveAny']) dns[resolver] = dns.lookup;
for (const promised of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns.promises[promised] = async (host) => {
    record(`look-up ${host}`);
    throw unknownHost(host);
  };
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...words) {
  const [{ host, port, path } = {}] = Array.isArray(words[0]) ? words[0] : words;
  record(`connection ${path ?? `${host}:${port}`}`);
  return connect.apply(this, words);
};
