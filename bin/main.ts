import { main } from '../src/cli/main.ts';

export { rehearse } from '../src/cli/rehearsal.ts';

// All output is written by now. A look-up of a host name that hangs would keep the process alive.
main(process.argv.slice(2)).then((code) => process.exit(code));
