import { type MemoryOf, SettingMemory } from './core/settled.ts';
import { makeWords } from './formats/words.ts';

/** Values of all keys that are remembered. */
const most = 20_000;

/** Remembers what comes of the settings of files that share all options. */
export function makeSettingMemories(): MemoryOf {
  let left = most;
  const valuesOf = makeWords(() => makeWords(() => (left-- > 0 ? new SettingMemory() : undefined)));
  return (key, value) => valuesOf(key)(value);
}
