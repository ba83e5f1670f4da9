import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, poolfit, poolfitIn } from './poolfit.ts';

type Files = Record<string, string>;

const url = 'DATABASE_URL=postgresql://app:secret@db.example.com:5432/app\n';
const pools = (poolSize: number, maxOverflow: number): string =>
  `DB_POOL_SIZE=${poolSize}\nDB_MAX_OVERFLOW=${maxOverflow}\nDB_POOL_RECYCLE=300\nDB_POOL_PRE_PING=true\n`;
const config = (data: object): Files => ({ 'poolfit.config.json': JSON.stringify(data) });

/** Without the line breaks that the width of the page makes. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

const services = {
  api: { files: ['api'], instances: 3, workers: 2 },
  worker: { files: ['worker'], instances: 2 },
};

describe('services that share a server', () => {
  it('by their URLs, without any config', () => {
    const files = { 'api/.env': url + pools(20, 40), 'worker/.env': url + pools(20, 20) };
    const { code, out } = poolfitIn(files, ['lint', '.', '--max-connections', '100', '--idle-timeout', 'never']);
    expect(out).toContain('2 services of db.example.com:5432: api 20 + 40 = 60, worker 20 + 20 = 40');
    expect(flat(out)).toContain('together up to 100 connections, but ordinary roles get 97 of 100');
    expect(out).not.toContain('secret');
    expect(code).toBe(1);
  });

  it('by the config, with their own instances and workers, whatever their URLs say', () => {
    const local = 'DATABASE_URL=postgresql://localhost/app\n';
    const files = {
      'api/.env': local + pools(5, 10),
      'worker/.env': pools(5, 10),
      ...config({ maxConnections: 100, services }),
    };
    const { out, code } = poolfitIn(files, ['lint', '.']);
    expect(flat(out)).toContain('api 3 instances × 2 workers × (5 + 10) = 90, worker 2 instances × (5 + 10) = 30');
    expect(out).toMatch(/also {2}worker\/\.env:1:14 worker takes 30/);
    expect(code).toBe(1);
  });

  it('services of two servers are two sums', () => {
    const two = {
      servers: { main: { maxConnections: 100 }, reports: { maxConnections: 20 } },
      services: { api: { files: ['api'], server: 'main' }, worker: { files: ['worker'], server: 'reports' } },
    };
    const files = { 'api/.env': url + pools(20, 40), 'worker/.env': url + pools(5, 5), ...config(two) };
    const { out, code } = poolfitIn(files, ['lint', '.', '--format', 'json']);
    const ids = JSON.parse(out).findings.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(ids).not.toContain('services-over-limit');
    expect(code).toBe(0);
  });

  it('a finding in every format', () => {
    const files = { 'api/.env': url + pools(20, 40), 'worker/.env': url + pools(20, 20) };
    for (const format of ['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown']) {
      expect(poolfitIn(files, ['lint', '.', '--max-connections', '100', '--format', format]).out).toContain(
        'services-over-limit',
      );
    }
  });

  it('the rule can be switched off, and then the single services speak', () => {
    const files = {
      'api/.env': url + pools(50, 60),
      'worker/.env': url + pools(20, 20),
      ...config({ maxConnections: 100, rules: { 'services-over-limit': 'off' } }),
    };
    const { out } = poolfitIn(files, ['lint', '.']);
    expect(out).toContain('api/.env:2:14 error connections-over-limit');
    expect(out).not.toContain('services-over-limit');
  });

  it('what the finding advises is clean', () => {
    const files = { 'api/.env': url + pools(20, 40), 'worker/.env': url + pools(20, 20) };
    const words = ['lint', '.', '--max-connections', '100', '--format', 'json', '--idle-timeout', 'never'];
    const [finding] = JSON.parse(poolfitIn(files, words).out).findings;
    const [, poolSize, maxOverflow, name] =
      /DB_POOL_SIZE to (\d+) and DB_MAX_OVERFLOW to (\d+) in (\w+)/.exec(finding.help) ?? [];
    const changed = { ...files, [`${name}/.env`]: url + pools(Number(poolSize), Number(maxOverflow)) };
    expect(JSON.parse(poolfitIn(changed, words).out).findings).toEqual([]);
  });
});

const loads = {
  api: { files: ['api'], instances: 3, rps: 200, queryMs: 70 },
  worker: { files: ['worker'], instances: 2, concurrency: 4 },
};

/** Runs size --services, and gives its JSON. */
function sized(files: Files, ...words: string[]) {
  const run = poolfitIn(files, ['size', '--services', '--format', 'json', ...words]);
  return { ...run, json: run.out === '' ? null : JSON.parse(run.out) };
}

describe('size --services', () => {
  it('splits so that the sum fits, and lint agrees with the settings', () => {
    const files = {
      'api/.env': `${url}WEB_CONCURRENCY=2\n`,
      'worker/.env': url,
      ...config({ maxConnections: 80, services: loads }),
    };
    const folder = folderOf(files);
    const { out, code } = poolfit(['size', '--services', '--format', 'json'], { cwd: folder.path });
    const { servers, result } = JSON.parse(out);
    expect(result).toBe('reduced-to-fit');
    expect(code).toBe(0);
    expect(servers[0].used).toBeLessThanOrEqual(70);
    for (const { file, settings } of servers[0].services) {
      const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
      mkdirSync(dirname(join(folder.path, file)), { recursive: true });
      writeFileSync(
        join(folder.path, file),
        `${url}${file.startsWith('api') ? 'WEB_CONCURRENCY=2\n' : ''}${lines.join('')}`,
      );
    }
    const lint = poolfit(['lint', '.', '--format', 'json'], { cwd: folder.path });
    folder.remove();
    const severe = JSON.parse(lint.out).findings.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(severe).toEqual([]);
    expect(lint.out).not.toContain('"ruleId": "services-over-limit"');
  });

  it('fits where there is room: the numbers of the guide for each', () => {
    const { json, code } = sized({ 'api/.env': url, ...config({ maxConnections: 500, services: loads }) });
    expect(json.result).toBe('fits');
    expect(json.servers[0].services.map(({ settings }: { settings: object }) => settings)).toEqual([
      { DB_POOL_SIZE: 7, DB_MAX_OVERFLOW: 14, DB_POOL_RECYCLE: 3600, DB_POOL_PRE_PING: true },
      { DB_POOL_SIZE: 6, DB_MAX_OVERFLOW: 12, DB_POOL_RECYCLE: 3600, DB_POOL_PRE_PING: true },
    ]);
    expect(code).toBe(0);
  });

  it('a service that does not fit needs a pooler: exit 1', () => {
    const { json, code } = sized(config({ maxConnections: 20, services: loads }));
    expect(json.result).toBe('needs-pooler');
    expect(code).toBe(1);
  });

  it('the more important service keeps its overflow', () => {
    const two = { a: { concurrency: 8 }, b: { concurrency: 8, priority: 1 } };
    const { json } = sized(config({ maxConnections: 60, services: two }));
    expect(json.servers[0].services.map(({ cap }: { cap: number }) => cap)).toEqual([14, 36]);
  });

  it('own names, units and totals per instance are written as they are read', () => {
    const settings = {
      MY_POOL: { fact: 'poolSize', scope: 'instance' },
      MY_AGE_MS: { fact: 'maxLifetime', unit: 'ms' },
    };
    const files = {
      'a/.env': 'MY_POOL=8\nWEB_CONCURRENCY=4\n',
      ...config({ maxConnections: 500, settings, services: { a: { files: ['a'], concurrency: 2 } } }),
    };
    expect(sized(files).json.servers[0].services[0].settings).toEqual({
      MY_POOL: 12,
      DB_MAX_OVERFLOW: 6,
      MY_AGE_MS: 3_600_000,
      DB_POOL_PRE_PING: true,
    });
  });

  it('as text', () => {
    const files = { 'api/.env': url, ...config({ maxConnections: 500, services: loads }) };
    const { out } = poolfitIn(files, ['size', '--services']);
    expect(out).toContain('Result: fits');
    expect(out).toContain(
      'the shared server: api 63 + worker 36 = 99 of 500 connections; 401 left, 10 are kept for others',
    );
    expect(out).toContain('api (api/.env)\n    fits: 3 instances × 1 worker');
    expect(out).toContain('    DB_POOL_SIZE=7\n    DB_MAX_OVERFLOW=14\n');
  });

  it.each<[string, Files, readonly string[], string]>([
    ['no config', {}, [], '--services needs a config'],
    ['no services', config({}), [], 'names no services'],
    ['no load', config({ maxConnections: 9, services: { a: {} } }), [], 'services.a states no load'],
    [
      'no limit',
      config({ services: { a: { concurrency: 1 } } }),
      [],
      'max_connections of the shared server is unknown',
    ],
    ['a load by flag', config({ services: { a: {} } }), ['--concurrency', '2'], 'stands in the config'],
    [
      'lines to paste',
      config({ services: { a: {} } }),
      ['--format', 'env'],
      '--format env prints the lines of one service',
    ],
  ])('%s: one line, exit 2', (_, files, words, said) => {
    const { code, err, out } = poolfitIn(files, ['size', '--services', ...words]);
    expect(err).toContain(said);
    expect(err.trim().split('\n').length).toBe(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('size with a config', () => {
  it('takes its facts and its load, below flags', () => {
    const files = config({ concurrency: 4, maxConnections: 100, instances: 2 });
    const size = (...words: string[]) => JSON.parse(poolfitIn(files, ['size', '--format', 'json', ...words]).out);
    expect(size().settings).toMatchObject({ DB_POOL_SIZE: 6, DB_MAX_OVERFLOW: 12 });
    expect(size('--concurrency', '2').settings).toMatchObject({ DB_POOL_SIZE: 3, DB_MAX_OVERFLOW: 6 });
    expect(size('--traffic', 'low').settings).toMatchObject({ DB_POOL_SIZE: 5, DB_MAX_OVERFLOW: 10 });
  });
});
