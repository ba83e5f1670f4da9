import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LintOptions, lint } from '../../src/index.ts';
import { addressOf, byApplication, overflowUse } from '../../src/model/live.ts';
import { formatAge } from '../../src/model/words/session-words.ts';
import { shareCells } from '../../src/reporters/live-bar.ts';
import { livePage } from '../../src/reporters/live-text.ts';
import { live, liveWith, pgbouncer } from '../rules/live.ts';

const origin = (options: LintOptions, fact: string, text = pools): string | undefined =>
  lint([{ file: '.env', text }], options)
    .findings.flatMap(({ evidence }) => evidence)
    .find((one) => one.fact === fact)?.origin;

const pools = 'DB_POOL_SIZE=200\nDB_MAX_OVERFLOW=0\nDB_POOL_RECYCLE=3600\n';
const idle = {
  timeouts: { idleSessionMs: 600_000, idleInTransactionSessionMs: 0, transactionMs: null, statementMs: 0 },
};

describe('live facts under the static rules', () => {
  it('max_connections and the reserve come from the server, with its address', () => {
    expect(origin(live(), 'maxConnections')).toBe('live: SHOW max_connections at db:5432');
    expect(origin(live(), 'reservedConnections')).toMatch(/^live: .* at db:5432$/);
  });

  it('a flag wins over the server, the server over a config', () => {
    expect(origin(live({}, { maxConnections: 90 }), 'maxConnections')).toBe('--maxConnections');
    const { stated } = live();
    const facts = { maxConnections: { value: 90, origin: { kind: 'config', file: 'c.json', path: 'x' } } } as const;
    if (!stated) throw new Error('no facts');
    expect(origin({ stated: { ...stated, facts } }, 'maxConnections')).toMatch(/^live/);
  });

  it('idle_session_timeout is an idle limit that closes', () => {
    const report = lint([{ file: '.env', text: pools }], live({ snapshot: idle }));
    const finding = report.findings.find(({ ruleId }) => ruleId === 'recycle-over-idle-timeout');
    expect(finding?.message).toContain('closed after 600 s');
    expect(finding?.evidence.find(({ fact }) => fact === 'idleTimeout')?.origin).toMatch(
      /^live: SHOW idle_session_timeout/,
    );
  });

  it('a server without an idle timeout leaves nothing unknown', () => {
    const report = lint([{ file: '.env', text: pools }], live());
    expect(report.notEvaluated.map(({ ruleId }) => ruleId)).not.toContain('recycle-over-idle-timeout');
  });

  it("behind a pooler the server's limit is not the pools'", () => {
    const report = lint([{ file: '.env', text: pools }], live({ snapshot: { pooler: pgbouncer } }));
    expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('connections-over-limit');
    expect(report.notEvaluated.map(({ ruleId }) => ruleId)).toContain('connections-over-limit');
  });

  it('of several servers in a file the live one alone gets its facts', () => {
    const text = [
      'DB_POOL_SIZE=200',
      'DB_URL=postgresql://a@db:5432/shop',
      'JOBS_DB_POOL_SIZE=200',
      'JOBS_DB_URL=postgresql://a@jobs:5432/jobs',
    ].join('\n');
    const report = lint([{ file: '.env', text }], live());
    const over = report.findings.filter(({ ruleId }) => ruleId === 'connections-over-limit');
    expect(over.map(({ subject }) => subject)).toEqual(['.env#DB']);
    expect(report.notEvaluated.find(({ ruleId }) => ruleId === 'connections-over-limit')?.subjects.first).toEqual([
      '.env#JOBS_DB',
    ]);
  });

  it.each(['cockroachdb', 'yugabytedb'] as const)('%s: what does not carry over is not judged by', (kind) => {
    const server = { kind, version: kind, major: null, inRecovery: null, differences: ['it is different'] };
    const report = lint([], live({ groups: [{ total: 99 }], snapshot: { server } }));
    expect(report.findings).toEqual([]);
    expect(livePage(liveWith({ snapshot: { server } }), { width: 80, color: false })).toContain('it is different');
  });

  it("a provider is told by the server's marks where no host tells", () => {
    const provider = { id: 'aws-rds', evidence: 'the role rds_superuser' };
    const report = lint([{ file: '.env', text: pools }], live({ snapshot: { provider } }));
    const [finding] = report.findings.filter(({ ruleId }) => ruleId === 'recycle-over-idle-timeout');
    expect(finding?.evidence.find(({ fact }) => fact === 'idleTimeout')?.origin).toContain('provider aws-rds');
  });

  it('without a file the server is judged once, under its own name', () => {
    const report = lint([], live({ groups: [{ total: 97 }] }));
    expect(report.findings).toMatchObject([{ ruleId: 'sessions-near-limit', file: 'db:5432/shop', location: null }]);
    expect(report.notEvaluated).toEqual([]);
  });
});

describe('the words and the picture', () => {
  it.each([
    [0.4, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [61, '1 min 1 s'],
    [3599, '59 min'],
    [3600, '1 h'],
    [7500, '2 h 5 min'],
    [86_400, '1 d'],
    [97_200, '1 d 3 h'],
  ])('%d s is %s', (seconds, text) => expect(formatAge(seconds)).toBe(text));

  it.each([
    ['db:5432/shop', 'db', 5432, 'db:5432'],
    ['[::1]:5433/a:1/b', '::1', 5433, '[::1]:5433'],
    ['/var/run:5432/x', '/var/run', 5432, '/var/run:5432'],
    ['db:6432', 'db', 6432, 'db:6432'],
  ])('%s', (target, host, port, text) => expect(addressOf({ target })).toEqual({ host, port, text }));

  it('the bar has exactly its cells, and whatever is there is seen', () => {
    const counts = fc.array(fc.nat(5000), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 8, max: 96 }), (values, cells) => {
        const shares = shareCells(values, cells);
        const any = values.some((value) => value > 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(any ? cells : 0);
        expect(shares.map((share) => share > 0)).toEqual(values.map((value) => value > 0));
      }),
    );
  });

  it('no line of the page is wider than the terminal, and no name moves the cursor', () => {
    const names = ['web', '', '\x1b[2Jevil', 'a'.repeat(63), '名前'];
    const groups = fc.array(
      fc.record({ application: fc.constantFrom(...names), total: fc.integer({ min: 1, max: 999 }), own: fc.boolean() }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(groups, fc.integer({ min: 60, max: 100 }), (some, width) => {
        const page = livePage(liveWith({ groups: some, snapshot: idle }), { width, color: false });
        expect(page).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
        for (const line of page.split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('applications of one name are one row', () => {
    const rows = byApplication(
      liveWith({ groups: [{ total: 2 }, { total: 3, own: false, hidden: 3, oldestSeconds: null }] }),
    );
    expect(rows).toMatchObject([{ application: 'web', total: 5, ours: 2, hidden: 3, oldestSeconds: 5 }]);
  });

  it('overflow over time, and the pool_size that would have covered 95 %', () => {
    const seen = [
      [4, 90],
      [12, 10],
    ] as const;
    const use = { application: 'own', peak: 12, p95: 12, mean: 5 };
    const observation = {
      samples: 100,
      first: '',
      last: '',
      applications: [],
      total: use,
      own: { ...use, seen },
      peak: liveWith().snapshot ?? never(),
    };
    expect(overflowUse(observation, 2, 5)).toEqual({ processes: 2, kept: 10, share: 0.1, poolSize: 6 });
    expect(overflowUse(observation, 1, null)).toEqual({ processes: 1, kept: null, share: null, poolSize: 12 });
  });
});

function never(): never {
  throw new Error('no snapshot');
}
