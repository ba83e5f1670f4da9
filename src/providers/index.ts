import type { Pooler } from '../core/facts.ts';
import type { Provider } from '../core/provider.ts';

export const providers: readonly Provider[] = [];
export const providerAt = (host: string): Provider | undefined =>
  providers.find(({ hosts }) => hosts.some((p) => p.test(host)));
export const poolerAt = (_host: string, _port: number): Pooler | null => null;
