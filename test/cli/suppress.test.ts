import { describe, expect, it } from 'vitest';
import { poolfitIn } from './poolfit.ts';

const env = `DB_POOL_SIZE=2
# poolfit-ignore overflow-over-ratio -- nightly import, measured
DB_MAX_OVERFLOW=9
# poolfit-ignore recycle-every-checkout -- behind a pooler
DB_POOL_RECYCLE=0
`;

describe('suppressed findings', () => {
  it('are counted in the summary, do not fail, and leave no finding behind', () => {
    const { code, out } = poolfitIn({ '.env': env }, ['lint', '--fail-on', 'info']);
    expect(out).toContain('No findings in 1 file; 2 suppressed');
    expect(code).toBe(0);
  });

  it('are listed in JSON with their reason', () => {
    const { out } = poolfitIn({ '.env': env }, ['lint', '--format', 'json']);
    const { summary, findings, suppressed } = JSON.parse(out);
    expect([summary.suppressed, summary.errors, findings]).toEqual([2, 0, []]);
    expect(suppressed).toMatchObject([
      { ruleId: 'overflow-over-ratio', line: 3, severity: 'warning', reason: 'nightly import, measured' },
      { ruleId: 'recycle-every-checkout', line: 5, severity: 'error', reason: 'behind a pooler' },
    ]);
  });

  it('are no results in SARIF, which counts them', () => {
    const [run] = JSON.parse(poolfitIn({ '.env': env }, ['lint', '--format', 'sarif']).out).runs;
    expect(run.results).toEqual([]);
    expect(run.properties.suppressed).toBe(2);
  });

  it('are judged all the same: a rule that yields to them stays silent', () => {
    const words = ['lint', '--format', 'json', '--idle-timeout', '600'];
    const { findings } = JSON.parse(poolfitIn({ '.env': env }, words).out);
    expect(findings).toEqual([]);
  });
});

describe('a suppression that hides nothing is a finding', () => {
  it.each<[ruleId: string, comment: string]>([
    ['suppression-without-reason', 'overflow-over-ratio'],
    ['suppression-unknown', 'overflow-ratio -- x'],
    ['suppression-unused', 'pool-unbounded -- x'],
  ])('%s', (ruleId, comment) => {
    const files = { '.env': `DB_POOL_SIZE=20 # poolfit-ignore ${comment}\nDB_MAX_OVERFLOW=40\n` };
    const run = poolfitIn(files, ['lint', '--format', 'json', '--fail-on', 'warning']);
    const found = JSON.parse(run.out).findings.filter(({ severity }: { severity: string }) => severity !== 'info');
    expect(found).toMatchObject([{ ruleId, severity: 'warning', line: 1, column: 19 }]);
    expect(run.code).toBe(1);
  });

  it('poolfit explain knows its rule', () => {
    expect(poolfitIn({}, ['explain', 'suppression-unused']).code).toBe(0);
  });
});
