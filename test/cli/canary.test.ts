import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit } from './poolfit.ts';

/** What must never be seen; `&` keeps it from being a harmless value of a pool key. */
const canary = 'canary&7f3a91';

/** Every value is a canary, but for the pool's numbers; and canaries stand in every other corner of the file. */
const env = `# ${canary} in a comment
SECRET_KEY=${canary}
export API_TOKEN="${canary}"
COLON: ${canary}
${'QUOTED'}='${canary}' # ${canary}
MULTI="first ${canary}
DB_POOL_SIZE=${canary}
last"
DB_POOL_SIZE=100 # ${canary}
DB_MAX_OVERFLOW="250"
DB_POOL_RECYCLE=0 ${canary}
DB_POOL_TIMEOUT=30000
DB_POOL_PRE_PING=${canary}
DATABASE_POOL_SZIE=${canary}
db_pool_size=${canary}
ANALYTICS_DB_POOL_SIZE=${canary}
ANALYTICS_DB_MAX_OVERFLOW=\${${canary}}
REPORT_DB_POOL_SIZE=20 ${canary}
REPORT_DB_POOL_SIZE=30 ${canary}
GUNICORN_CMD_ARGS="--workers 4 --env SECRET=${canary} --threads ${canary}"
WEB_CONCURRENCY=${canary}
DATABASE_URL=postgres://${canary}:${canary}@db.internal:5432/app?sslmode=${canary}&pgbouncer=true&password=${canary}
DB_URL=postgresql+asyncpg://user:${canary}@db.internal/app?sslmode=require&application_name=${canary}
READ_DATABASE_URL=mysql://root:${canary}@replica.internal/app
REPORT_DB_URL=postgresql://user:p@ss#${canary}@db.internal/app
POSTGRES_URL=jdbc:postgresql://db.internal/app?user=me&password=${canary}
${canary}
UNCLOSED="${canary}
`;

const facts = '--instances 3 --max-connections 100 --idle-timeout 600 --concurrency 300 --surge 1';
const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'];

const commands: readonly string[] = [
  ...formats.map((format) => `lint .env --format ${format} ${facts}`),
  ...formats.map((format) => `lint .env --format ${format} --output report ${facts}`),
  'lint .env --color always',
  'lint .env --quiet',
  'lint .env --strict',
  'lint . --defaults sqlalchemy',
  'lint .env.example',
  'lint .env missing',
  'lint .env --provider nothing',
  'lint .env --nope',
  'wizard .env --yes --dry-run --traffic medium --instances 3 --max-connections 100',
  'wizard .env --yes --dry-run --traffic medium --instances 3 --max-connections 100 --color always',
];

describe('a value of the file is found in no output', () => {
  it.each(commands)('%s', (words) => {
    const folder = folderOf({ '.env': env, '.env.example': env });
    const { out, err } = poolfit(words.split(' '), { cwd: folder.path });
    const report = join(folder.path, 'report');
    const written = existsSync(report) ? readFileSync(report, 'utf8') : '';
    folder.remove();
    expect(out + err + written).not.toBe('');
    for (const part of [canary, 'canary', '7f3a91']) expect(out + err + written).not.toContain(part);
  });

  it('the linter did look at the file: every kind of rule speaks', () => {
    const folder = folderOf({ '.env': env });
    const { out } = poolfit(['lint', '.env', '--format', 'json', ...facts.split(' ')], { cwd: folder.path });
    folder.remove();
    const ids: string[] = JSON.parse(out).findings.map(({ ruleId }: { ruleId: string }) => ruleId);
    for (const id of ['unreadable-setting', 'boolean-reads-as-false', 'misspelled-setting', 'url-scheme-rejected']) {
      expect(ids).toContain(id);
    }
  });

  it('nor is one of standard input', () => {
    const { out, err } = poolfit(['lint', '-', ...facts.split(' ')], { input: env });
    expect(out + err).not.toContain('7f3a91');
  });
});

describe('text that a terminal would obey', () => {
  const hostileName = 'a\x1b[2J\x1b]0;x\x07\nb\x9b31m\u202e.env';
  const hostileEnv =
    'DB_POOL_SIZE=\x1b[2J20\nDB_MAX_OVERFLOW=\x9b31m\nDB_POOL_RECYCLE=\u202e0\nDATABASE_URL=postgres://\x1b[2J/x\n';

  it.each(formats)('from a file and its name is shown as text: %s', (format) => {
    const folder = folderOf({ [hostileName]: hostileEnv, 'b\x1b[1m.env': 'A=1\n' });
    const { out, err } = poolfit(['lint', '.', 'c\x1b[1m', '--format', format], { cwd: folder.path });
    folder.remove();
    expect(out + err).toContain('unreadable-setting');
    expect(out + err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  it('from --stdin-filename too', () => {
    const { out } = poolfit(['lint', '-', '--stdin-filename', hostileName], { input: 'DB_POOL_SIZE=x\n' });
    expect(out).toContain('a\\x1b[2J');
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });
});
