/**
 * The names that parameters of a PostgreSQL URL have. No other name is ever shown: behind a bare `&` of a password
 * (`?password=ab&rest`) a piece of it looks like a name.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** libpq's parameters (https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS). */
const libpq =
  words(`host hostaddr port dbname user password passfile require_auth channel_binding connect_timeout client_encoding options
  application_name fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count tcp_user_timeout replication
  gssencmode sslmode requiressl sslnegotiation sslcompression sslcert sslkey sslkeylogfile sslpassword sslcertmode sslrootcert sslcrl sslcrldir
  sslsni requirepeer ssl_min_protocol_version ssl_max_protocol_version min_protocol_version max_protocol_version krbsrvname gsslib
  gssdelegation scram_client_key scram_server_key service servicefile target_session_attrs load_balance_hosts oauth_issuer oauth_client_id
  oauth_client_secret oauth_scope`);

/** What each SQLAlchemy driver takes: the arguments of its connect(), with those that SQLAlchemy takes for itself. */
export const driverParameters = {
  psycopg2: [...libpq, ...words('plugin async cursor_factory connection_factory dsn')],
  psycopg: [
    ...libpq,
    ...words('plugin autocommit prepare_threshold context row_factory cursor_factory async_fallback conninfo'),
  ],
  asyncpg: words(`host port user password passfile service servicefile database loop timeout statement_cache_size
    max_cached_statement_lifetime max_cacheable_statement_size command_timeout ssl direct_tls connection_class record_class server_settings
    target_session_attrs krbsrvname gsslib dsn async_fallback prepared_statement_cache_size prepared_statement_name_func plugin`),
  pg8000:
    words(`user host database port password source_address unix_sock ssl_context timeout tcp_keepalive application_name replication
    startup_params plugin`),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Of pools, of Prisma (https://www.prisma.io/docs/orm/overview/databases/postgresql), Rails, dj-database-url, node-postgres and Npgsql. */
const others =
  words(`pool pool_size max_overflow pool_timeout pool_recycle pool_pre_ping pool_min pool_max poolsize max min idle_timeout
  connection_limit pgbouncer schema statement_cache_size socket_timeout sslaccept sslidentity single_use_connections single_use_connection
  max_idle_connection_lifetime max_connection_lifetime encoding ssl ssl_mode uselibpqcompat statement_timeout query_timeout lock_timeout
  idle_in_transaction_session_timeout keepAlive search_path timezone charset conn_max_age conn_health_checks prepared_statements
  statement_limit advisory_locks variables min_messages reaping_frequency checkout_timeout endpoint project binary_parameters
  fallback_to_simple default_query_exec_mode description_cache_capacity statement_cache_capacity pool_max_conns pool_min_conns
  pool_max_conn_lifetime pool_max_conn_idle_time pool_health_check_period pool_max_conn_lifetime_jitter workaround supa api_key`);

/** Of the Java driver (https://jdbc.postgresql.org/documentation/use/#connection-parameters). */
const jdbc =
  words(`sslfactory sslfactoryarg sslhostnameverifier sslpasswordcallback sslResponseTimeout sslNegotiation protocolVersion
  quoteReturningIdentifiers loggerLevel loggerFile allowEncodingChanges logUnclosedConnections autosave cleanupSavepoints binaryTransfer
  binaryTransferEnable binaryTransferDisable databaseMetadataCacheFields databaseMetadataCacheFieldsMiB prepareThreshold
  preparedStatementCacheQueries preparedStatementCacheSizeMiB preferQueryMode defaultRowFetchSize loginTimeout connectTimeout socketTimeout
  cancelSignalTimeout tcpKeepAlive tcpNoDelay unknownLength stringtype ApplicationName kerberosServerName jaasApplicationName jaasLogin
  gssEncMode gssResponseTimeout gssUseDefaultCreds sspiServiceClass useSpnego sendBufferSize receiveBufferSize maxSendBufferSize
  maxResultBuffer readOnly readOnlyMode disableColumnSanitiser assumeMinServerVersion currentSchema targetServerType hostRecheckSeconds
  loadBalanceHosts socketFactory socketFactoryArg reWriteBatchedInserts escapeSyntaxCallMode groupStartupParameters
  hideUnprivilegedObjects adaptiveFetch adaptiveFetchMinimum adaptiveFetchMaximum localSocketAddress xmlFactoryFactory requireAuth
  channelBinding authenticationPluginClassName`);

const known: ReadonlySet<string> = new Set([...Object.values(driverParameters).flat(), ...others, ...jdbc]);

/** Whether some library has a parameter of this name, so that the name is no secret. */
export const isKnownParameter = (name: string): boolean => known.has(name);

const secret: ReadonlySet<string> = new Set([
  'password',
  'sslpassword',
  'oauth_client_secret',
  'scram_client_key',
  'scram_server_key',
  'api_key',
]);

/** Whether the value of a parameter is a secret, so that what follows it may be a part of that. */
export const isSecretParameter = (name: string): boolean => secret.has(name);
