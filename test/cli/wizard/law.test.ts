import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EnvFile } from '../../../src/cli/env-file/read.ts';
import { loadOf, type SizeFlags } from '../../../src/cli/size/calculate.ts';
import { propose } from '../../../src/cli/wizard/proposal.ts';
import { runningTotal, type Session, statedIn } from '../../../src/cli/wizard/session.ts';
import { lint } from '../../../src/index.ts';
import { makeVocabulary } from '../../../src/linter/vocabulary.ts';
import { rational } from '../../../src/model/rational.ts';

const vocabulary = makeVocabulary();

/** Lines that a `.env` may hold before the wizard comes; every value of a pool may be nonsense. */
const line = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('DB', 'DATABASE', 'SQLALCHEMY', 'ANALYTICS_DB'),
      fc.constantFrom('POOL_SIZE', 'MAX_OVERFLOW', 'POOL_OVERFLOW', 'POOL_RECYCLE', 'POOL_PRE_PING'),
      fc.constantFrom('20', '"5"', '0', '-1', '40 # c', 'twenty', '', '3600', 'true', 'yes', '20#c'),
    )
    .map(([family, ending, value]) => `${family}_${ending}=${value}`),
  fc.constantFrom(
    'WEB_CONCURRENCY=3',
    'GUNICORN_CMD_ARGS="-w 2 --threads 4"',
    'DATABASE_URL=postgresql://u:p@db.example.com/app',
    'DATABASE_URL=postgresql://u:p@x.c0.eu-west-1.rds.amazonaws.com/app',
    'DATABASE_URL=postgresql://u:p@ep-a-b-pooler.eu-central-1.aws.neon.tech/app',
    'DATABASE_URL=postgresql+asyncpg://u:p@pgbouncer:6432/app?prepared_statement_cache_size=0',
    'SECRET=canary',
    '# a comment',
  ),
);

const flags: fc.Arbitrary<SizeFlags> = fc
  .record({
    instances: fc.integer({ min: 1, max: 8 }),
    maxConnections: fc.integer({ min: 5, max: 600 }),
    load: fc.oneof(
      fc.integer({ min: 1, max: 60 }).map((n) => ({ concurrency: rational(n) })),
      fc.constantFrom('low' as const, 'medium' as const, 'high' as const).map((traffic) => ({ traffic })),
    ),
  })
  .map(({ load, ...rest }) => ({ ...rest, ...load }));

function sessionOf(text: string, stated: SizeFlags): Session {
  const file: EnvFile = {
    name: '.env',
    path: '/.env',
    bytes: Buffer.from(text),
    text,
    encoding: 'utf8',
    stats: 'absent',
  };
  return { file, vocabulary, width: 80, say: () => {}, flags: stated, load: loadOf(stated), live: undefined };
}

/** What sizing is answerable for; what else is wrong with a file stays the file's. */
const answerable = new Set([
  'connections-over-limit',
  'connections-over-limit-in-deploy',
  'admin-headroom-missing',
  'pool-unbounded',
  'pool-under-concurrency',
  'overflow-over-ratio',
  'recycle-over-idle-timeout',
  'recycle-disabled',
  'recycle-every-checkout',
  'pre-ping-disabled',
  'unreadable-setting',
  'boolean-reads-as-false',
]);

test('whatever the file says, the linter accepts the pool that the wizard writes into it', () => {
  let judged = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), flags, (lines, stated) => {
      const session = sessionOf(`${lines.join('\n')}\n`, stated);
      expect(runningTotal(session)).toMatch(/^[\d× ]+ = \d+ of -?\d+/);
      const proposal = (() => {
        try {
          return propose(session, false);
        } catch (error) {
          // Another pool without a limit leaves nothing to share: the wizard says so.
          expect(String(error)).toMatch(/another pool of the file/);
          return null;
        }
      })();
      if (!proposal?.edited) return;
      judged++;
      const { result } = proposal.report.sized;
      const ours = new Set<string>(Object.values(proposal.keys));
      const found = lint([{ file: '.env', text: proposal.edited.text }], { stated: statedIn(session) });
      const rejected = found.findings
        .filter(({ severity, ruleId }) => severity !== 'info' && answerable.has(ruleId))
        .filter(({ subject, frame }) => subject.endsWith('#DB') || ours.has(frame?.before.replace(/=$/, '') ?? ''))
        .map(({ ruleId, severity }) => `${severity} ${ruleId}`);
      expect(result === 'reduced-to-fit' ? ['warning pool-under-concurrency'] : []).toEqual(
        expect.arrayContaining(rejected),
      );
    }),
    { numRuns: 4000 },
  );
  expect(judged).toBeGreaterThan(1000);
});
