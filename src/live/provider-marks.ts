import type { Answers } from './queries.ts';

/**
 * Roles that a managed service creates, most specific first, with the id of the provider table. Restored dumps carry
 * such roles too: a hint to be compared with the host name, never more.
 */
const roles: readonly (readonly [string, string])[] = [
  ['rds_superuser', 'aws-rds'],
  ['azure_pg_admin', 'azure-flexible'],
  ['neon_superuser', 'neon'],
  ['databricks_superuser', 'neon'],
  ['supabase_admin', 'supabase-direct'],
  ['doadmin', 'digitalocean'],
  ['tsdbadmin', 'timescale'],
  ['avnadmin', 'aiven'],
  ['cloudsqlsuperuser', 'gcp-cloudsql'],
];

/**
 * The managed service the server's marks point to. AlloyDB also has Cloud SQL's role, Aurora RDS's: where that is not
 * there, anybody may SET what begins with rds.
 */
export function providerOf({
  roles: found,
  aurora,
  alloydb,
}: Answers['marks']): { id: string; evidence: string } | null {
  if (alloydb) return { id: 'gcp-alloydb', evidence: 'settings named alloydb.*' };
  if (aurora && found.includes('rds_superuser'))
    return { id: 'aws-aurora', evidence: 'rds.extensions lists aurora_stat_utils' };
  const mark = roles.find(([role]) => found.includes(role));
  return mark === undefined ? null : { id: mark[1], evidence: `the role ${mark[0]}` };
}
