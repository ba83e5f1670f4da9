import { describe, expect, it } from 'vitest';
import { findProvider, poolerAt } from '../../src/providers/index.ts';

const poolers: readonly (readonly [string, number, 'transaction' | 'session' | 'unknown', boolean])[] = [
  ['shop.proxy-c1abcdefghij.eu-central-1.rds.amazonaws.com', 5432, 'transaction', true],
  ['ep-cool-dawn-123456-pooler.us-east-2.aws.neon.tech', 5432, 'transaction', true],
  ['EP-COOL-DAWN-123456-POOLER.us-east-2.aws.neon.tech', 5432, 'transaction', true],
  ['ep-abc-123-pooler.us-east-1.postgres.vercel-storage.com', 5432, 'transaction', true],
  ['aws-0-eu-central-1.pooler.supabase.com', 5432, 'session', true],
  ['aws-0-eu-central-1.pooler.supabase.com', 6543, 'transaction', false],
  ['db.abcdefghijklmnopqrst.supabase.co', 6543, 'transaction', true],
  ['shop.postgres.database.azure.com', 6432, 'transaction', false],
  ['shop.postgres.database.azure.com', 8432, 'transaction', false],
  ['abc.def.europe-west1.alloydb-psc.goog', 6432, 'transaction', true],
  ['us-east-1.pg.psdb.cloud', 6432, 'transaction', true],
  ['p.abc123.db.postgresbridge.com', 5431, 'unknown', true],
  ['db-postgresql-fra1-12345-do-user-1-0.b.db.ondigitalocean.com', 25061, 'unknown', true],
  ['pgbouncer.abc123.flympg.net', 5432, 'session', true],
  ['pooled.db.prisma.io', 5432, 'transaction', true],
  ['pgbouncer', 5432, 'unknown', true],
  ['my-pgbouncer.default.svc.cluster.local', 5432, 'unknown', true],
  ['pgbouncer.railway.internal', 5432, 'unknown', true],
  ['pgcat', 6432, 'unknown', true],
  ['odyssey', 5432, 'unknown', true],
  ['pg-odyssey-0.internal', 5432, 'unknown', true],
  ['localhost', 6432, 'unknown', true],
  ['10.0.0.7', 6432, 'unknown', true],
];

const direct: readonly (readonly [string, number])[] = [
  ['localhost', 5432],
  ['db', 5432],
  ['shop.c1abcdefghij.eu-central-1.rds.amazonaws.com', 5432],
  ['odyssey.c1abcdefghij.eu-central-1.rds.amazonaws.com', 5432],
  ['ep-cool-dawn-123456.us-east-2.aws.neon.tech', 5432],
  ['db.abcdefghijklmnopqrst.supabase.co', 5432],
  ['shop.postgres.database.azure.com', 5432],
  ['p.abc123.db.postgresbridge.com', 5432],
  ['db-postgresql-fra1-12345-do-user-1-0.b.db.ondigitalocean.com', 25060],
  ['direct.abc123.flympg.net', 5432],
  ['db.prisma.io', 5432],
  ['us-east-1.pg.psdb.cloud', 5432],
  ['theodysseys', 5432],
  ['localhost', 6543],
];

describe('the pooler a host and port lead to', () => {
  it.each(poolers)('%s:%i is one, by %s, prepared statements %s', (host, port, mode, preparedStatements) => {
    expect(poolerAt(host, port)).toMatchObject({ mode, preparedStatements });
  });

  it.each(direct)('%s:%i is none', (host, port) => {
    expect(poolerAt(host, port)).toBeNull();
  });

  it('a provider that is a pooler is one whatever the host', () => {
    expect(findProvider('aws-rds-proxy')?.poolerAt('', 5432)).toMatchObject({ mode: 'transaction' });
    expect(findProvider('pgbouncer')?.poolerAt('', 5432)).toMatchObject({ mode: 'unknown' });
  });
});
