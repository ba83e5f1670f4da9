import { readFileSync, statSync } from 'node:fs';

/** What a line of a password file must match; `host` is the folder for a Unix socket. */
export interface PasswordRequest {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export interface PassfileAnswer {
  readonly password?: string;
  /** Why the file was not read although it is there. */
  readonly problem?: string;
}

/** Fields are separated by colons; a backslash takes the next character as it is. */
function splitLine(line: string): string[] {
  const fields = [''];
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === ':' && fields.length < 5) fields.push('');
    else if (char === '\\' && i + 1 < line.length) fields.push(`${fields.pop()}${line.charAt(++i)}`);
    else fields.push(`${fields.pop()}${char}`);
  }
  return fields;
}

/** libpq compares the folder of a default socket as "localhost". */
function hostNames(host: string): string[] {
  return host === '/tmp' || host === '/var/run/postgresql' ? [host, 'localhost'] : [host];
}

/** The password of the first line that fits, after https://www.postgresql.org/docs/current/libpq-pgpass.html. */
export function passwordIn(text: string, request: PasswordRequest): string | undefined {
  const wanted = [hostNames(request.host), [String(request.port)], [request.database], [request.user]];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = splitLine(line);
    const password = fields[4];
    if (password === undefined) continue;
    if (wanted.every((names, i) => fields[i] === '*' || names.includes(fields[i] ?? ''))) return password;
  }
  return undefined;
}

/** Looks a password up in a file as libpq does: a file that others may read is not used. */
export function readPassfile(path: string, request: PasswordRequest): PassfileAnswer {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { problem: 'it is not a plain file' };
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      return { problem: 'others may read it (chmod 600 makes it usable)' };
    }
    const password = passwordIn(readFileSync(path, 'utf8'), request);
    return password === undefined ? {} : { password };
  } catch (error) {
    // A missing file is the normal case; one that is there and closed to us is worth a word.
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? {} : { problem: 'it cannot be read' };
  }
}
