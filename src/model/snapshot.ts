/**
 * What a live database said, as versioned JSON without secrets: a report can be judged again from it without the
 * database. Times are ISO strings by the server's clock, spans carry their unit in the name, null means "not there"
 * or "not visible" as each field says.
 */
export interface Snapshot {
  readonly schemaVersion: 1;
  readonly at: string;
  /** `host:port/database`. */
  readonly target: string;
  readonly server: Server;
  /** What answers in front of the server, or null when the server answered itself. */
  readonly pooler: Pooler | null;
  /** A managed service recognised by its marks inside the server; an id of the provider table. */
  readonly provider: { readonly id: string; readonly evidence: string } | null;
  readonly transport: 'tcp' | 'unix';
  readonly encrypted: boolean;
  readonly limits: Limits | null;
  readonly timeouts: Timeouts | null;
  /** Of a TCP session; null over a Unix socket. */
  readonly keepalives: Keepalives | null;
  readonly login: Login | null;
  readonly capacity: Capacity | null;
  readonly sessions: Sessions | null;
  readonly unseen: readonly Unseen[];
}

export interface Server {
  readonly kind: 'postgresql' | 'cockroachdb' | 'yugabytedb';
  /** `18.4`, or the first words of `version()` of another kind. */
  readonly version: string;
  /** `server_version_num` / 10000; null where there is none. */
  readonly major: number | null;
  readonly inRecovery: boolean | null;
  /** What PostgreSQL's rules do not say about a server of another kind. */
  readonly differences: readonly string[];
}

export interface Pooler {
  /** `PgBouncer 1.18.0` from its console, else what is known. */
  readonly name: string;
  readonly evidence: string;
  readonly admin: PoolerAdmin | null;
}

export interface PoolerAdmin {
  readonly version: string;
  readonly maxClientConnections: number | null;
  readonly defaultPoolSize: number | null;
  readonly poolMode: string | null;
  /** Seconds; 0 is no limit. */
  readonly queryWaitTimeoutSeconds: number | null;
  readonly clientIdleTimeoutSeconds: number | null;
  readonly serverIdleTimeoutSeconds: number | null;
  readonly serverLifetimeSeconds: number | null;
  readonly pools: readonly PoolerPool[];
}

export interface PoolerPool {
  readonly database: string;
  readonly user: string;
  readonly mode: string;
  readonly clientsActive: number;
  readonly clientsWaiting: number;
  readonly serversActive: number;
  readonly serversIdle: number;
  readonly longestWaitSeconds: number;
}

export interface Limits {
  readonly maxConnections: number;
  readonly superuserReservedConnections: number;
  /** PostgreSQL 16 and newer; null before. */
  readonly reservedConnections: number | null;
  readonly providerReserved: readonly { readonly name: string; readonly value: number }[];
  /** Settings of this group that were changed and wait for a restart; null when pg_settings could not be read. */
  readonly restartPending: readonly string[] | null;
}

/** Milliseconds; 0 is off, null: this version has no such setting. They are this login's: roles and databases may differ. */
export interface Timeouts {
  readonly idleSessionMs: number | null;
  readonly idleInTransactionSessionMs: number | null;
  readonly transactionMs: number | null;
  readonly statementMs: number | null;
}

/** 0 is the operating system's default for the first three and for `userTimeoutMs`. */
export interface Keepalives {
  readonly idleSeconds: number;
  readonly intervalSeconds: number;
  readonly count: number;
  readonly userTimeoutMs: number;
}

export interface Login {
  readonly superuser: boolean;
  /** CONNECTION LIMIT of the role and of the database; null is none. */
  readonly roleLimit: number | null;
  readonly databaseLimit: number | null;
  readonly usesReservedConnections: boolean;
}

export interface Sessions {
  /** Client sessions, poolfit's own left out. */
  readonly total: number;
  /** False: other roles' rows hide what they are, so workers may be among them and `total` is an upper bound. */
  readonly exact: boolean;
  /** Rows whose kind and state are hidden from this login. */
  readonly hidden: number;
  /** Of this login's role, in all databases. */
  readonly own: number;
  readonly groups: readonly SessionGroup[];
}

/** Client sessions with the same application, role and database. */
export interface SessionGroup {
  readonly application: string;
  readonly user: string | null;
  readonly database: string | null;
  /** The same role and database as this login. */
  readonly own: boolean;
  readonly total: number;
  readonly active: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  /** Sessions whose state is hidden from this login. */
  readonly hidden: number;
  /** Null where every age is hidden. */
  readonly oldestSeconds: number | null;
  readonly longestIdleInTransactionSeconds: number | null;
}

export interface Unseen {
  readonly what: string;
  readonly why: string;
  readonly remedy: string | null;
}

/** How many connections a login may hold in all and open now, with every number it was calculated from. */
export interface Capacity {
  readonly limit: number;
  readonly available: number;
  /** False: at least `available` can be opened, perhaps more. */
  readonly exact: boolean;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly name: string;
  readonly value: number;
}
