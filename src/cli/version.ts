/** Written in by the build from package.json. */
declare const POOLFIT_VERSION: string;

export const version: string = POOLFIT_VERSION;
