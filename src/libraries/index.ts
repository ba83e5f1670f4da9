import type { Library } from '../model/lists/library.ts';
import { sqlalchemy } from './sqlalchemy.ts';

/** Every library that poolfit knows: the registry. */
export const libraries: readonly [Library, ...Library[]] = [sqlalchemy];
