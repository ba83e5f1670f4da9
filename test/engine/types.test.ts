import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(resolve('test'), '.types-'));
afterAll(() => rmSync(folder, { recursive: true }));

const head = `import { defineRule, fail, pass } from '../../src/engine/rule.ts';
import { seconds, type Millis } from '../../src/model/units.ts';
const about = { id: 'a-b', title: '', category: 'size', severity: 'error', on: 'pool', texts: () => ({ why: '', sources: [] }) } as const;
export const span: Millis = seconds(1);
`;

/** Type errors by file name; all snippets are compiled in one run. */
const snippets: Record<string, string> = {
  fine: `export default defineRule({ ...about, needs: ['poolSize'], check: ({ poolSize }) => poolSize > 1 ? pass : fail({ at: 'poolSize', message: '', help: '', fix: { poolSize: 2 } }) });`,
  'a rule reads a fact that it did not declare': `export default defineRule({ ...about, needs: ['poolSize'], check: ({ maxOverflow }) => maxOverflow ? pass : pass });`,
  'a rule blames a fact that it did not declare': `export default defineRule({ ...about, needs: ['poolSize'], check: () => fail({ at: 'maxOverflow', message: '', help: '' }) });`,
  'a rule fixes a fact that it did not declare': `export default defineRule({ ...about, needs: ['poolSize'], check: () => fail({ at: 'poolSize', message: '', help: '', fix: { prePing: true } }) });`,
  'a fix has the wrong type': `export default defineRule({ ...about, needs: ['prePing'], check: () => fail({ at: 'prePing', message: '', help: '', fix: { prePing: 1 } }) });`,
  'a rule needs a fact that does not exist': `export default defineRule({ ...about, needs: ['poolSizes'], check: () => pass });`,
  'a plain number is taken for a duration': `export const wrong: Millis = 600;`,
  'an optional fact is used as if it were there': `export default defineRule({ ...about, needs: ['poolSize'], uses: ['surge'], check: ({ surge }) => surge.toFixed() ? pass : pass });`,
};

const nameOf = (title: string): string => `${title.replaceAll(' ', '-')}.ts`;

function compile(): string {
  for (const [title, code] of Object.entries(snippets)) writeFileSync(join(folder, nameOf(title)), `${head}${code}\n`);
  const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    return execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
  } catch (error) {
    return String(error instanceof Error && 'stdout' in error ? error.stdout : error);
  }
}

describe('what must not compile', () => {
  const output = compile();
  it.each(Object.keys(snippets))('%s', (title) => {
    const rejected = output.includes(`${nameOf(title)}(`);
    expect(rejected).toBe(title !== 'fine');
  });
});
