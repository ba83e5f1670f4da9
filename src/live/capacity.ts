import type { Capacity, Term } from '../model/snapshot.ts';

/** Sessions that take slots, poolfit's own left out. */
export interface SlotUse {
  /** Client sessions of other roles; superusers' too, since the reserve is judged by free slots. */
  readonly others: number;
  readonly own: number;
  readonly othersInDatabase: number;
  readonly ownInDatabase: number;
  /** Other processes that count against the CONNECTION LIMIT of the role or the database (walsenders in PostgreSQL 12). */
  readonly alsoOnRole: number;
  readonly alsoOnDatabase: number;
  /** How many of the counts above may be none, since their rows do not say what they are. */
  readonly uncertain: { readonly others: number; readonly inDatabase: number; readonly onRole: number };
}

export interface CapacityFacts {
  readonly maxConnections: number;
  /** The reserves this login may not use; none for a superuser. */
  readonly reserves: readonly Term[];
  readonly superuser: boolean;
  readonly roleLimit: number | null;
  readonly databaseLimit: number | null;
  readonly use: SlotUse;
  /** Whether both CONNECTION LIMITs are known (null then means none). */
  readonly limitsKnown: boolean;
}

/** The limit if all uncertain rows take a slot, or with `none` if not one of them does. */
function limitOf(facts: CapacityFacts, uncertain: 'all' | 'none'): number {
  const { use, superuser, maxConnections, reserves } = facts;
  const part = (count: number) => (uncertain === 'all' ? 0 : count);
  const reserved = reserves.reduce((sum, { value }) => sum + value, 0);
  const slots = maxConnections - reserved - use.others + part(use.uncertain.others);
  if (superuser) return Math.max(0, slots);
  const role = (facts.roleLimit ?? Infinity) - use.alsoOnRole + part(use.uncertain.onRole);
  const inDatabase = use.othersInDatabase + use.alsoOnDatabase - part(use.uncertain.inDatabase);
  const database = (facts.databaseLimit ?? Infinity) - inDatabase + (use.own - use.ownInDatabase);
  return Math.max(0, Math.min(slots, role, database));
}

/**
 * limit = min(M − R(role) − sessions of others, role limit, database limit − others in this database);
 * available = limit − this role's other sessions. Superusers are bound by neither CONNECTION LIMIT. A role's sessions
 * in other databases do not fill the database's limit, so they are given back to that term.
 * Measured on PostgreSQL 12 to 18: 53300 comes exactly there.
 */
export function capacityOf(facts: CapacityFacts): Capacity {
  const { use, superuser, maxConnections, reserves } = facts;
  const roleLimit = superuser ? null : facts.roleLimit;
  const databaseLimit = superuser ? null : facts.databaseLimit;
  const elsewhere = use.own - use.ownInDatabase;
  const limit = limitOf(facts, 'all');
  return {
    limit,
    available: Math.max(0, limit - use.own),
    exact: facts.limitsKnown && limit === limitOf(facts, 'none'),
    terms: [
      { name: 'max_connections', value: maxConnections },
      ...reserves,
      { name: 'sessions of other roles', value: use.others },
      ...(roleLimit === null ? [] : [{ name: 'CONNECTION LIMIT of the role', value: roleLimit }]),
      ...(roleLimit === null || use.alsoOnRole === 0
        ? []
        : [{ name: 'replication sessions of this role', value: use.alsoOnRole }]),
      ...databaseTerms(databaseLimit, use, elsewhere),
      { name: 'other sessions of this role', value: use.own },
    ],
  };
}

function databaseTerms(databaseLimit: number | null, use: SlotUse, elsewhere: number): Term[] {
  if (databaseLimit === null) return [];
  return [
    { name: 'CONNECTION LIMIT of the database', value: databaseLimit },
    { name: 'others in this database', value: use.othersInDatabase + use.alsoOnDatabase },
    ...(elsewhere === 0 ? [] : [{ name: 'sessions of this role in other databases', value: elsewhere }]),
  ];
}
