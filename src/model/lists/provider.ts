import type { IdleTimeoutKind, Pooler } from '../facts.ts';
import type { Millis } from '../units.ts';

type Confidence = 'high' | 'medium' | 'low';

/** What is known about a managed (or plain) PostgreSQL, with where it was read. A provider never supplies max_connections. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Tried in the order of the list on the lower-case host; the first that matches is the provider. */
  readonly hosts: readonly RegExp[];
  readonly idleTimeout: {
    /** `never`: looked for, and no idle limit found. */
    readonly value: Millis;
    readonly kind: IdleTimeoutKind;
    readonly note: string;
  };
  readonly reservedConnections: { readonly value: number; readonly note: string; readonly confidence: Confidence };
  readonly recommendedRecycle: { readonly value: Millis; readonly basis: string };
  /** For people: what its plans give. */
  readonly maxConnections: string;
  readonly poolerNote: string;
  /** The pooler that a host and port lead to, if any. */
  readonly poolerAt: (host: string, port: number) => Pooler | null;
  /** Where it was read; the first is the source of the idle timeout. */
  readonly sources: readonly string[];
  /** The day on which the sources were read, `2026-11-23`. */
  readonly asOf: string;
  readonly confidence: Confidence;
  /** What no source confirmed. */
  readonly unverified: readonly string[];
}
