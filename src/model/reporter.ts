/** A file that could not be linted, and why. */
export interface Diagnostic {
  readonly file: string;
  readonly message: string;
}

/** What a reporter prints besides the report itself. */
export interface ReportContext {
  /** poolfit's own. */
  readonly version: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly color: boolean;
  /** Characters in a line, for formats that people read. */
  readonly width: number;
  /** Findings only. */
  readonly quiet: boolean;
}
