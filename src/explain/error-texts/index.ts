import type { ErrorText } from '../error-text.ts';
import { lostConnections } from './lost-connections.ts';
import { misreadSettings } from './misread-settings.ts';
import { poolWaits } from './pool-waits.ts';
import { poolerRefusals } from './pooler-refusals.ts';
import { serverFull } from './server-full.ts';

/** Every error text, in the order in which they are listed. */
export const errorTexts: readonly ErrorText[] = [
  ...serverFull,
  ...poolWaits,
  ...lostConnections,
  ...poolerRefusals,
  ...misreadSettings,
];
