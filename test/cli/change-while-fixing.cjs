// Preloaded into a real process: somebody else writes the file while poolfit makes its own new one beside it.
const fs = require('node:fs');

const open = fs.openSync;
fs.openSync = (path, flags, ...rest) => {
  const handle = open(path, flags, ...rest);
  if (flags === 'wx') fs.writeFileSync(process.env.CHANGED_FILE, 'DB_POOL_SIZE=7\n');
  return handle;
};
require('node:module').syncBuiltinESMExports();
