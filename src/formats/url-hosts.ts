/** One server of a URL: its name, address or socket folder. */
export interface Host {
  readonly host: string;
  /** As a target shows it: an IPv6 address in brackets. */
  readonly shown: string;
  readonly port: number;
}

/** Whether text stands for something still to be filled in: `<host>`, `[YOUR-PASSWORD]`, `{db}`, `%s`, dots. */
export const isPlaceholder = (text: string): boolean => /[<>{}]|\[[^[\]:]*\]|\.\.\.|\u2026|%\(|%s(?![\w%])/.test(text);

/** Names that stand in documentation for the host; in capitals also words that could be a service's name. */
const isPlaceholderHost = (host: string): boolean =>
  placeholdersInCapitals.includes(host) ||
  /^(?:(?:your|my)[-_]?)?(?:hostname|host_name|(?:db|database|pg|postgres)_host)$|^your[-_.]|[-_.]your[-_]|^x{3,}$|^change[-_]?me$/i.test(
    host,
  );
const placeholdersInCapitals = ['HOST', 'SERVER', 'ADDRESS', 'ENDPOINT'];

/** `a:5432,[::1]` as hosts; an empty text is none. */
export function splitHosts(text: string, defaultPort: number): readonly Host[] | 'placeholder' | 'unreadable' {
  if (text === '') return [];
  const hosts: Host[] = [];
  for (const part of text.split(',')) {
    const host = readHost(part, defaultPort);
    if (typeof host === 'string') return host;
    if (host) hosts.push(host);
  }
  return hosts;
}

/** One host; undefined for `:5433`, which names a port of the local socket. */
function readHost(text: string, defaultPort: number): Host | undefined | 'placeholder' | 'unreadable' {
  const socket = /^(\/[\w./:@-]{1,200})$/.exec(text)?.[1];
  if (socket !== undefined) return { host: socket, shown: socket, port: defaultPort };
  const match = /^(\[[0-9a-fA-F:.]+(?:%25[\w.-]+)?\]|[^:[\]]*)(?::(\w*))?$/.exec(text);
  if (match?.[1] === undefined) return 'unreadable';
  if (/^(?:db_?)?port$/i.test(match[2] ?? '')) return 'placeholder';
  const port = readPort(match[2], defaultPort);
  if (port === undefined) return 'unreadable';
  const name = decode(match[1]);
  if (name === '') return undefined;
  if (name === undefined) return 'unreadable';
  if (isPlaceholderHost(name)) return 'placeholder';
  if (name.startsWith('[')) return { host: name.slice(1, -1), shown: name, port };
  const isHost = /^[\p{L}\p{N}_.-]{1,255}$/u.test(name) || /^\/[^\p{C}]{1,200}$/u.test(name);
  return isHost ? { host: name, shown: name, port } : 'unreadable';
}

function readPort(text: string | undefined, defaultPort: number): number | undefined {
  if (text === undefined || text === '') return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Percent-decoded; undefined where the bytes are no text. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
