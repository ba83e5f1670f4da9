import { describe, expect, it } from 'vitest';
import { providerAt } from '../../src/providers/index.ts';

const hosts: readonly (readonly [string, string])[] = [
  ['shop.proxy-c1abcdefghij.eu-central-1.rds.amazonaws.com', 'aws-rds-proxy'],
  ['readers.endpoint.proxy-c1abcdefghij.us-east-1.rds.amazonaws.com', 'aws-rds-proxy'],
  ['shop.cluster-c1abcdefghij.eu-central-1.rds.amazonaws.com', 'aws-aurora'],
  ['shop.cluster-ro-c1abcdefghij.us-west-2.rds.amazonaws.com', 'aws-aurora'],
  ['analytics.cluster-custom-c1abcdefghij.us-west-2.rds.amazonaws.com', 'aws-aurora'],
  ['shop.cluster-c1abcdefghij.rds.cn-north-1.amazonaws.com.cn', 'aws-aurora'],
  ['shop.c1abcdefghij.eu-central-1.rds.amazonaws.com', 'aws-rds'],
  ['shop.c1abcdefghij.rds.cn-northwest-1.amazonaws.com.cn', 'aws-rds'],
  ['shop.c1abcdefghij.rds.us-gov-west-1.amazonaws.com', 'aws-rds'],
  ['SHOP.C1ABCDEFGHIJ.EU-CENTRAL-1.RDS.AMAZONAWS.COM', 'aws-rds'],
  ['shop.c1abcdefghij.eu-central-1.rds.amazonaws.com.', 'aws-rds'],
  ['4iabtwnq2j55iez4j4bkykghgm.dsql.us-east-1.on.aws', 'aws-aurora-dsql'],
  ['/cloudsql/project:europe-west1:main', 'gcp-cloudsql'],
  ['/cloudsql/example.com:project:europe-west1:main', 'gcp-cloudsql'],
  ['/cloudsql/project:europe-west1:main/.s.PGSQL.5432', 'gcp-cloudsql'],
  ['abc123.def456.europe-west1.sql.goog.', 'gcp-cloudsql'],
  ['abc.def.europe-west1.alloydb-psc.goog', 'gcp-alloydb'],
  ['shop.postgres.database.azure.com', 'azure-flexible'],
  ['shop.privatelink.postgres.database.azure.com', 'azure-flexible'],
  ['shop.postgres.database.chinacloudapi.cn', 'azure-flexible'],
  ['ep-cool-dawn-123456.us-east-2.aws.neon.tech', 'neon'],
  ['ep-cool-dawn-123456-pooler.c-2.us-east-2.aws.neon.tech', 'neon'],
  ['aws-0-eu-central-1.pooler.supabase.com', 'supabase-pooler'],
  ['db.abcdefghijklmnopqrst.supabase.co', 'supabase-direct'],
  ['db-postgresql-fra1-12345-do-user-1234567-0.b.db.ondigitalocean.com', 'digitalocean'],
  ['dpg-cabc123def456-a', 'render'],
  ['dpg-cabc123def456-a.frankfurt-postgres.render.com', 'render'],
  ['roundhouse.proxy.rlwy.net', 'railway'],
  ['postgres.railway.internal', 'railway'],
  ['pgbouncer.abc123.flympg.net', 'fly-mpg'],
  ['direct.abc123.flympg.net', 'fly-mpg'],
  ['my-db.flycast', 'fly-legacy'],
  ['p.abc123.db.postgresbridge.com', 'crunchy-bridge'],
  ['pg-main-project.aivencloud.com', 'aiven'],
  ['abc.def.tsdb.cloud.timescale.com', 'timescale'],
  ['free-tier.gcp-us-central1.cockroachlabs.cloud', 'cockroachdb'],
  ['us-east-1.0f1e2d3c.aws.ybdb.io', 'yugabytedb'],
  ['ep-abc-123-pooler.us-east-1.postgres.vercel-storage.com', 'vercel-postgres'],
  ['aws-us-east-1.horizon.psdb.cloud', 'planetscale-postgres'],
  ['us-east-1.pg.psdb.cloud', 'planetscale-postgres'],
  ['db.prisma.io', 'prisma-postgres'],
  ['pooled.db.prisma.io', 'prisma-postgres'],
];

const strangers = [
  '',
  'localhost',
  '127.0.0.1',
  '::1',
  'db',
  'postgres',
  'pgbouncer',
  'rds.amazonaws.com',
  'shop.c1abcdefghij.eu-central-1.rds.amazonaws.com.evil.example',
  'shop.eu-central-1.redshift.amazonaws.com',
  'neon.tech',
  'neon.tech.example.com',
  'notneon.technology',
  'fakeneon.tech.io',
  'supabase.co',
  'abcdefghijklmnopqrst.supabase.co',
  'db.evil.supabase.co.example.com',
  'pooler.supabase.com.example',
  'shop.mysql.database.azure.com',
  'shop.postgres.database.azure.com.example',
  'db.prisma.io.example',
  'xdb.prisma.io',
  'dpg-cabc123def456',
  '/cloudsql/main',
  '/var/run/postgresql',
  'flycast',
  'us-east.connect.psdb.cloud',
];

describe('the provider a host gives away', () => {
  it.each(hosts)('%s is %s', (host, id) => {
    expect(providerAt(host)?.id).toBe(id);
  });

  it.each(strangers)('"%s" is no known provider', (host) => {
    expect(providerAt(host)).toBeUndefined();
  });

  it("a host of 200 000 characters is judged and is no provider's", () => {
    for (const part of ['a.', '.proxy-a', '.cluster-ro-a', 'a-', '/cloudsql/a:', '.dsql-a']) {
      expect(providerAt(`${part.repeat(200_000 / part.length)}!`)).toBeUndefined();
    }
  });
});
