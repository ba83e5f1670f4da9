import * as z from 'zod';
import type { Snapshot } from '../model/snapshot.ts';
import { failure, fault, type Outcome, success } from './fault.ts';

const count = z.number().int();
const named = z.object({ name: z.string(), value: z.number() });

const server = z.object({
  kind: z.enum(['postgresql', 'cockroachdb', 'yugabytedb']),
  version: z.string(),
  major: count.nullable(),
  inRecovery: z.boolean().nullable(),
  differences: z.array(z.string()),
});

const pool = z.object({
  database: z.string(),
  user: z.string(),
  mode: z.string(),
  clientsActive: count,
  clientsWaiting: count,
  serversActive: count,
  serversIdle: count,
  longestWaitSeconds: z.number(),
});

const admin = z.object({
  version: z.string(),
  maxClientConnections: z.number().nullable(),
  defaultPoolSize: z.number().nullable(),
  poolMode: z.string().nullable(),
  queryWaitTimeoutSeconds: z.number().nullable(),
  clientIdleTimeoutSeconds: z.number().nullable(),
  serverIdleTimeoutSeconds: z.number().nullable(),
  serverLifetimeSeconds: z.number().nullable(),
  pools: z.array(pool),
});

const limits = z.object({
  maxConnections: count.min(1),
  superuserReservedConnections: count.min(0),
  reservedConnections: count.min(0).nullable(),
  providerReserved: z.array(named),
  restartPending: z.array(z.string()).nullable(),
});

const timeouts = z.object({
  idleSessionMs: z.number().nullable(),
  idleInTransactionSessionMs: z.number().nullable(),
  transactionMs: z.number().nullable(),
  statementMs: z.number().nullable(),
});

const keepalives = z.object({
  idleSeconds: z.number(),
  intervalSeconds: z.number(),
  count: z.number(),
  userTimeoutMs: z.number(),
});

const login = z.object({
  superuser: z.boolean(),
  roleLimit: count.nullable(),
  databaseLimit: count.nullable(),
  usesReservedConnections: z.boolean(),
});

const group = z.object({
  application: z.string(),
  user: z.string().nullable(),
  database: z.string().nullable(),
  own: z.boolean(),
  total: count,
  active: count,
  idle: count,
  idleInTransaction: count,
  hidden: count,
  oldestSeconds: z.number().nullable(),
  longestIdleInTransactionSeconds: z.number().nullable(),
});

const snapshot = z.object({
  schemaVersion: z.literal(1),
  at: z.string(),
  target: z.string(),
  server,
  pooler: z.object({ name: z.string(), evidence: z.string(), admin: admin.nullable() }).nullable(),
  provider: z.object({ id: z.string(), evidence: z.string() }).nullable(),
  transport: z.enum(['tcp', 'unix']),
  encrypted: z.boolean(),
  limits: limits.nullable(),
  timeouts: timeouts.nullable(),
  keepalives: keepalives.nullable(),
  login: login.nullable(),
  capacity: z.object({ limit: count, available: count, exact: z.boolean(), terms: z.array(named) }).nullable(),
  sessions: z
    .object({ total: count, exact: z.boolean(), hidden: count, own: count, groups: z.array(group) })
    .nullable(),
  unseen: z.array(z.object({ what: z.string(), why: z.string(), remedy: z.string().nullable() })),
}) satisfies z.ZodType<Snapshot>;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A saved snapshot's text; the fault names the first field that is wrong and shows no value. */
export function parseSnapshot(text: string): Outcome<Snapshot> {
  const value = json(text);
  if (value === undefined) return failure(fault('usage', 'the snapshot is not JSON: save one with check --save FILE'));
  const parsed = snapshot.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const path = parsed.error.issues[0]?.path.join('.') || 'its top level';
  const next = 'save a new one with check --save FILE';
  if (path === 'schemaVersion') return failure(fault('usage', `the snapshot is of another poolfit version: ${next}`));
  return failure(fault('usage', `the snapshot is not one of poolfit's (${path}): ${next}`));
}
