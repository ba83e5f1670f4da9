import { isTemplate } from './core/document.ts';
import type { Knowledge } from './core/knowledge.ts';
import type { SaidFile } from './core/repeat.ts';
import { suppressionWord } from './core/suppress.ts';
import { plainStatements } from './formats/dotenv-plain.ts';

/** A file whose statements all readers take alike, with what it says to rules. */
export interface Essence extends SaidFile {
  /** The same for files that have the same answers. Holds no user info of a URL. */
  readonly essence: string;
}

/** Undefined where a file has to be judged by itself. */
export function essenceOf(file: string, text: string, { meaningOf }: Knowledge): Essence | undefined {
  const spans = plainStatements(text, (key) => meaningOf(key) !== undefined);
  if (!spans || text.includes(suppressionWord)) return undefined;
  let essence = isTemplate(file) ? 'template\n' : '\n';
  const seen = new Set<string>();
  for (const { key, start, end } of spans) {
    // Of a key set twice, it matters how its values differ: also two passwords.
    if (seen.has(key)) return undefined;
    seen.add(key);
    const value = text.slice(start, end);
    const said = meaningOf(key)?.kind === 'url' ? withoutUserInfo(value) : value;
    if (said === undefined) return undefined;
    essence += `${key}=${said}\n`;
  }
  return { file, text, spans, essence };
}

/** Letters, digits and a few marks as user and password say nothing to any rule; of a URL with others, they might. */
const plainUrl = /^([a-z][a-z0-9+]*:\/\/)(?:[\w.~-]+:[\w.~-]+@)?([\w.-]+(?::\d+)?(?:\/\w*)?(?:\?[\w=&.-]*)?)$/;

function withoutUserInfo(value: string): string | undefined {
  const parts = plainUrl.exec(value);
  return parts ? `${parts[1]}${parts[2]}` : undefined;
}
