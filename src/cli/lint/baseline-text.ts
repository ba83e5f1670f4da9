/** The text of a baseline: ids, file names and keys, nothing else of a `.env`. */

/** One known finding: the `occurrence`-th of this rule for this subject. */
export interface Entry {
  readonly ruleId: string;
  /** Relative to the baseline's folder, with `/`. */
  readonly file: string;
  /** The pool's family or the setting's key. */
  readonly subject: string;
  readonly occurrence: number;
}

export interface Baseline {
  readonly findings: readonly Entry[];
}

const version = 1;

/** Sorted by the report's order, one entry a line: so that a diff of two baselines shows what came and went. */
export function printBaseline(findings: readonly Entry[]): string {
  const lines = findings.map(({ ruleId, file, subject, occurrence }) =>
    JSON.stringify({ ruleId, file, subject, occurrence }),
  );
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "tool": "poolfit",\n  "version": ${version},\n  "findings": ${list}\n}\n`;
}

export type Parsed =
  | { readonly ok: true; readonly value: Baseline }
  | { readonly ok: false; readonly problem: string; readonly isOtherVersion: boolean };

const malformed = (problem: string): Parsed => ({ ok: false, problem, isOtherVersion: false });

/** Reads a baseline; a problem is the end of a sentence and repeats nothing of the text, which may be any file of the user's. */
export function parseBaseline(text: string): Parsed {
  const json = parseJson(text);
  if (!isRecord(json) || json.tool !== 'poolfit' || !('version' in json)) return malformed('is no baseline of poolfit');
  const found = json.version;
  if (found !== version) {
    const other = typeof found === 'number' ? `has version ${found}` : 'names no version';
    return { ok: false, problem: `${other}, and this poolfit reads version ${version}`, isOtherVersion: true };
  }
  if (!Array.isArray(json.findings)) return malformed('is damaged: findings is no list');
  const findings: Entry[] = [];
  for (const [index, one] of json.findings.entries()) {
    const entry = readEntry(one);
    if (typeof entry === 'string') return malformed(`is damaged: findings[${index}] ${entry}`);
    findings.push(entry);
  }
  return { ok: true, value: { findings } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An entry, or what is wrong with it. */
function readEntry(value: unknown): Entry | string {
  if (!isRecord(value)) return 'is no object';
  const { ruleId, file, subject, occurrence } = value;
  if (typeof ruleId !== 'string') return 'has no ruleId';
  if (typeof file !== 'string') return 'has no file';
  if (typeof subject !== 'string') return 'has no subject';
  if (typeof occurrence !== 'number' || !Number.isInteger(occurrence) || occurrence < 1) return 'has no occurrence';
  return { ruleId, file, subject, occurrence };
}
