import type { Runner } from '../model/lists/runner.ts';
import { byConvention } from './by-convention.ts';
import { gunicorn } from './gunicorn.ts';
import { uvicorn } from './uvicorn.ts';

/** Every runner that poolfit knows: the registry. Where several name a number of workers, the first wins. */
export const runners: readonly Runner[] = [gunicorn, uvicorn, byConvention];
