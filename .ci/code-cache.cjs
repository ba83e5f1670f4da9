// Run by the build, `code-cache.cjs <bundle> <cache> <arguments of poolfit>`: runs dist/poolfit.cjs with these arguments and writes the
// code cache of one bundle, with all that V8 compiled meanwhile. URL stands for that of a database.
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const vm = require('node:vm');
const { listen } = require('./code-cache-server.cjs');

const [bundle, cache] = process.argv.splice(2, 2);

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (basename(options.filename) === bundle) {
      process.on('exit', () => writeFileSync(cache, this.createCachedData()));
    }
  }
};

listen((url) => {
  process.argv = process.argv.map((word) => (word === 'URL' ? url : word));
  require('../dist/poolfit.cjs');
});
