// Preloaded into a real process (`node --require`): ends it with SIGKILL at the nth step of writing a file, before the call or, for
// the text itself, in the middle of it. Counting starts with the first file that is created exclusively.
const fs = require('node:fs');

const { KILL_AT } = process.env;
let step = 0;
let counting = false;

const die = () => process.kill(process.pid, 'SIGKILL');

const steps = [
  'openSync',
  'writeFileSync',
  'fchownSync',
  'fchmodSync',
  'fsyncSync',
  'closeSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
];
for (const name of steps) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (name === 'openSync' && args[1] === 'wx') counting = true;
    if (!counting) return real(...args);
    step += 1;
    if (step === Number(KILL_AT)) {
      if (name === 'writeFileSync') fs.writeSync(args[0], args[1].subarray(0, args[1].length / 2));
      die();
    }
    return real(...args);
  };
}
require('node:module').syncBuiltinESMExports();
