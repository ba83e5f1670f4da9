/** What only files need that are not plain; a cold start has no part of it. */
export { judgeSuppressed } from './core/suppress.ts';
export { findSuppressions } from './formats/dotenv-comments.ts';
export { parseDotenv, readDocument } from './formats/dotenv-read.ts';
