import { rules } from '../rules/index.ts';
import type { Rule } from './core/rule.ts';

/** Every rule. A cold start has a part of them only. */
export const allRules = (): readonly Rule[] => rules;
