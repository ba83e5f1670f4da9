import { describe, expect, it } from 'vitest';
import { providerOf } from '../../src/live/provider-marks.ts';
import { never, seconds } from '../../src/model/units.ts';
import { findProvider, nearestProviders, providers } from '../../src/providers/index.ts';

const names = providers.flatMap(({ id, aliases }) => [id, ...aliases]);

describe('the table of providers', () => {
  it('has all of them, each name once', () => {
    expect(providers).toHaveLength(29);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(providers.map((provider) => [provider.id, provider] as const))(
    '%s says where it comes from',
    (_id, provider) => {
      expect(provider.sources.length).toBeGreaterThan(0);
      expect(provider.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(['high', 'medium', 'low']).toContain(provider.confidence);
      for (const text of [provider.maxConnections, provider.poolerNote, provider.idleTimeout.note]) {
        expect(text).toMatch(/^[A-Z0-9].*\.$/);
      }
      expect(provider.confidence === 'low' ? provider.unverified.length : 1).toBeGreaterThan(0);
    },
  );

  it.each(providers.map((provider) => [provider.id, provider] as const))(
    '%s has numbers that agree',
    (_id, provider) => {
      const { idleTimeout, recommendedRecycle, reservedConnections } = provider;
      expect(reservedConnections.value).toBeGreaterThanOrEqual(0);
      expect(recommendedRecycle.value).toBeLessThanOrEqual(seconds(3600));
      if (idleTimeout.kind === 'policy' || recommendedRecycle.basis.includes('the guide')) {
        expect([provider.sources[0], recommendedRecycle.basis].join()).toContain('the guide');
      } else if (idleTimeout.value !== never) {
        expect(recommendedRecycle.value).toBeLessThan(idleTimeout.value);
      }
    },
  );

  it.each([
    ['aws-rds', 900, 'policy', 600, 5],
    ['aws-rds-proxy', 1800, 'closes', 1500, 0],
    ['gcp-cloudsql', 600, 'drops', 540, 3],
    ['gcp-alloydb', 600, 'drops', 540, 3],
    ['azure-flexible', 240, 'conditional', 900, 15],
    ['neon', 300, 'conditional', 240, 7],
    ['vercel-postgres', 300, 'conditional', 240, 7],
    ['prisma-postgres', 3600, 'closes', 3000, 5],
  ] as const)('%s: idle %i s (%s), recycle %i s, %i reserved', (id, idle, kind, recycle, reserved) => {
    expect(findProvider(id)).toMatchObject({
      idleTimeout: { value: seconds(idle), kind },
      recommendedRecycle: { value: seconds(recycle) },
      reservedConnections: { value: reserved },
    });
  });

  it.each(['postgresql', 'aws-aurora', 'supabase-direct', 'heroku', 'pgbouncer'])(
    '%s has no known idle limit',
    (id) => {
      expect(findProvider(id)?.idleTimeout.value).toBe(never);
    },
  );
});

describe('finding a provider by name', () => {
  it.each([
    ['rds', 'aws-rds'],
    ['aurora', 'aws-aurora'],
    ['cloudsql', 'gcp-cloudsql'],
    ['azure', 'azure-flexible'],
    ['supabase', 'supabase-direct'],
    ['RDS Proxy', 'aws-rds-proxy'],
    ['aws_rds', 'aws-rds'],
    [' Neon ', 'neon'],
  ])('%s is %s', (name, id) => {
    expect(findProvider(name)?.id).toBe(id);
  });

  it('an unknown name is none', () => {
    expect(findProvider('rdss')).toBeUndefined();
    expect(findProvider('')).toBeUndefined();
  });

  it.each([
    ['rdss', 'rds'],
    ['cloud-sq', 'cloud-sql'],
    ['postgress', 'postgres'],
    ['supabse', 'supabase'],
    ['aws', 'aws-rds'],
    ['google-cloudsql', 'cloudsql'],
  ])('nearest to %s is, among others, %s', (name, near) => {
    expect(nearestProviders(name, 10)).toContain(near);
  });

  it.each(['', 'qqqqqqqqqq', '\u001b[2J'])('nothing is near "%s"', (name) => {
    expect(nearestProviders(name)).toEqual([]);
  });

  it('every provider that a live server’s marks point to is in the table', () => {
    const marks = [
      'rds_superuser',
      'azure_pg_admin',
      'neon_superuser',
      'supabase_admin',
      'doadmin',
      'tsdbadmin',
      'avnadmin',
    ];
    const found = [...marks, 'cloudsqlsuperuser'].map((role) =>
      providerOf({ roles: [role], aurora: false, alloydb: false }),
    );
    for (const provider of found) expect(findProvider(provider?.id ?? '')?.id).toBe(provider?.id);
  });
});
