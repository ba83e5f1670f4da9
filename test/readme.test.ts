import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { program } from './cli/poolfit.ts';

const readme = readFileSync('README.md', 'utf8');

/** Examples that need nothing but the shipped example's folder: the command, and what the README says it prints. */
const examples = [...readme.matchAll(/^```console\n\$ poolfit ((?:lint|size|explain).*)\n([\s\S]*?)^```$/gm)].map(
  ([, command = '', output = '']) => [command, output] as const,
);

describe('the README', () => {
  it('has examples of lint, size and explain', () => {
    for (const name of ['lint', 'size', 'explain']) {
      expect(examples.some(([command]) => command.startsWith(name))).toBe(true);
    }
  });

  it.each(examples)('prints what it says: poolfit %s', (command, output) => {
    const { stdout } = spawnSync(process.execPath, [program, ...command.split(' ')], {
      cwd: 'examples/three-instances',
      encoding: 'utf8',
    });
    expect(stdout.trimEnd()).toBe(output.trimEnd());
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(10);
    for (const path of links) expect(existsSync(path), path).toBe(true);
  });
});
