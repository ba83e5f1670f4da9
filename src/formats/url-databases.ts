/** What the scheme of a database URL says about the database behind it. */

/** A database that schemes name; `port` is the one it listens on unless the URL says otherwise. */
export interface SchemeMeaning {
  readonly database: 'postgresql' | 'other' | 'unknown';
  readonly name: string;
  readonly port: number;
}

const postgresql: SchemeMeaning = { database: 'postgresql', name: 'PostgreSQL', port: 5432 };
const other = (name: string, port = 0): SchemeMeaning => ({ database: 'other', name, port });
const unknown = (name: string): SchemeMeaning => ({ database: 'unknown', name, port: 5432 });

/** Schemes without `+driver`. Ecto and Prisma's own name a library, not a database: what is behind them is not said. */
const meanings: ReadonlyMap<string, SchemeMeaning> = new Map([
  ['postgresql', postgresql],
  ['postgres', postgresql],
  ['pgsql', postgresql],
  ['postgis', postgresql],
  ['timescale', postgresql],
  ['ecto', unknown('Ecto')],
  ['prisma', unknown('Prisma Accelerate')],
  ['mysql', other('MySQL', 3306)],
  ['mysql2', other('MySQL', 3306)],
  ['mysqlx', other('MySQL', 33060)],
  ['mysqlgis', other('MySQL', 3306)],
  ['mariadb', other('MariaDB', 3306)],
  ['sqlite', other('SQLite')],
  ['sqlite3', other('SQLite')],
  ['spatialite', other('SQLite')],
  ['file', other('SQLite')],
  ['d1', other('Cloudflare D1')],
  ['libsql', other('libSQL')],
  ['turso', other('libSQL')],
  ['mongodb', other('MongoDB', 27017)],
  ['mongo', other('MongoDB', 27017)],
  ['mssql', other('SQL Server', 1433)],
  ['mssqlms', other('SQL Server', 1433)],
  ['sqlserver', other('SQL Server', 1433)],
  ['oracle', other('Oracle', 1521)],
  ['redis', other('Redis', 6379)],
  ['rediss', other('Redis', 6379)],
  ['valkey', other('Valkey', 6379)],
  ['cockroachdb', other('CockroachDB', 26257)],
  ['cockroach', other('CockroachDB', 26257)],
  ['redshift', other('Amazon Redshift', 5439)],
  ['clickhouse', other('ClickHouse', 8123)],
  ['clickhousedb', other('ClickHouse', 8123)],
  ['snowflake', other('Snowflake')],
  ['bigquery', other('BigQuery')],
  ['duckdb', other('DuckDB')],
  ['databricks', other('Databricks')],
  ['trino', other('Trino', 8080)],
  ['presto', other('Presto', 8080)],
  ['hive', other('Hive', 10000)],
  ['firebird', other('Firebird', 3050)],
  ['db2', other('Db2', 50000)],
  ['ibm_db_sa', other('Db2', 50000)],
  ['h2', other('H2')],
  ['spanner', other('Cloud Spanner')],
  ['cassandra', other('Cassandra', 9042)],
  ['neo4j', other('Neo4j', 7687)],
  ['bolt', other('Neo4j', 7687)],
  ['surrealdb', other('SurrealDB')],
]);

/** Schemes of stores that hold the real URL elsewhere, and dotenvx's mark of an encrypted value. */
const elsewhere: ReadonlySet<string> = new Set(
  'op arn vault secret secrets ssm sm aws-sm awssm gcp-sm gcpsm keyvault azure-kv env bws doppler infisical encrypted ref ref+vault'.split(
    ' ',
  ),
);

/** Whether a scheme names a place where the URL is kept. */
export const isReference = (scheme: string): boolean => elsewhere.has(scheme);

/** The scheme without `jdbc:` and `+driver`; `prisma+postgres` is Prisma's own. */
export const baseOf = (scheme: string): string =>
  scheme.replace(/^(?:jdbc:|r2dbc:(?:pool:)?)/, '').replace(/\+.*$/, '');

/** What a scheme without its driver says; undefined for one that no database has. */
export const meaningOfScheme = (base: string): SchemeMeaning | undefined => meanings.get(base);
