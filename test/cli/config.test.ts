import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../src/cli/config/json-schema.ts';
import { folderOf, poolfit, poolfitIn, type Run } from './poolfit.ts';

type Files = Record<string, string>;

const configName = 'poolfit.config.json';
const config = (data: object): Files => ({ [configName]: JSON.stringify(data) });
const pool = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=40\n';

interface Finding {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly evidence: readonly { readonly fact: string; readonly value: number; readonly origin: string }[];
  readonly fix: { readonly edits: readonly { readonly text: string }[] } | null;
}

const findingsOf = (run: Run): Finding[] => JSON.parse(run.out).findings;
const lintJson = (files: Files, ...words: string[]): Finding[] =>
  findingsOf(poolfitIn(files, ['lint', '--format', 'json', ...words]));
const finding = (findings: readonly Finding[], id: string): Finding | undefined =>
  findings.find(({ ruleId }) => ruleId === id);

describe('facts', () => {
  it('a fact of the config counts, and says where it comes from', () => {
    const over = finding(
      lintJson({ '.env': pool, ...config({ instances: 3, maxConnections: 100 }) }),
      'connections-over-limit',
    );
    expect(over?.message).toContain('3 instances × (20 + 40) = 180');
    expect(over?.evidence).toContainEqual({
      fact: 'maxConnections',
      value: 100,
      unit: null,
      origin: 'poolfit.config.json: maxConnections',
    });
  });

  it('a flag wins over the config, the config over the file', () => {
    const files = { '.env': `${pool}WEB_CONCURRENCY=9\n`, ...config({ workers: 2, maxConnections: 100 }) };
    expect(finding(lintJson(files), 'connections-over-limit')?.message).toContain('2 workers');
    expect(finding(lintJson(files, '--workers', '4'), 'connections-over-limit')?.message).toContain('4 workers');
  });

  it.each([
    ['surge', { surge: '50%', instances: 1, maxConnections: 80 }, 'connections-over-limit-in-deploy'],
    ['idleTimeout', { idleTimeout: '10m' }, 'recycle-over-idle-timeout'],
    ['provider', { provider: 'cloudsql' }, 'recycle-over-idle-timeout'],
    ['concurrency', { concurrency: 50 }, 'pool-under-concurrency'],
    ['rps and queryMs', { rps: 1000, queryMs: 50 }, 'pool-under-concurrency'],
    ['defaults', { defaults: 'sqlalchemy' }, 'pre-ping-disabled'],
  ])('%s', (_, data, ruleId) => expect(finding(lintJson({ '.env': pool, ...config(data) }), ruleId)).toBeDefined());

  it('a load by flag replaces a load of the config', () => {
    const files = { '.env': pool, ...config({ rps: 1000, queryMs: 50 }) };
    expect(finding(lintJson(files, '--concurrency', '5'), 'pool-under-concurrency')).toBeUndefined();
  });
});

describe('where the config is found', () => {
  const off = { rules: { 'overflow-over-ratio': 'off' } };
  const wide = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=40\n';

  it.each<[string, Files, readonly string[], readonly string[]]>([
    [
      'beside the file',
      { 'a/.env': wide, 'a/poolfit.config.json': JSON.stringify(off), 'b/.env': wide },
      [],
      ['b/.env'],
    ],
    ['above it', { 'a/b/c/.env': wide, ...config(off) }, [], []],
    [
      'the nearest wins',
      { 'a/.env': wide, 'a/poolfit.config.json': '{}', ...config(off), 'b/.env': wide },
      [],
      ['a/.env'],
    ],
    ['in package.json', { 'a/.env': wide, 'package.json': JSON.stringify({ name: 'x', poolfit: off }) }, [], []],
    [
      'a package.json that only depends on poolfit has none',
      { 'a/.env': wide, 'a/package.json': '{"devDependencies":{"poolfit":"1"}}', ...config(off) },
      [],
      [],
    ],
    ['not beyond the root of a repository', { 'a/.env': wide, 'a/.git/HEAD': '', ...config(off) }, [], ['a/.env']],
    ['--config names it', { 'a/.env': wide, 'x/y.json': JSON.stringify(off) }, ['--config', 'x/y.json'], []],
    ['--no-config', { 'a/.env': wide, ...config(off) }, ['--no-config'], ['a/.env']],
  ])('%s', (_, files, words, found) => {
    const findings = lintJson(files, '.', ...words).filter(({ ruleId }) => ruleId === 'overflow-over-ratio');
    expect(findings.map(({ file }) => file)).toEqual(found);
  });

  it('standard input takes the one of its name', () => {
    const folder = folderOf({ 'a/poolfit.config.json': JSON.stringify(off) });
    const run = poolfit(['lint', '-', '--stdin-filename', 'a/.env', '--format', 'json'], {
      cwd: folder.path,
      input: wide,
    });
    expect(findingsOf(run)).toEqual([]);
    folder.remove();
  });
});

describe('rules', () => {
  const wide = 'DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=40\n';

  it.each(['error', 'warning', 'info'])('a rule is made %s, and the exit code follows', (severity) => {
    const run = poolfitIn({ '.env': wide, ...config({ rules: { 'overflow-over-ratio': severity } }) }, [
      'lint',
      '--format',
      'json',
    ]);
    expect(finding(findingsOf(run), 'overflow-over-ratio')?.severity).toBe(severity);
    expect(run.code).toBe(severity === 'error' ? 1 : 0);
  });

  it('overrides hold for their files, later ones win', () => {
    const files = {
      'prod/.env': pool,
      'staging/.env': pool,
      'staging/eu/.env': pool,
      ...config({
        maxConnections: 40,
        overrides: [
          { files: ['staging/**'], maxConnections: 100 },
          { files: ['staging/eu'], maxConnections: 50, rules: { 'connections-over-limit': 'info' } },
        ],
      }),
    };
    const found = lintJson(files, '.').filter(({ ruleId }) => ruleId === 'connections-over-limit');
    expect(found.map(({ file, severity }) => `${file} ${severity}`)).toEqual([
      'prod/.env error',
      'staging/eu/.env info',
    ]);
    expect(found[1]?.evidence.find(({ fact }) => fact === 'maxConnections')?.origin).toBe(
      'poolfit.config.json: overrides[1].maxConnections',
    );
  });
});

describe('ignore', () => {
  const files = { '.env': pool, 'fixtures/.env': pool, 'a/fixtures/x/.env': pool, 'a/.env.local': pool };

  it.each([
    ['a folder anywhere', ['fixtures'], ['.env', 'a/.env.local']],
    ['a folder here', ['./fixtures/**', 'a/*.none'], ['.env', 'a/.env.local', 'a/fixtures/x/.env']],
    ['names', ['.env.*'], ['.env', 'a/fixtures/x/.env', 'fixtures/.env']],
    ['everything below a', ['a/**'], ['.env', 'fixtures/.env']],
  ])('%s', (_, ignore, left) => {
    const run = poolfitIn({ ...files, ...config({ ignore, maxConnections: 10 }) }, ['lint', '.', '--format', 'json']);
    expect([...new Set(findingsOf(run).map(({ file }) => file))].sort()).toEqual(left);
    expect(run.err).toContain('poolfit.config.json: ignore leaves out');
  });

  it('a named file is linted all the same', () => {
    const run = poolfitIn({ ...files, ...config({ ignore: ['fixtures'] }) }, [
      'lint',
      'fixtures/.env',
      '--format',
      'json',
    ]);
    expect(JSON.parse(run.out).summary.files).toBe(1);
  });

  it('everything ignored is nothing checked: exit 2', () => {
    expect(poolfitIn({ 'a/.env': pool, ...config({ ignore: ['a'] }) }, ['lint', '.']).code).toBe(2);
  });
});

describe('key names of your own', () => {
  it('sizes and durations in their unit; help and defaults use them', () => {
    const files = {
      '.env': 'MY_POOL=5\nMY_TIMEOUT_MS=60000\nGUNICORN_TIMEOUT=30\n',
      ...config({
        settings: {
          MY_POOL: 'poolSize',
          MY_EXTRA: 'maxOverflow',
          MY_TIMEOUT_MS: { fact: 'acquireTimeout', unit: 'ms' },
        },
      }),
    };
    const findings = lintJson(files);
    const text = JSON.stringify(findings);
    expect(text).toContain('add the line MY_EXTRA=10');
    expect(finding(findings, 'acquire-timeout-over-request-timeout')?.evidence[0]).toMatchObject({ value: 60 });
    expect(finding(findings, 'duration-looks-like-milliseconds')).toBeUndefined();
  });

  it.each([
    ['ms', '700000', '540000'],
    ['s', '700', '540'],
    ['m', '700', '9'],
  ])('a fix is written back in %s', (unit, value, wanted) => {
    const files = {
      '.env': `DB_POOL_SIZE=5\nDB_MAX_OVERFLOW=5\nMY_AGE=${value}\n`,
      ...config({ idleTimeout: 600, settings: { MY_AGE: { fact: 'maxLifetime', unit } } }),
    };
    const recycle = finding(lintJson(files), 'recycle-over-idle-timeout');
    expect(recycle?.fix?.edits.map(({ text }) => text)).toEqual([wanted]);
  });

  it('a total per instance is divided among the workers, and multiplied again by the fix', () => {
    const files = {
      '.env': 'DB_POOL_SIZE=80\nDB_MAX_OVERFLOW=40\nWEB_CONCURRENCY=4\n',
      ...config({
        maxConnections: 100,
        settings: {
          DB_POOL_SIZE: { fact: 'poolSize', scope: 'instance' },
          DB_MAX_OVERFLOW: { fact: 'maxOverflow', scope: 'instance' },
        },
      }),
    };
    const over = finding(lintJson(files), 'connections-over-limit');
    expect(over?.message).toContain('4 workers × (20 + 10) = 120');
    expect(over?.evidence).toContainEqual({
      fact: 'poolSize',
      value: 20,
      unit: null,
      origin: '.env:1, 80 per instance ÷ 4 workers',
    });
    expect(over?.fix?.edits.map(({ text }) => text)).toEqual(['44', '44']);
  });

  it('instances and a URL under other names', () => {
    const files = {
      '.env': `${pool}REPLICAS=4\nMY_DSN=mysql://a:b@db/app\n`,
      ...config({ maxConnections: 100, settings: { REPLICAS: 'instances' } }),
    };
    expect(finding(lintJson(files), 'connections-over-limit')?.message).toContain('4 instances');
    const foreign = { ...files, ...config({ maxConnections: 100, settings: { MY_DSN: 'url' } }) };
    expect(finding(lintJson(foreign), 'connections-over-limit')).toBeUndefined();
    expect(finding(lintJson(foreign), 'not-postgresql')).toBeDefined();
  });
});

describe('a config that cannot be used: one line with path and the nearest name, exit 2, nothing linted', () => {
  const inConfig: readonly (readonly [string, string, string])[] = [
    ['an unknown key', '{"instancs":3}', 'instancs is not known; did you mean instances?'],
    ['an unknown key far from any', '{"zzzzzz":3}', 'zzzzzz is not known'],
    [
      'an unknown rule',
      '{"rules":{"pool-unbounde":"off"}}',
      'rules.pool-unbounde is not known; did you mean pool-unbounded?',
    ],
    [
      'an unknown severity',
      '{"rules":{"pool-unbounded":"warn"}}',
      'rules.pool-unbounded must be one of error, warning, info, off',
    ],
    [
      'an unknown fact',
      '{"settings":{"A":"poolsize"}}',
      'settings.A must be one of the known names; did you mean poolSize?',
    ],
    [
      'an unknown unit',
      '{"settings":{"A":{"fact":"maxLifetime","unit":"mss"}}}',
      'settings.A.unit must be one of ms, s, m, h; did you mean ms?',
    ],
    [
      'a unit without a duration',
      '{"settings":{"A":{"fact":"poolSize","unit":"ms"}}}',
      'settings.A.unit does not apply to poolSize',
    ],
    ['a wrong type', '{"instances":"3"}', 'instances must be a number'],
    ['a wrong type below', '{"overrides":[{"files":"a"}]}', 'overrides[0].files must be a list'],
    ['no object', '[]', 'the config must be an object'],
    ['no whole number', '{"instances":1.5}', 'instances must be a whole number'],
    ['too small', '{"instances":0}', 'instances must be at least 1'],
    ['too big', '{"maxConnections":300000}', 'maxConnections must be at most 262143'],
    ['a negative surge', '{"surge":-1}', 'surge must be at least 0'],
    ['a wrong surge', '{"surge":"much"}', 'surge must be a number or a percentage'],
    ['a wrong duration', '{"idleTimeout":"soon"}', 'idleTimeout must be a duration'],
    ['a provider with a slip', '{"provider":"rdss"}', 'provider must be one of the known names; did you mean rds?'],
    ['a load twice', '{"concurrency":1,"rps":2,"queryMs":3}', 'concurrency and rps state the load twice'],
    ['half a load', '{"rps":2}', 'queryMs is missing'],
    [
      'no slots left',
      '{"maxConnections":5,"reservedConnections":5}',
      'reservedConnections 5 leaves nothing of maxConnections 5',
    ],
    [
      'a path outside',
      '{"overrides":[{"files":["../x"]}]}',
      'overrides[0].files[0] points outside the folder of the config',
    ],
    ['an absolute path', '{"ignore":["/etc"]}', 'ignore[0] points outside the folder of the config'],
    [
      'a server with a slip',
      '{"servers":{"main":{}},"services":{"a":{"server":"mian"}}}',
      'services.a.server is none of the servers; did you mean main?',
    ],
    ['malformed JSON', '{\n  "instances": 3,\n}', ':3:1: no valid JSON'],
    ['comments', '// facts\n{}', 'no valid JSON'],
    ['an empty file', '', 'no valid JSON'],
    ['UTF-16', '\u0000{}', 'a binary file'],
  ];

  it.each(inConfig)('%s', (_, text, said) => {
    const { code, out, err } = poolfitIn({ '.env': pool, [configName]: text }, ['lint']);
    expect(err).toContain(`poolfit: ${configName}`);
    expect(err).toContain(said);
    expect(err.trim().split('\n').length).toBe(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('several faults are several lines, as many as help', () => {
    const rules = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`x-${at}`, 'off']));
    const { err } = poolfitIn({ '.env': pool, ...config({ rules }) }, ['lint']);
    expect(err.trim().split('\n').length).toBe(11);
    expect(err).toContain('and 30 more');
  });

  it('in package.json it is the path behind poolfit', () => {
    const { code, err } = poolfitIn({ '.env': pool, 'package.json': '{"poolfit":{"instancs":1}}' }, ['lint']);
    expect(err).toBe('poolfit: package.json: poolfit: instancs is not known; did you mean instances?\n');
    expect(code).toBe(2);
  });

  it.each([
    ['a folder', { [`${configName}/x`]: '' }, [], `${configName} is a folder`],
    ['--config names a folder', { 'a/x': '' }, ['--config', 'a'], '--config a is a folder'],
    ['--config names nothing', {}, ['--config', 'no.json'], '--config no.json: no such file'],
    ['--config is empty', {}, ['--config', ''], '--config is empty'],
    [
      'the config and a flag leave no slots',
      config({ maxConnections: 5 }),
      ['--reserved-connections', '7'],
      '--reserved-connections 7 leaves nothing of poolfit.config.json: maxConnections 5',
    ],
  ])('%s', (_, files, words, said) => {
    const { code, err } = poolfitIn({ '.env': pool, ...files }, ['lint', ...words]);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });
});

describe('the JSON Schema', () => {
  const shipped = JSON.parse(readFileSync('src/cli/config/config.schema.json', 'utf8'));

  it('is what the zod schema says (npm run generate)', () => {
    expect(shipped).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('accepts the example and refuses an unknown key, as poolfit does', () => {
    const validate = new Ajv2020({ strict: false }).compile(shipped);
    const example = JSON.parse(readFileSync('examples/ci/poolfit.config.json', 'utf8'));
    expect(validate(example)).toBe(true);
    expect(validate({ ...example, instancs: 1 })).toBe(false);
    expect(poolfitIn({ '.env': pool, ...config(example) }, ['lint', '--format', 'json']).err).toBe('');
  });

  it('ships in the package', () => {
    const { files, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(files).toContain('src/cli/config/config.schema.json');
    expect(exports['./config.schema.json']).toBe(`./${join('src/cli/config/config.schema.json')}`);
  });
});

describe('a pattern cannot make poolfit hang', () => {
  it('stars without end, in linear time', () => {
    const hostile = `${'*a'.repeat(60)}/**/**/**/**/${'*b'.repeat(60)}`;
    const name = `${'a'.repeat(200)}/.env`;
    expect(poolfitIn({ [name]: pool, ...config({ ignore: [hostile] }) }, ['lint', '.']).code).toBe(0);
  });
});
