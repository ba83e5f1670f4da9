import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The folder of an installed package: the tests run its program, and its library where they import `src/index.ts`. */
const installed = process.env.POOLFIT_PACKAGE;
const alias =
  installed === undefined ? [] : [{ find: /^(\.\.\/)+src\/index\.ts$/, replacement: join(installed, 'dist/index.js') }];

export default defineConfig({
  resolve: { alias },
  test: { include: ['test/**/*.test.ts'], globalSetup: 'test/build.ts', testTimeout: 60_000, hookTimeout: 120_000 },
});
