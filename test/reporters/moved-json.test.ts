import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMoved, type Report, wholeFinding } from '../../src/core/report.ts';
import { makeLinter, type Source } from '../../src/linter.ts';
import { reportJson } from '../../src/reporters/json.ts';
import { stated } from '../rules/stated.ts';

const written = (report: Report): string => [...reportJson(report, { version: '1.0.0', diagnostics: [] })].join('');

/** Files of few kinds, with findings at several places, at different ones. */
const kinds = [
  'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\n',
  'DB_POOL_SIZE="20"\nDB_MAX_OVERFLOW=60 # many\nDB_POOL_PRE_PING=1\n',
  'DB_POOL_SIZ=3\nDB_POOL_TIMEOUT=30000\n',
  'DATABASE_URL=postgresql://app:s3cr3t@db-a.internal/app\nJOBS_DB_POOL_SIZE=20\nJOBS_DB_MAX_OVERFLOW=50\nDB_POOL_SIZE=20\nDB_POOL_RECYCLE=0\n',
  'JOBS_DB_POOL_SIZE=20\nJOBS_DB_MAX_OVERFLOW=50\nDB_POOL_SIZE=20\n',
];
const before = ['', '\n\n', '# a comment\n', 'LOG=info\nNAME="two words"\n'];
const names = [
  ...['.env', 'a/.env', 'team 1/app-2/.env.local', 'b/.env.example', 'ü/.env', 'a"b/.env', 'a\\b/.env', 'a\nb/.env'],
  ...['a<b>&/.env', '\u2028/.env', '\ud800/.env', '7000000000000000/.env', '7000000000000001', '\x1b[31m/.env'],
];

function reportOn(sources: readonly Source[]): Report {
  const linter = makeLinter(stated({ instances: 3, maxConnections: 100 }));
  for (const source of sources) linter.add(source);
  return linter.report();
}

describe('findings of files that say what others say', () => {
  it('are written as those of any file', () => {
    const source = fc.record({
      file: fc.constantFrom(...names),
      text: fc.tuple(fc.constantFrom(...before), fc.constantFrom(...kinds)).map((parts) => parts.join('')),
    });
    let moved = 0;
    fc.assert(
      fc.property(fc.array(source, { maxLength: 30 }), (sources) => {
        const report = reportOn(sources);
        moved += report.findings.filter(isMoved).length;
        expect(written(report)).toBe(written({ ...report, findings: report.findings.map(wholeFinding) }));
      }),
      { numRuns: 500 },
    );
    expect(moved).toBeGreaterThan(1000);
  });

  it.each([0, 1, 200])('are written in portions of any number, of %i files', (count) => {
    // The first file is never asked whether it repeats another, the second is the one that others repeat.
    const files = Array.from({ length: 2 + count }, (_, at) => ({ file: `app-${at}/.env`, text: `${kinds[0]}` }));
    const report = reportOn(files);
    expect(report.findings).toHaveLength(2 * files.length);
    expect(report.findings.filter(isMoved)).toHaveLength(2 * count);
    expect(written(report)).toBe(written({ ...report, findings: report.findings.map(wholeFinding) }));
  });
});
