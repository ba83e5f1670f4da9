import type { SettingText } from '../setting.ts';
import { poolSettings } from './pool.ts';
import { surroundings } from './surroundings.ts';

/** Every setting that can be explained, in the order in which they are listed. */
export const settingTexts: readonly SettingText[] = [...poolSettings, ...surroundings];
