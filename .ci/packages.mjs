// What it takes to bundle packages: Node's modules that they load too early, and the notices that their licenses ask for.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Of dependencies that are bundled, those that are needed only where poolfit does not go: they stay what is installed. */
export const unbundled = ['pgpass', 'pg-cloudflare', 'pg-connection-string'];

/**
 * Constants of packages, by file, that load what most runs never use: commander `child_process` (3.7 ms of a cold start) for subcommands
 * that are programs of their own, pg `crypto` (1.4 ms) for passwords, and `dns` (0.5 ms) and a parser for URLs that it is never given.
 */
const lazyConstants = {
  'commander/lib/command.js': ['childProcess'],
  'pg/lib/connection-parameters.js': ['dns', 'parse'],
  'pg/lib/crypto/utils.js': ['nodeCrypto', 'webCrypto', 'subtleCrypto'],
};

const bundled = new Set();

/** A plugin that puts the value of such a constant in the places that use it, and notes what is bundled. */
export const packages = {
  name: 'packages',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      const [, folder, inside] = /^(.*[\\/]node_modules[\\/])(.*)$/.exec(path);
      const file = inside.replaceAll(sep, '/');
      const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(file);
      bundled.add(join(folder, name));
      const names = lazyConstants[file];
      return names && { contents: names.reduceRight(withoutConstant, readFileSync(path, 'utf8')), loader: 'js' };
    });
  },
};

function withoutConstant(source, name) {
  const [statement, value] = new RegExp(`^const ${name} = (.+?);?(?: //.*)?$`, 'm').exec(source) ?? [];
  if (statement === undefined) throw new Error(`a bundled package has no constant ${name}, which this build expects`);
  return source.replace(statement, '').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `(${value})`);
}

/** The names and licenses of what has been bundled. */
export const notices = () => [...bundled].sort().map(notice).join('\n\n');

function notice(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const { name, version } = JSON.parse(read('package.json'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  // pg-types has its license in its README alone.
  const text = file === undefined ? /^## license\n.*/ims.exec(read('README.md'))?.[0] : read(file);
  if (text === undefined) throw new Error(`${name} is bundled, and this build does not find its license`);
  return `${name} ${version}\n\n${text}`;
}
