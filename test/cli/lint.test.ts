import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, guideEnv, poolfit, poolfitIn, type Run } from './poolfit.ts';

const overLimit = 'DB_POOL_SIZE=100\nDB_MAX_OVERFLOW=100\n';
const noPrePing = `${guideEnv}DB_POOL_PRE_PING=false\n`.replace('DB_POOL_PRE_PING=true\n', '');
const within = '--instances 1 --workers 1 --max-connections 100 --idle-timeout never';

const reportOf = (run: Run) => JSON.parse(run.out);
const idsOf = (run: Run): string[] => reportOf(run).findings.map(({ ruleId }: { ruleId: string }) => ruleId);

describe('exit codes', () => {
  it.each([
    ['nothing found', guideEnv, within, 0],
    ['an error', overLimit, within, 1],
    ['a warning is below the default --fail-on', noPrePing, within, 0],
    ['a warning at --fail-on warning', noPrePing, `${within} --fail-on warning`, 1],
    ['a warning at --fail-on info', noPrePing, `${within} --fail-on info`, 1],
    ['an error at --fail-on never', overLimit, `${within} --fail-on never`, 0],
    ['--strict and everything stated', guideEnv, `${within} --strict`, 0],
    ['--strict without max_connections', guideEnv, '--instances 1 --strict', 1],
    ['--strict with assumed instances', guideEnv, '--max-connections 100 --strict', 1],
    ['--strict counts even with --fail-on never', guideEnv, '--strict --fail-on never', 1],
    ['--strict does not count what is no limit', guideEnv, '--instances 1 --max-connections 100 --strict', 0],
    ['a file without pool settings', 'SECRET_KEY=x\n', within, 0],
    ['an empty file', '', within, 0],
  ])('%s', (_, env, words, code) => {
    expect(poolfitIn({ '.env': env }, ['lint', ...words.split(' ')]).code).toBe(code);
  });

  it('2 beats 1: an error found, and a file that is not there', () => {
    expect(poolfitIn({ '.env': overLimit }, ['lint', '.env', 'missing', ...within.split(' ')]).code).toBe(2);
  });
});

describe('which files', () => {
  let folder: ReturnType<typeof folderOf>;
  beforeAll(() => {
    const files = [
      '.env',
      '.env.production',
      '.env.example',
      'prod.env',
      'deploy/b/.env',
      'deploy/a.env/inner.env',
      'deploy/.env.local',
      '.hidden/.env',
      'ignored/.env',
      'node_modules/x/.env',
      '.git/.env',
      'any-name/pyvenv.cfg',
      'any-name/.env',
      '.venv/lib/.env',
      'conda/conda-meta/history',
      'conda/.env',
      '.env.vault',
      'deploy/.env.enc',
      'environment',
      'denv',
      '.envrc',
      'env.txt',
      'envs/link-target.txt',
    ];
    folder = folderOf({
      ...Object.fromEntries(files.map((name) => [name, guideEnv])),
      '.gitignore': 'ignored\n*.env\n',
    });
    symlinkSync('deploy', join(folder.path, 'linked'));
    symlinkSync('envs/link-target.txt', join(folder.path, 'linked.env'));
    symlinkSync('.', join(folder.path, 'loop.env'));
    mkdirSync(join(folder.path, 'other'));
    writeFileSync(join(folder.path, 'other', 'named-by-me'), guideEnv);
  });
  afterAll(() => folder.remove());

  const everything = [
    '.env',
    '.env.example',
    '.env.production',
    '.hidden/.env',
    'deploy/.env.local',
    'deploy/a.env/inner.env',
    'deploy/b/.env',
    'ignored/.env',
    'linked.env',
    'prod.env',
  ];
  const inDeploy = ['deploy/.env.local', 'deploy/a.env/inner.env', 'deploy/b/.env'];

  it.each([
    ['no path: .env here', '', ['.env']],
    ['a folder: what lies below it', '.', everything],
    ['a folder by name', 'deploy', inDeploy],
    ['with a slash behind it', 'deploy/', inDeploy],
    ['as given', './deploy', inDeploy.map((file) => `./${file}`)],
    ['a linked folder that is named', 'linked', inDeploy.map((file) => file.replace('deploy', 'linked'))],
    ['any file that is named', 'other/named-by-me env.txt', ['other/named-by-me', 'env.txt']],
    ['in the order given', 'prod.env .env', ['prod.env', '.env']],
    ['nothing twice', '.env ./.env deploy deploy/b/.env', ['.env', ...inDeploy]],
    ['a folder that a walk would not enter, named', '.git', ['.git/.env']],
  ])('%s', (_, paths, files) => {
    const words = paths === '' ? [] : paths.split(' ');
    // An unreadable value gives every file a finding, and so a place in the report.
    const { out } = poolfit(['lint', ...words, '--format', 'junit'], { cwd: folder.path });
    const suites = [...out.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name);
    expect(suites.sort()).toEqual([...files].sort());
  });

  it('names the encrypted files that it leaves out', () => {
    const { err, code } = poolfit(['lint', '.', '--instances', '1', '--max-connections', '100'], { cwd: folder.path });
    expect(err).toContain('poolfit: .env.vault: encrypted');
    expect(err).toContain('poolfit: deploy/.env.enc: encrypted');
    expect(code).toBe(0);
  });

  it('checked nothing where all named files are encrypted: exit 2', () => {
    expect(poolfit(['lint', '.env.vault'], { cwd: folder.path })).toMatchObject({ code: 2, out: '' });
  });

  it('says so where a virtual environment is all there is: exit 2', () => {
    const run = poolfit(['lint', 'any-name'], { cwd: folder.path });
    expect(run.err).toContain('no .env, .env.* or *.env file');
    expect(run.code).toBe(2);
  });
});

describe('standard input', () => {
  it('is read for -', () => {
    const run = poolfit(['lint', '-', '--format', 'json', ...within.split(' ')], { input: overLimit });
    expect(reportOf(run).findings[0]).toMatchObject({ file: '<stdin>', line: 1, ruleId: 'connections-over-limit' });
    expect(run.code).toBe(1);
  });

  it('carries the name that it is given', () => {
    const run = poolfit(['lint', '-', '--stdin-filename', 'app/.env', '--format', 'json', ...within.split(' ')], {
      input: overLimit,
    });
    expect(reportOf(run).findings[0].file).toBe('app/.env');
  });

  it('may be named by a path, as process substitution does', () => {
    const run = poolfit(['lint', '/dev/stdin', '--format', 'json', ...within.split(' ')], { input: overLimit });
    expect(idsOf(run)).toEqual(['connections-over-limit']);
  });

  it('is held to the limit and to UTF-8 like a file', () => {
    expect(poolfit(['lint', '-'], { input: Buffer.alloc(64 * 1024 * 1024 + 1, 'A') }).err).toContain('<stdin>: larger');
    expect(poolfit(['lint', '-'], { input: Buffer.from([0x41, 0xff]) }).err).toContain('<stdin>: not UTF-8');
  });
});

describe('stated facts reach the rules', () => {
  const env = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n';
  it.each([
    ['--instances 3 --max-connections 100', 'connections-over-limit', 'instances 3 (--instances)'],
    ['--workers 3 --max-connections 100', 'connections-over-limit', 'workers 3 (--workers)'],
    ['--engines 3 --max-connections 100', 'connections-over-limit', 'engines 3 (--engines)'],
    [
      '--max-connections 65 --reserved-connections 6',
      'connections-over-limit',
      'reserved connections 6 (--reserved-con',
    ],
    ['--max-connections 100 --other-connections 50', 'admin-headroom-missing', '--other-connections'],
    ['--max-connections 100 --surge 1', 'connections-over-limit-in-deploy', '--surge'],
    ['--max-connections 100 --surge 100%', 'connections-over-limit-in-deploy', '--surge'],
    ['--idle-timeout 10m', 'recycle-over-idle-timeout', '--idle-timeout'],
    ['--idle-timeout 600s', 'recycle-over-idle-timeout', '--idle-timeout'],
    ['--idle-timeout 600', 'recycle-over-idle-timeout', '--idle-timeout'],
    ['--provider rds', 'recycle-over-idle-timeout', 'provider aws-rds'],
    ['--concurrency 30', 'pool-under-concurrency', '--concurrency'],
    ['--rps 300 --query-ms 100', 'pool-under-concurrency', 'concurrency'],
    ['--rps 100 --query-ms 100 --queries-per-request 3', 'pool-under-concurrency', 'concurrency'],
    ['--defaults sqlalchemy', 'pre-ping-disabled', "SQLAlchemy's default"],
  ])('%s', (words, ruleId, says) => {
    const { out } = poolfitIn({ '.env': env }, ['lint', ...words.split(' ')]);
    expect(out).toContain(ruleId);
    expect(out.replace(/\s+/g, ' ')).toContain(says);
  });

  it.each([
    ['--threads caps what a pool can open', '--instances 3 --max-connections 100 --threads 4'],
    ['--idle-timeout never is none', '--idle-timeout never'],
    ['--idle-timeout 0 is none', '--idle-timeout 0'],
    ['a flag beats the provider', '--provider cloudsql --idle-timeout 2h'],
    ['reserved slots of nothing', '--max-connections 70 --reserved-connections 0 --other-connections 0'],
  ])('%s', (_, words) => {
    const run = poolfitIn({ '.env': env }, ['lint', '--format', 'json', ...words.split(' ')]);
    expect(reportOf(run).findings.filter(({ severity }: { severity: string }) => severity !== 'info')).toEqual([]);
  });

  it('--defaults gives a file with only a URL a pool', () => {
    const files = { '.env': 'DATABASE_URL=postgresql://u:p@db.internal/app\n' };
    const words = ['lint', '--format', 'json', '--instances', '9', '--max-connections', '100'];
    expect(idsOf(poolfitIn(files, words))).toEqual([]);
    expect(idsOf(poolfitIn(files, [...words, '--defaults', 'guide']))).toContain('connections-over-limit');
  });

  it('what nobody stated is listed with the flag that replaces it', () => {
    const run = poolfitIn({ '.env': env }, ['lint', '--format', 'json', '--max-connections', '100']);
    expect(reportOf(run).assumed).toEqual([
      { fact: 'instances', value: 1, flag: '--instances' },
      { fact: 'workers', value: 1, flag: '--workers' },
      { fact: 'otherConnections', value: 10, flag: '--other-connections' },
      { fact: 'reservedConnections', value: 3, flag: '--reserved-connections' },
    ]);
  });
});

describe('files side by side', () => {
  it('are services of their own, never summed', () => {
    const run = poolfitIn({ '.env': guideEnv, '.env.production': guideEnv }, ['lint', '.', ...within.split(' ')]);
    expect(run.code).toBe(0);
  });

  it('without pool settings are named on standard error, and counted from the fourth on', () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.env`, 'A=1\n']));
    const { err, code } = poolfitIn(files, ['lint', '.']);
    expect(err.trimEnd().split('\n')).toEqual([
      'poolfit: a.env: no pool settings (such as DB_POOL_SIZE); nothing to compare with limits',
      'poolfit: b.env: no pool settings (such as DB_POOL_SIZE); nothing to compare with limits',
      'poolfit: c.env: no pool settings (such as DB_POOL_SIZE); nothing to compare with limits',
      'poolfit: 2 more files have no pool settings',
    ]);
    expect(code).toBe(0);
  });
});

describe('the shipped example', () => {
  it("is the guide's failing case: 180 connections against 100", () => {
    const facts = ['--instances', '3', '--max-connections', '100', '--fail-on', 'never'];
    const { out, code } = poolfit(['lint', 'examples/three-instances/.env', ...facts]);
    expect(out).toContain('3 instances × (20 + 40) = 180');
    expect(code).toBe(0);
  });
});
