/** What only runs of several files need; a cold start has no part of it. */
export { makeRepeats } from './core/repeat.ts';
export { makeEssences } from './essence.ts';
export { makeSettingMemories } from './setting-memories.ts';
