import type { Finding } from '../model/report.ts';
import { repositoryPath } from './file-path.ts';

/**
 * One fingerprint a finding, in their order: the same from run to run while the rule still fails for the same subject, wherever its
 * line has moved and whatever the numbers are. Equal ones are told apart by their order, as Code Quality drops repeated fingerprints.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding);
    const times = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, times);
    return fnv1a64(times === 1 ? identity : `${identity}\0${times}`);
  });
}

function identityOf({ ruleId, file, subject }: Finding): string {
  const own = subject.startsWith(`${file}#`) ? subject.slice(file.length + 1) : subject;
  return [ruleId, repositoryPath(file), own].join('\0');
}

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** FNV-1a, 64 bits, of the text's UTF-8, in 16 hex digits: http://www.isthe.com/chongo/tech/comp/fnv/ (no `node:crypto` here). */
export function fnv1a64(text: string): string {
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  return hash.toString(16).padStart(16, '0');
}
