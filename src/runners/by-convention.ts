import type { Runner } from '../model/lists/runner.ts';
import { workersRow } from './process-count.ts';

/** A key that start scripts read, by convention. */
export const byConvention: Runner = { id: 'by-convention', rows: [workersRow(['WORKERS'])] };
