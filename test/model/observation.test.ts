import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../src/live/snapshot-schema.ts';
import { startObservation } from '../../src/model/observation.ts';
import type { SessionGroup, Snapshot } from '../../src/model/snapshot.ts';
import { faultIn } from '../live/reading.ts';

function group(application: string, total: number): SessionGroup {
  return {
    ...{ application, user: 'app', database: 'shop', own: true, total, active: total, idle: 0, idleInTransaction: 0 },
    ...{ hidden: 0, oldestSeconds: 1, longestIdleInTransactionSeconds: null },
  };
}

function snapshot(counts: Readonly<Record<string, number>>): Snapshot {
  const groups = Object.entries(counts).map(([name, total]) => group(name, total));
  const total = groups.reduce((sum, each) => sum + each.total, 0);
  return {
    ...{ schemaVersion: 1, at: '2026-01-01T00:00:00.000Z', target: 'db:5432/shop', pooler: null, provider: null },
    server: { kind: 'postgresql', version: '18.4', major: 18, inRecovery: false, differences: [] },
    ...{ transport: 'tcp', encrypted: false, limits: null, timeouts: null, keepalives: null, login: null },
    ...{ capacity: null, sessions: { total, exact: true, hidden: 0, own: total, groups }, unseen: [] },
  };
}

function observe(samples: readonly Snapshot[]) {
  const [first = snapshot({}), ...rest] = samples;
  const observation = startObservation(first, ({ own }) => own);
  for (const sample of rest) observation.add(sample);
  return observation.result();
}

describe('samples over time', () => {
  it('peak, 95 % and mean per application; one that is away counts as none', () => {
    const { samples, applications, total, own, peak } = observe([
      snapshot({ web: 4, worker: 10 }),
      snapshot({ web: 8 }),
      ...Array.from({ length: 18 }, () => snapshot({ web: 2 })),
    ]);
    expect(samples).toBe(20);
    expect(applications).toEqual([
      { application: 'worker', peak: 10, p95: 0, mean: 0.5 },
      { application: 'web', peak: 8, p95: 4, mean: 2.4 },
    ]);
    expect(total).toMatchObject({ peak: 14, p95: 8 });
    expect(own.seen).toEqual([
      [2, 18],
      [8, 1],
      [14, 1],
    ]);
    expect(peak.sessions?.groups.map(({ application }) => application)).toEqual(['web', 'worker']);
  });

  it('p95 is the smallest number of sessions that covers 95 % of the samples', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (counts) => {
        const { total } = observe(counts.map((count) => snapshot(count === 0 ? {} : { web: count })));
        const covered = (limit: number) => counts.filter((count) => count <= limit).length / counts.length;
        expect(covered(total.p95)).toBeGreaterThanOrEqual(0.95);
        if (total.p95 > 0) expect(covered(total.p95 - 1)).toBeLessThan(0.95);
        expect(total.peak).toBe(Math.max(...counts));
        expect(total.mean).toBeCloseTo(counts.reduce((sum, count) => sum + count, 0) / counts.length);
      }),
    );
  });

  it('names without end stay within bounds, and none of their sessions is lost', () => {
    const { applications } = observe(Array.from({ length: 1000 }, (_, i) => snapshot({ [`job-${i}`]: 1 })));
    expect(applications.length).toBeLessThanOrEqual(201);
    expect(applications.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1);
  });
});

describe('a snapshot from a file', () => {
  const good = snapshot({ web: 1 });
  it.each([
    ['not JSON', '{', 'not JSON'],
    ['null', 'null', 'top level'],
    ['another version', JSON.stringify({ ...good, schemaVersion: 2 }), 'another poolfit version'],
    ['a field of the wrong kind', JSON.stringify({ ...good, target: 'canary', encrypted: 'canary' }), '(encrypted)'],
    [
      'a number that is none',
      JSON.stringify({ ...good, sessions: { ...good.sessions, total: null } }),
      '(sessions.total)',
    ],
  ])('%s is refused in one line', (_title, text, says) => {
    const fault = faultIn(parseSnapshot(text));
    expect(fault).toMatchObject({ kind: 'usage', exitCode: 2 });
    expect(fault.message).toContain(says);
    expect(fault.message).not.toMatch(/canary|\n/);
  });
});
