import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../src/model/report.ts';
import { reportGitlab } from '../../src/reporters/gitlab.ts';
import { canonicalReport, finding, hostileFile } from './canonical.ts';

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const codeQuality = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.\/)/),
      lines: z.strictObject({ begin: z.number().int().min(1) }),
    }),
  }),
);

const issues = (findings: readonly Finding[]) => codeQuality.parse(JSON.parse(reportGitlab({ findings })));

describe('gitlab', () => {
  it('a finding is an issue with what to do about it', () => {
    expect(issues([finding])).toEqual([
      {
        description:
          '3 × 60 = 180 connections, but ordinary roles get 97 of 100. Set DB_POOL_SIZE to 15 and DB_MAX_OVERFLOW to 15.',
        check_name: 'connections-over-limit',
        fingerprint: expect.any(String),
        severity: 'critical',
        location: { path: '.env', lines: { begin: 3 } },
      },
    ]);
  });

  it.each([
    ['error', 'critical'],
    ['warning', 'major'],
    ['info', 'info'],
  ] as const)('%s is %s', (severity, expected) => {
    expect(issues([{ ...finding, severity }])[0]?.severity).toBe(expected);
  });

  it('what has no place stands at line 1, and paths are those of the repository', () => {
    expect(issues(canonicalReport.findings).map(({ location }) => location)).toEqual([
      { path: '.env', lines: { begin: 3 } },
      { path: hostileFile, lines: { begin: 2 } },
      { path: 'deploy/prod env/.env', lines: { begin: 1 } },
    ]);
  });

  it('findings that are alike have fingerprints of their own, in the same order each time', () => {
    const prints = issues([finding, finding, finding]).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(3);
    expect(issues([finding, finding]).map(({ fingerprint }) => fingerprint)).toEqual(prints.slice(0, 2));
  });

  it('no finding is an empty list', () => expect(reportGitlab({ findings: [] })).toBe('[]\n'));
});
