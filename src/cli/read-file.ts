import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { codeOf, pause } from './output/write.ts';

/** decisions.md, "Files". */
export const mostBytes = 64 * 1024 * 1024;
export const binaryProbe = 8 * 1024;

interface Problem {
  readonly kind: 'problem';
  readonly problem: string;
}

/** A file's text, or one line on why there is none and what to do. */
export type FileText = { readonly kind: 'text'; readonly text: string } | Problem;

const problem = (text: string): Problem => ({ kind: 'problem', problem: text });

/** Reads a file, a pipe or a device to its end or the limit. `isRegular`: a short read is the end, which saves a call per file. */
export function readFile(path: string, isRegular: boolean): FileText {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return problem(reasonOf(error));
  }
  try {
    return readDescriptor(descriptor, isRegular);
  } catch (error) {
    return problem(reasonOf(error));
  } finally {
    closeSync(descriptor);
  }
}

/** Reads standard input to its end or the limit. */
export function readStandardInput(): FileText {
  try {
    return readDescriptor(0, false);
  } catch (error) {
    return problem(reasonOf(error));
  }
}

/** One buffer for all files; it grows to the largest. */
let buffer: Buffer | undefined;

function readDescriptor(descriptor: number, isRegular: boolean): FileText {
  buffer ??= Buffer.allocUnsafe(64 * 1024);
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = larger(buffer);
    const room = buffer.length - length;
    const count = readSome(descriptor, buffer, length);
    length += count;
    if (length > mostBytes) return problem('larger than 64 MiB; poolfit reads settings, not data: name another file');
    if (count === 0 || (isRegular && count < room)) return decode(buffer, 0, length);
  }
}

function larger(bytes: Buffer): Buffer {
  const grown = Buffer.allocUnsafe(Math.min(4 * bytes.length, mostBytes + 1));
  grown.set(bytes);
  return grown;
}

/** 0 at the end; a pipe that is empty for now (EAGAIN) is waited for. */
function readSome(descriptor: number, into: Buffer, at: number): number {
  for (;;) {
    try {
      return readSync(descriptor, into, at, into.length - at, null);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** Bytes as text, if they are text: from one offset to another. */
function decode(bytes: Buffer, from: number, to: number): FileText {
  const text = bytes.toString('utf8', from, to);
  return (isSuspect(text) ? noText(bytes.subarray(from, to), text) : undefined) ?? { kind: 'text', text };
}

/** Whether a text may come of bytes that are none: decoding puts U+FFFD where they are no UTF-8. */
const isSuspect = (text: string): boolean => text.includes('\0') || text.includes('\ufffd');

/** Why bytes are no text; undefined: they are. */
function noText(bytes: Uint8Array, text: string): Problem | undefined {
  const zero = bytes.indexOf(0);
  if (zero >= 0 && zero < binaryProbe)
    return problem(isUtf16(bytes) ? 'UTF-16; save it as UTF-8' : 'a binary file; name a text file');
  if (isUtf8(bytes)) return undefined;
  const at = firstInvalid(bytes, text);
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return problem(`not UTF-8: byte 0x${byte} at offset ${at}; save it as UTF-8`);
}

const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** The offset of the first byte that is no UTF-8: where decoding puts the first U+FFFD that the bytes do not hold themselves. */
function firstInvalid(bytes: Uint8Array, text: string): number {
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isWritten = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isWritten) return offset;
    offset += 3;
    from = at + 1;
  }
  return offset;
}

/** The system's refusal in words, with the next step. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'no such file; name a file or a folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied; make it readable for this user';
    case 'EISDIR':
      return 'a folder; name a file';
    case 'ENOTDIR':
      return 'a part of its path is a file; check the path';
    case 'ELOOP':
      return 'its links lead in a circle; name the file itself';
    case 'ENAMETOOLONG':
      return 'the name is too long; check the path';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many open files; raise the limit (ulimit -n)';
    default:
      return `it cannot be read (${codeOf(error) || 'unknown reason'}); check the path`;
  }
}
