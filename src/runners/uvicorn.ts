import type { Runner } from '../model/lists/runner.ts';
import { workersRow } from './process-count.ts';

/** uvicorn reads WEB_CONCURRENCY too, which stands with gunicorn (https://www.uvicorn.org/settings/). */
export const uvicorn: Runner = { id: 'uvicorn', rows: [workersRow(['UVICORN_WORKERS'])] };
