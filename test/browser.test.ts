import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('the library bundles for the browser and runs without any global of Node', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'poolfit',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => !path.startsWith('src/') && !path.startsWith('rules/'))).toEqual([]);
  // A new context has what the language has, and nothing of Node: no process, Buffer, URL or console that Node put there.
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const bundle = outputFiles[0]?.text ?? '';
  const source = { file: '.env', text: 'DB_POOL_SIZE=100\nDB_MAX_OVERFLOW=100\nDATABASE_URL=postgres://u:p@h/d\n' };
  const flag = (name: string) => ({ kind: 'flag', flag: name });
  const stated = {
    facts: { maxConnections: { value: 100, origin: flag('--max-connections') } },
    idleLimits: [],
  };
  const call = `poolfit.lint([${JSON.stringify(source)}], { stated: ${JSON.stringify(stated)} })`;
  const result: string = runInContext(`${bundle}; JSON.stringify(${call}.findings.map((f) => f.ruleId))`, context);
  expect(JSON.parse(result)).toContain('connections-over-limit');
  expect(runInContext('typeof process + typeof Buffer + typeof require', context)).toBe('undefined'.repeat(3));
});
