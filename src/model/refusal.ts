/** Which of PostgreSQL's limits a refusal is about. */
export type FullCause = 'all-slots' | 'reserved-slots' | 'role-limit' | 'database-limit' | 'standby' | 'unknown';

/** A server or pooler that is full, which answers the question: a finding, not a failure. */
export type Refusal =
  | { readonly kind: 'server-full'; readonly cause: FullCause }
  /** `what` and `next`: sentences without user info. */
  | { readonly kind: 'pooler-full'; readonly what: string; readonly next: string };
