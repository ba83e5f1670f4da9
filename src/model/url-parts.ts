/** A PostgreSQL URL that could be taken apart for sure, percent-decoded, for connecting. Nothing is filled in; not to be printed. */
export interface UrlParts {
  /** A Java driver's: `ssl=true` means more there. */
  readonly jdbc: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly database: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
}
