import type { Provider } from '../model/lists/provider.ts';
import { never, seconds } from '../model/units.ts';

type IdleTimeout = Provider['idleTimeout'];

/** No idle limit was found: that is vocabulary too, and not the same as an unknown provider. */
export const noIdleLimit = (note: string): IdleTimeout => ({ value: never, kind: 'closes', note });

/** Where nobody names a lifetime: half an hour renews connections without churning them. poolfit's own choice. */
export const halfAnHour = (reason = 'no limit is known'): Provider['recommendedRecycle'] => ({
  value: seconds(1800),
  basis: `poolfit's choice: ${reason}`,
});

/** PostgreSQL's own superuser_reserved_connections where a provider publishes no other number. */
export const stockReserve = (note = 'PostgreSQL’s own 3 assumed; the provider publishes no number') => ({
  value: 3,
  note,
  confidence: 'low' as const,
});
