import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, poolfit } from './poolfit.ts';
import { inputsOf, runScripts } from './run-scripts.ts';

const inputs = inputsOf('action.yml');
const [install = '', lint = ''] = runScripts('action.yml');
const action = readFileSync('action.yml', 'utf8');
const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const variableOf = (input: string): string => `POOLFIT_${input.toUpperCase().replaceAll('-', '_')}`;

/** The runner's folder, with the packed tool in it as npm would install it: its dependencies are this project's. */
let temp = '';
beforeAll(() => {
  poolfit(['--version']);
  temp = mkdtempSync(join(tmpdir(), 'poolfit-action-'));
  const modules = join(temp, 'poolfit', 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', temp];
  const packed = spawnSync('npm', pack, { encoding: 'utf8' });
  expect(packed.stderr).not.toContain('npm error');
  spawnSync('tar', ['-xzf', join(temp, packed.stdout.trim().split('\n').at(-1) ?? ''), '-C', modules]);
  spawnSync('mv', [join(modules, 'package'), join(modules, 'poolfit')]);
  for (const name of Object.keys(dependencies)) symlinkSync(resolve('node_modules', name), join(modules, name));
  symlinkSync('../poolfit/dist/poolfit.cjs', join(modules, '.bin', 'poolfit'));
});
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Runs the action's second step as the runner does: `bash --noprofile --norc -eo pipefail`, inputs in the environment. */
function runAction(files: Readonly<Record<string, string>>, inputsGiven: Readonly<Record<string, string>>) {
  const folder = folderOf({ ...files, output: '', summary: '' });
  const values = [...inputs].map(([name, value]) => [variableOf(name), inputsGiven[name] ?? value]);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lint], {
    cwd: folder.path,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(folder.path, 'output'),
      GITHUB_STEP_SUMMARY: join(folder.path, 'summary'),
      ...Object.fromEntries(values),
    },
  });
  const read = (name: string): string =>
    existsSync(join(folder.path, name)) ? readFileSync(join(folder.path, name), 'utf8') : '';
  const result = { status, stdout, stderr, output: read('output'), summary: read('summary'), sarif: read('out.sarif') };
  const injected = existsSync(join(folder.path, 'injected'));
  folder.remove();
  return { ...result, injected };
}

const over = { '.env': 'DB_POOL_SIZE=60\nDB_MAX_OVERFLOW=60\n' };

describe('the action', () => {
  it('hands every input to the step that needs it, through the environment', () => {
    for (const name of inputs.keys()) expect(action).toContain(`${variableOf(name)}: \${{ inputs.${name} }}`);
    expect(`${install}${lint}`).not.toContain('${{');
  });

  it('installs the version that it belongs to', () => {
    expect(inputs.get('package')).toBe(`poolfit@${version}`);
    expect(install).toContain('npm install');
  });

  it('fails with annotations, a summary and an exit code as output', () => {
    const { status, stdout, output, summary } = runAction(over, { 'max-connections': '100', instances: '2' });
    expect(stdout).toMatch(/^::error file=\.env,line=1,.*connections-over-limit/m);
    expect(stdout).toContain('2 instances × (60 + 60) = 240');
    expect(summary).toContain('### poolfit: 1 error');
    expect(output).toBe('exit-code=1\n');
    expect(status).toBe(1);
  });

  it('passes where nothing is found, and writes SARIF where it is asked to', () => {
    const { status, output, sarif } = runAction(over, { 'max-connections': '200', sarif: 'out.sarif' });
    expect(JSON.parse(sarif).runs[0].results).toEqual([]);
    expect(output).toBe('exit-code=0\n');
    expect(status).toBe(0);
  });

  it.each([
    ['fail-on never', { 'max-connections': '100', 'fail-on': 'never' }, 0],
    ['strict without a limit', { strict: 'true' }, 1],
    ['a path a line, spaces kept', { paths: '.env\nwith space/.env\n', 'max-connections': '200' }, 0],
    ['further flags', { args: '--max-connections\n100' }, 1],
    ['a wrong number', { instances: 'many' }, 2],
  ])('%s', (_, words, code) => {
    expect(runAction({ ...over, 'with space/.env': 'DB_POOL_SIZE=2\n' }, words).status).toBe(code);
  });

  it.each(['.; touch injected', '$(touch injected)', '`touch injected`', '"; touch injected; "', '-x'])(
    'the path %j is a path and never a script or a flag',
    (paths) => {
      const { status, injected } = runAction(over, { paths });
      expect(injected).toBe(false);
      expect(status).toBe(2);
    },
  );
});
