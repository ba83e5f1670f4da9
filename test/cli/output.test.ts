import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit, poolfitIn, program } from './poolfit.ts';

const env = 'DB_POOL_SIZE=100\nDB_MAX_OVERFLOW=100\n';
const words = ['lint', '--instances', '3', '--max-connections', '100'];
const colour = '\x1b[';

describe('colours', () => {
  it.each([
    ['none in a pipe', [], {}, false],
    ['--color always', ['--color', 'always'], {}, true],
    ['--color never beats FORCE_COLOR', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
    ['--color always beats NO_COLOR', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0 is off', [], { FORCE_COLOR: '0' }, false],
    ['NO_COLOR beats FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['an empty NO_COLOR is none', [], { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('%s', (_, flags, environment, colored) => {
    const { out } = poolfitIn({ '.env': env }, [...words, ...flags], { env: environment });
    expect(out.includes(colour)).toBe(colored);
  });

  it('never in JSON', () => {
    const { out } = poolfitIn({ '.env': env }, [...words, '--format', 'json', '--color', 'always']);
    expect(out).not.toContain(colour);
  });
});

describe('a pattern that is no ASCII', () => {
  it('is the same in the built program: an ellipsis stands for a host', () => {
    const { out } = poolfitIn({ '.env': 'DATABASE_URL=postgresql://user:pass@…/db\n' }, ['lint', '--format', 'json']);
    expect(JSON.parse(out).findings).toEqual([]);
  });
});

describe('--output', () => {
  it.each(['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'])(
    '%s goes to the file, whole',
    (format) => {
      const folder = folderOf({ '.env': env, report: 'what was there before, and longer than nothing' });
      const direct = poolfit([...words, '--format', format], { cwd: folder.path });
      const run = poolfit([...words, '--format', format, '--output', 'report'], { cwd: folder.path });
      const written = readFileSync(join(folder.path, 'report'), 'utf8');
      folder.remove();
      expect(run).toMatchObject({ code: 1, out: '', err: '' });
      expect(written).toBe(direct.out);
    },
  );

  it('never overwrites a file that is linted, by whatever name', () => {
    const folder = folderOf({ settings: env });
    const run = poolfit(['lint', 'settings', '--output', './settings'], { cwd: folder.path });
    const kept = readFileSync(join(folder.path, 'settings'), 'utf8');
    folder.remove();
    expect(run.err).toContain('would overwrite settings');
    expect(run.code).toBe(2);
    expect(kept).toBe(env);
  });
});

describe('--quiet', () => {
  it('leaves the findings, and on standard error the errors', () => {
    const files = { '.env': env, 'a.env': 'A=1\n', 'b.env.enc': 'x' };
    const { out, err } = poolfitIn(files, ['lint', '.', 'missing', '--quiet', ...words.slice(1)]);
    expect(out).toContain('connections-over-limit');
    expect(out).not.toMatch(/Not evaluated|Assumed|in 2 files/);
    expect(err).toBe('poolfit: missing: no such file; name a file or a folder\n');
  });

  it('says nothing at all where nothing is wrong', () => {
    expect(poolfitIn({ '.env': 'A=1\n' }, ['lint', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('pipes', () => {
  const shell = (command: string, cwd: string) =>
    spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH }, timeout: 30_000 });
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`${at}.env`, env]));

  it('a closed one ends the output quietly', () => {
    const folder = folderOf(many);
    const { stdout, stderr } = shell(
      `"${process.execPath}" "${program}" ${words.join(' ')} . | head -n 1`,
      folder.path,
    );
    folder.remove();
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });

  it('a slow reader gets everything', () => {
    const folder = folderOf(many);
    const command = `"${process.execPath}" "${program}" ${words.join(' ')} . --format json`;
    const { stdout } = shell(`${command} | (sleep 0.3; cat)`, folder.path);
    folder.remove();
    expect(JSON.parse(stdout).findings).toHaveLength(400);
  });
});

describe('help and version', () => {
  const commands = [[], ['lint'], ['size'], ['wizard'], ['explain']];

  it.each(commands.map((command) => [command.join(' ')]))(
    'poolfit %s --help: a page of 80 columns, exit 0',
    (command) => {
      const { out, err, code } = poolfit([...command.split(' ').filter(Boolean), '--help']);
      expect(out.startsWith(`Usage: poolfit ${command}`.trimEnd())).toBe(true);
      for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
      expect({ err, code }).toEqual({ err: '', code: 0 });
    },
  );

  it.each(['lint', 'size', 'explain'])('poolfit help %s is the same page', (command) => {
    expect(poolfit(['help', command]).out).toBe(poolfit([command, '--help']).out);
  });

  it('without arguments: help, exit 2', () => {
    const { out, err, code } = poolfit([]);
    expect(out + err).toContain('Usage: poolfit');
    expect(code).toBe(2);
  });

  it.each(['--version', '-V'])('%s is that of package.json', (flag) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(poolfit([flag])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('lint --help names every flag of the contract', () => {
    const { out } = poolfit(['lint', '--help']);
    const flags = [
      ...['--instances', '--workers', '--threads', '--engines', '--surge', '--max-connections'],
      ...['--reserved-connections', '--other-connections', '--provider', '--idle-timeout', '--concurrency', '--rps'],
      ...['--query-ms', '--queries-per-request', '--defaults', '--stdin-filename', '--fail-on', '--strict'],
      ...['--format', '--output', '--quiet', '--color'],
    ];
    for (const flag of flags) expect(out).toContain(`${flag}`);
  });
});
