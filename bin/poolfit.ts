#!/usr/bin/env node
import module from 'node:module';
import { main } from '../src/cli/main.ts';

// Node 22.8 and newer keep what they have compiled, in a folder of their own.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();
// All output is written by then. A look-up of a host name that hangs would keep the process alive.
main(process.argv.slice(2)).then((code) => process.exit(code));
