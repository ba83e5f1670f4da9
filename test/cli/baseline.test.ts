import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderOf, poolfit, type Run } from './poolfit.ts';

const env = 'PASSWORD=hunter2\nDB_POOL_SIZE=2\nDB_MAX_OVERFLOW=9\nDB_POOL_RECYCLE=0\n';

let folder: ReturnType<typeof folderOf>;
beforeEach(() => {
  folder = folderOf({ '.env': env, 'api/.env': 'DB_POOL_SIZE=2\nDB_MAX_OVERFLOW=90\n' });
});
afterEach(() => folder.remove());

const at = (name: string): string => join(folder.path, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const lint = (...words: string[]): Run => poolfit(['lint', ...words, '--fail-on', 'info'], { cwd: folder.path });
const json = (...words: string[]) => JSON.parse(lint(...words, '--format', 'json').out);

describe('a baseline', () => {
  it('holds rule, file and key of every finding, and nothing of the values', () => {
    const { code, err, out } = lint('.', '--write-baseline', 'known.json');
    expect(JSON.parse(read('known.json'))).toEqual({
      tool: 'poolfit',
      version: 1,
      findings: [
        { ruleId: 'overflow-over-ratio', file: '.env', subject: 'DB', occurrence: 1 },
        { ruleId: 'recycle-every-checkout', file: '.env', subject: 'DB', occurrence: 1 },
        { ruleId: 'overflow-over-ratio', file: 'api/.env', subject: 'DB', occurrence: 1 },
      ],
    });
    expect(err).toContain('known.json holds 3 findings');
    expect(out).toContain('No findings in 2 files; 3 known to the baseline');
    expect(code).toBe(0);
  });

  it('lets only new findings fail, also after lines moved and from another folder', () => {
    lint('.', '--write-baseline', 'known.json');
    writeFileSync(at('.env'), `# moved\n\n${env}DB_POOL_TIMEOUT=0\n`);
    const run = lint('.', '--baseline', 'known.json', '--format', 'json');
    const { findings, baseline } = JSON.parse(run.out);
    expect(findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['acquire-timeout-zero']);
    expect([baseline, run.code]).toEqual([{ known: 3, fixed: [] }, 1]);
    const elsewhere = poolfit(['lint', '.env', '--baseline', '../known.json'], { cwd: at('api') });
    expect(elsewhere.out).toContain('No findings in 1 file; 1 known');
  });

  it('names what is fixed, and drops it when it is written again', () => {
    lint('.', '--write-baseline', 'known.json');
    writeFileSync(at('.env'), env.replace('RECYCLE=0', 'RECYCLE=600'));
    rmSync(at('api'), { recursive: true });
    const run = lint('.', '--baseline', 'known.json');
    expect(run.err).toContain('no longer found: recycle-every-checkout (.env#DB), overflow-over-ratio (api/.env#DB)');
    expect(run.code).toBe(0);
    lint('.', '--baseline', 'known.json', '--write-baseline', 'known.json');
    expect(JSON.parse(read('known.json')).findings).toHaveLength(1);
  });

  it('does not take for fixed what was not judged this time, or not linted', () => {
    writeFileSync(at('.env'), 'DB_POOL_SIZE=200\nDB_MAX_OVERFLOW=4\n');
    lint('.', '--max-connections', '100', '--write-baseline', 'known.json');
    expect(read('known.json')).toContain('connections-over-limit');
    expect(json('.', '--baseline', 'known.json').baseline.fixed).toEqual([]);
    expect(json('.env', '--baseline', 'known.json', '--max-connections', '100').baseline.fixed).toEqual([]);
  });

  it('holds no suppressed finding', () => {
    writeFileSync(at('.env'), 'DB_POOL_SIZE=2\n# poolfit-ignore overflow-over-ratio -- x\nDB_MAX_OVERFLOW=9\n');
    lint('.env', '--write-baseline', 'known.json');
    expect(JSON.parse(read('known.json')).findings).toEqual([]);
  });
});

describe('a baseline that cannot be read is one line and exit 2', () => {
  it.each<[shown: string, content: string | undefined, says: string]>([
    [
      'another version',
      '{"tool":"poolfit","version":2,"findings":[]}',
      'has version 2, and this poolfit reads version 1',
    ],
    ['no JSON', 'PASSWORD=hunter2', 'is no baseline of poolfit'],
    ['another JSON file', '{"name":"hunter2"}', 'is no baseline of poolfit'],
    ['findings that are no list', '{"tool":"poolfit","version":1,"findings":{}}', 'findings is no list'],
    [
      'an entry without a file',
      '{"tool":"poolfit","version":1,"findings":[{"ruleId":"hunter2"}]}',
      'findings[0] has no file',
    ],
    ['no file', undefined, 'no such file'],
    ['an empty file', '', 'is no baseline of poolfit'],
  ])('%s', (_, content, says) => {
    if (content !== undefined) writeFileSync(at('known.json'), content);
    const { code, err, out } = lint('.', '--baseline', 'known.json');
    expect(err).toContain(says);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).not.toContain('hunter2');
    expect([code, out]).toEqual([2, '']);
  });

  it('a folder', () => {
    mkdirSync(at('known'));
    for (const flag of ['--baseline', '--write-baseline']) {
      const { code, err } = lint('.', flag, 'known');
      expect(err).toContain('a folder; name a file');
      expect(code).toBe(2);
    }
  });
});

describe('nothing else is written over', () => {
  it.each<[name: string, says: string]>([
    ['.env', 'would overwrite settings'],
    ['package.json', 'is there and is no baseline'],
    ['missing/known.json', 'cannot be written'],
  ])('%s', (name, says) => {
    writeFileSync(at('package.json'), '{}');
    const before = [read('.env'), read('package.json'), readdirSync(folder.path)];
    const { code, err } = lint('.', '--write-baseline', name);
    expect(err).toContain(says);
    expect(code).toBe(2);
    expect([read('.env'), read('package.json'), readdirSync(folder.path)]).toEqual(before);
  });

  it('nor is a baseline made of half the files', () => {
    const { code, err } = lint('.env', 'gone.env', '--write-baseline', 'known.json');
    expect(err).toContain('known.json is not written');
    expect([code, existsSync(at('known.json'))]).toEqual([2, false]);
  });

  it('a baseline of another version is replaced', () => {
    writeFileSync(at('known.json'), '{"tool":"poolfit","version":9}');
    expect(lint('.', '--write-baseline', 'known.json').code).toBe(0);
    expect(JSON.parse(read('known.json')).version).toBe(1);
  });
});
