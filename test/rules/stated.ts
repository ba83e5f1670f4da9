import type { LintOptions } from '../../src/index.ts';
import type { FactSet, IdleTimeoutKind } from '../../src/model/facts.ts';
import type { Defaults } from '../../src/model/lists/library.ts';
import { parseRational } from '../../src/model/rational.ts';
import { seconds } from '../../src/model/units.ts';
import { providers } from '../../src/providers/index.ts';

type Count =
  | 'instances'
  | 'workers'
  | 'threads'
  | 'engines'
  | 'maxConnections'
  | 'reservedConnections'
  | 'otherConnections';

/** Facts as flags would state them; durations in seconds. */
export interface Stated extends Partial<Record<Count, number>> {
  readonly surge?: number;
  readonly concurrency?: string;
  readonly idleTimeout?: number;
  readonly idleKind?: IdleTimeoutKind;
  readonly provider?: string;
  readonly defaults?: Defaults;
}

const flag = (name: string) => ({ kind: 'flag', flag: `--${name}` }) as const;

/** Options of `lint()` with these facts stated. */
export function stated(facts: Stated): LintOptions {
  const { surge, concurrency, idleTimeout, idleKind, provider, defaults, ...counts } = facts;
  const known: FactSet = {};
  for (const [name, value] of Object.entries(counts)) Object.assign(known, { [name]: { value, origin: flag(name) } });
  const perProcess = concurrency === undefined ? undefined : parseRational(concurrency);
  const found = providers.find(({ id }) => id === provider);
  if (provider !== undefined && !found) throw new Error(`no provider ${provider}`);
  return {
    stated: {
      facts: known,
      idleLimits:
        idleTimeout === undefined
          ? []
          : [{ value: seconds(idleTimeout), kind: idleKind ?? 'closes', origin: flag('idle-timeout') }],
      ...(surge === undefined ? {} : { surge: { value: { count: surge }, origin: flag('surge') } }),
      ...(perProcess ? { load: { value: { kind: 'concurrency', perProcess }, origin: flag('concurrency') } } : {}),
      ...(found ? { provider: found } : {}),
    },
    ...(defaults ? { defaults } : {}),
  };
}
