import type { Rule } from '../src/core/rule.ts';
import overflowOverRatio from './overflow-over-ratio.ts';
import poolUnbounded from './pool-unbounded.ts';

/** Every rule, sorted by id: the only registry. */
export const rules: readonly Rule[] = [overflowOverRatio, poolUnbounded];
