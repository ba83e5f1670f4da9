import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, guideEnv, poolfit } from './poolfit.ts';

/** Words of a command line, and what the one line on standard error says. */
type Row = readonly [words: string, says: string];

const badFlags: readonly Row[] = [
  ['lint --instances 0', '--instances 0 cannot be used; give a whole number from 1 to 100000'],
  ['lint --instances 1e9', '--instances 1e9 cannot be used; give a whole number'],
  ['lint --instances 100001', 'from 1 to 100000'],
  ['lint --instances 3.5', 'give a whole number'],
  ['lint --instances +3', 'give a whole number'],
  ['lint --instances -3', 'give a whole number'],
  ['lint --instances 0x10', 'give a whole number'],
  ['lint --instances ', '--instances is empty'],
  ['lint --workers abc', '--workers abc cannot be used'],
  ['lint --workers 0', 'from 1 to 100000'],
  ['lint --threads none', 'from 1 to 100000'],
  ['lint --engines 0', 'from 1 to 100000'],
  ['lint --max-connections 0', 'from 1 to 262143'],
  ['lint --max-connections 262144', 'from 1 to 262143'],
  ['lint --max-connections 100,000', 'from 1 to 262143'],
  ['lint --reserved-connections -1', 'from 0 to 262143'],
  ['lint --other-connections 262144', 'from 0 to 262143'],
  ['lint --reserved-connections 100 --max-connections 100', 'leaves nothing of --max-connections 100'],
  ['lint --max-connections 3 --reserved-connections 5', '--reserved-connections 5 leaves nothing'],
  ['lint --surge 10%%', 'a percentage (25%)'],
  ['lint --surge 1.5', 'a percentage (25%)'],
  ['lint --surge 262144', 'a percentage (25%)'],
  ['lint --surge %', 'a percentage (25%)'],
  ['lint --idle-timeout 10x', 'give a duration such as 600'],
  ['lint --idle-timeout -5', 'give a duration'],
  ['lint --idle-timeout 1h30m', 'give a duration'],
  ['lint --idle-timeout 99999999999999999999999', 'give a duration'],
  ['lint --concurrency 0', 'give a number above 0'],
  ['lint --concurrency 1e3', 'give a number above 0'],
  ['lint --rps 5', '--rps needs --query-ms'],
  ['lint --query-ms 5', '--query-ms needs --rps'],
  ['lint --queries-per-request 5', '--queries-per-request needs --rps'],
  ['lint --concurrency 4 --rps 5 --query-ms 6', '--concurrency and --rps state the load twice'],
  ['lint --concurrency 4 --query-ms 6', '--concurrency and --query-ms state the load twice'],
  ['lint --traffic high', "unknown option '--traffic'; see poolfit lint --help"],
  ['lint --provider rdss', '--provider rdss is not known; did you mean'],
  ['lint --provider qqqqqqqq', '--provider qqqqqqqq is not known; poolfit explain lists them'],
  ['lint --defaults django', 'one of guide, sqlalchemy'],
  ['lint --fail-on errors', 'did you mean error?'],
  ['lint --format yaml', 'one of text, json, sarif, github, gitlab, junit, markdown'],
  ['lint --format jsno', 'did you mean json?'],
  ['lint --color blue', 'one of auto, always, never'],
  ['lint --instances 2 --instances 2', '--instances is given twice; keep one of them'],
  ['lint --strict --strict', '--strict is given twice'],
  ['lint --instances=2 --instances 3', '--instances is given twice'],
  ['lint --nope', "unknown option '--nope'"],
  ['lint --formt json', '(Did you mean --format?)'],
  ['lint -x', "unknown option '-x'"],
  ['lint --instances', "option '--instances <n>' argument missing"],
  ['lint --max-connections --strict', '--max-connections --strict cannot be used'],
  ['lint --stdin-filename app.env', 'give - as a path too'],
  ['lint - -', '- is given twice'],
  ['lint --output .env', '--output .env would overwrite settings'],
  ['lint --output prod.env', 'would overwrite settings'],
  ['lint --output missing/report.txt', '--output missing/report.txt cannot be written (ENOENT)'],
  ['lintt', "unknown command 'lintt' (Did you mean lint?); see poolfit --help"],
  ['help lintt', 'there is no command lintt'],
  ['--nope', "unknown option '--nope'"],
  ['--nope lint', "unknown option '--nope'"],
];

const badFiles: readonly Row[] = [
  ['lint nothing.env', 'nothing.env: no such file; name a file or a folder'],
  ['lint empty', 'empty: no .env, .env.* or *.env file below this folder; name a file'],
  ['lint binary.env', 'binary.env: a binary file'],
  ['lint utf16.env', 'utf16.env: UTF-16; save it as UTF-8'],
  ['lint latin1.env', 'latin1.env: not UTF-8: byte 0xE4 at offset 8; save it as UTF-8'],
  ['lint replaced.env', 'replaced.env: not UTF-8: byte 0xFF at offset 11'],
  ['lint cut.env', 'cut.env: not UTF-8: byte 0xE2 at offset 3'],
  ['lint large.env', 'large.env: larger than 64 MiB'],
  ['lint .env/below', '.env/below: a part of its path is a file'],
  ['lint circle', 'circle: its links lead in a circle'],
  ['lint /dev/zero', '/dev/zero: larger than 64 MiB'],
  // A regular file of size 0, as the system says, that goes on for 256 GiB.
  ['lint /proc/self/pagemap', '/proc/self/pagemap: '],
];

describe('bad input is one line on standard error with the next step, and exit 2', () => {
  let folder: ReturnType<typeof folderOf>;
  beforeAll(() => {
    folder = folderOf({
      '.env': guideEnv,
      'empty/readme.txt': 'no settings here',
      'binary.env': Buffer.from('DB_POOL_SIZE=20\0\n'),
      'utf16.env': Buffer.from('\ufeffDB_POOL_SIZE=20\n', 'utf16le'),
      'latin1.env': Buffer.from('CITY=Bro\xe4ek\n', 'latin1'),
      'replaced.env': Buffer.concat([Buffer.from('CITY=\ufffd\ufffd'), Buffer.from([0xff])]),
      'cut.env': Buffer.from([0x41, 0x3d, 0x42, 0xe2, 0x82]),
      'large.env': Buffer.alloc(64 * 1024 * 1024 + 1, 'A'),
    });
    symlinkSync('circle', join(folder.path, 'circle'));
  });
  afterAll(() => folder.remove());

  it.each([...badFlags, ...badFiles])('%s', (words, says) => {
    const { code, out, err } = poolfit(words.split(' '), { cwd: folder.path });
    expect(err.startsWith('poolfit: ')).toBe(true);
    expect(err).toContain(says);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('repeats no secret of a flag it does not know', () => {
    const { err } = poolfit(['lint', '--urls=postgres://user:canary@db/app'], { cwd: folder.path });
    expect(err).toContain("unknown option '--urls'");
    expect(err).not.toContain('canary');
  });

  it('shows an argument with terminal escapes as text', () => {
    const { err } = poolfit(['lint', '--provider', '\x1b[2Jrds\x9b1m'], { cwd: folder.path });
    expect(err).toContain('\\x1b[2Jrds');
    expect(err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});

describe('one bad file among many', () => {
  it('is reported, the others are linted, and the exit code is 2', () => {
    const folder = folderOf({
      'a.env': 'DB_POOL_SIZE=x\n',
      'b.env': Buffer.from([0x41, 0]),
      'c.env': 'DB_POOL_SIZE=y\n',
    });
    const { code, out, err } = poolfit(['lint', 'a.env', 'b.env', 'missing.env', 'c.env', '--format', 'json'], {
      cwd: folder.path,
    });
    folder.remove();
    const report = JSON.parse(out);
    expect(report.summary.files).toBe(2);
    expect(report.diagnostics.map(({ file }: { file: string }) => file)).toEqual(['b.env', 'missing.env']);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(code).toBe(2);
  });

  // Root may read everything: nothing is unreadable to it.
  it.skipIf(process.getuid?.() === 0)('may be one that this user may not read', () => {
    const folder = folderOf({ 'a.env': guideEnv, 'b.env': guideEnv });
    chmodSync(join(folder.path, 'b.env'), 0);
    const { code, err } = poolfit(['lint', '.'], { cwd: folder.path });
    folder.remove();
    expect(err).toContain('b.env: permission denied');
    expect(code).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)(
    'may stand beside a folder that this user may not enter: the others are linted',
    () => {
      const folder = folderOf({ 'a/.env': guideEnv, 'b/.env': guideEnv, 'c/.env': guideEnv });
      chmodSync(join(folder.path, 'b'), 0);
      const { code, out, err } = poolfit(['lint', '.', '--format', 'json'], { cwd: folder.path });
      chmodSync(join(folder.path, 'b'), 0o700);
      folder.remove();
      expect(JSON.parse(out).summary.files).toBe(2);
      expect(err).toContain('b: permission denied');
      expect(code).toBe(2);
    },
  );
});
