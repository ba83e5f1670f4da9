import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { poolfitIn } from './poolfit.ts';

interface GuideCase {
  readonly name: string;
  readonly env: string;
  readonly args: string;
  readonly exit: number;
  /** Exactly these errors and warnings. */
  readonly findings?: readonly string[];
  /** At least these. */
  readonly findings_include?: readonly string[];
  readonly severity?: Readonly<Record<string, string>>;
}

interface Finding {
  readonly ruleId: string;
  readonly severity: string;
}

/** The guide's own examples, each as a file, a command line and what must be found. */
const cases: readonly GuideCase[] = JSON.parse(readFileSync('test/cli/guide-cases.json', 'utf8'));

it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const run = poolfitIn({ '.env': one.env }, ['lint', '.env', ...one.args.split(' '), '--format', 'json']);
  const findings: readonly Finding[] = JSON.parse(run.out).findings;
  const ids = [...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId))].sort();
  expect(run.code).toBe(one.exit);
  if (one.findings) expect(ids).toEqual([...one.findings].sort());
  for (const id of one.findings_include ?? []) expect(ids).toContain(id);
  for (const [ruleId, severity] of Object.entries(one.severity ?? {})) {
    expect(findings).toContainEqual(expect.objectContaining({ ruleId, severity }));
  }
});
