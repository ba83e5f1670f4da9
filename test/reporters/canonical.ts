import { defineRule, pass } from '../../src/engine/rule.ts';
import type { Location } from '../../src/model/facts.ts';
import type { Finding, Report } from '../../src/model/report.ts';

/** A name that tries to break out of each format. */
export const hostileFile = 'a/<&">é|`x`\n::set-output name=a::b\u001b[2J]]>,%0A #1?.env';

const at = (file: string, line: number, columns: readonly [number, number]): Location => ({
  file,
  line,
  column: columns[0],
  endLine: line,
  endColumn: columns[1],
  start: 0,
  end: columns[1] - columns[0],
});

const overLimit: Finding = {
  ruleId: 'connections-over-limit',
  severity: 'error',
  message: '3 × 60 = 180 connections, but ordinary roles get 97 of 100',
  help: 'Set DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15',
  subject: '.env#DB',
  file: '.env',
  location: at('.env', 3, [14, 16]),
  frame: { before: 'DB_POOL_SIZE=', marked: '20' },
  evidence: [
    { fact: 'demand', value: 180, unit: null, origin: 'instances × workers × engines × (pool_size + max_overflow)' },
    { fact: 'maxConnections', value: 100, unit: null, origin: '--max-connections' },
    { fact: 'maxLifetime', value: 'never', unit: 's', origin: '.env:6' },
  ],
  related: [{ message: 'DB_POOL_SIZE says 5 and is not used', location: at('.env', 1, [14, 15]) }],
  fix: {
    description: 'set DB_POOL_SIZE to 15, set DB_MAX_OVERFLOW to 15',
    edits: [
      { key: 'DB_POOL_SIZE', location: at('.env', 3, [14, 16]), text: '15' },
      { key: 'DB_MAX_OVERFLOW', location: at('.env', 4, [17, 19]), text: '15' },
    ],
  },
};

const hostile: Finding = {
  ruleId: 'pool-unbounded',
  severity: 'warning',
  message:
    'DB_MAX_OVERFLOW is -1: <b>unlimited</b> & `more` | ]]> @team #1 ::error::x ##[add-mask]20 \u001b[31m\n::warning::y',
  help: 'Write 40, not "-1"',
  subject: `${hostileFile}#DB`,
  file: hostileFile,
  location: { ...at(hostileFile, 2, [17, 19]), endLine: 3, endColumn: 1 },
  frame: null,
  evidence: [{ fact: 'maxOverflow', value: 'unlimited', unit: null, origin: `${hostileFile}:2` }],
  related: [],
  fix: null,
};

const withoutPlace: Finding = {
  ruleId: 'recycle-disabled',
  severity: 'info',
  message: 'connections are never retired',
  help: 'Add the line DB_POOL_RECYCLE=3600',
  subject: './deploy/prod env/.env#JOBS_DB',
  file: './deploy/prod env/.env',
  location: null,
  frame: null,
  evidence: [],
  related: [],
  fix: null,
};

/** One report with every outcome, for all formats. */
export const canonicalReport: Report = {
  files: ['.env', hostileFile, './deploy/prod env/.env', 'fine.env'],
  filesWithoutPools: ['fine.env'],
  findings: [overLimit, hostile, withoutPlace],
  suppressed: [],
  notEvaluated: [
    {
      ruleId: 'admin-headroom-missing',
      category: 'limits',
      missing: ['maxConnections'],
      subjects: { count: 22, first: [`${hostileFile}#DB`, './deploy/prod env/.env#JOBS_DB'] },
      help: '--max-connections N, or --live',
    },
    {
      ruleId: 'pool-under-concurrency',
      category: 'size',
      missing: ['poolSize'],
      subjects: { count: 1, first: ['.env#READ_DB'] },
      help: 'make READ_DB_POOL_SIZE readable',
    },
  ],
  assumed: [{ fact: 'instances', value: 1, flag: '--instances' }],
  outcomes: { pass: 31, fail: 3, 'not-applicable': 12, 'not-evaluated': 23, error: 1 },
  limitsRestOnAssumedInstances: true,
  crashes: [{ ruleId: 'pre-ping-disabled', subject: '.env#DB', error: 'x is not a function' }],
};

export const emptyReport: Report = {
  files: [],
  filesWithoutPools: [],
  findings: [],
  suppressed: [],
  notEvaluated: [],
  assumed: [],
  outcomes: { pass: 0, fail: 0, 'not-applicable': 0, 'not-evaluated': 0, error: 0 },
  limitsRestOnAssumedInstances: false,
  crashes: [],
};

/** The finding that the tables of single formats change. */
export const finding = overLimit;

export const canonicalContext = {
  version: '1.2.3',
  diagnostics: [{ file: 'locked/.env', message: 'cannot be read: permission denied' }],
  color: false,
  width: 100,
  quiet: false,
};

export const calmContext = { ...canonicalContext, diagnostics: [] };

/** Rules of the canonical report, as few and small as a snapshot needs; the others of its rules are not listed. */
export const canonicalRules = (['connections-over-limit', 'recycle-disabled'] as const).map((id) =>
  defineRule({
    id,
    title: `The title of ${id}`,
    category: 'limits',
    severity: id === 'recycle-disabled' ? 'info' : 'error',
    on: 'pool',
    needs: ['poolSize'],
    check: () => pass,
    texts: () => ({
      why: 'What happens: a * b < c_d, "quoted".',
      sources: ['measured: a < b', 'https://example.org/a_b?c=*d*'],
    }),
  }),
);
