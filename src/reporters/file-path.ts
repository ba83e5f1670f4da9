import { wellFormed } from './well-formed.ts';

/** A file's name as CI services know the files of a repository: without `./` and empty parts; an absolute one stays absolute. */
export function repositoryPath(file: string): string {
  const parts = file.split('/').filter((part) => part !== '' && part !== '.');
  return `${file.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/**
 * A SARIF artifactLocation. Relative names are relative to the root of the sources, which is how GitHub reads them; an absolute one
 * becomes a `file:` URI, which GitHub makes relative to the checkout where it lies within.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function artifactLocation(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const path = repositoryPath(file);
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? '';
  const encoded = drive + path.slice(drive.length).split('/').map(encodePart).join('/');
  if (drive !== '') return { uri: `file:///${encoded}` };
  return path.startsWith('/') ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: '%SRCROOT%' };
}

const encodePart = (part: string): string => encodeURIComponent(wellFormed(part));
