/** A workflow command as GitHub's runner reads a line of a step's output (actions/runner, ActionCommand.cs); null where it is none. */
export function readCommand(line: string): { name: string; properties: Record<string, string>; data: string } | null {
  const trimmed = line.trimStart();
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end < 0) return null;
  const [, name = '', list = ''] = /^(\S*) ?(.*)$/s.exec(trimmed.slice(2, end)) ?? [];
  const pairs = list.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at), decode(pair.slice(at + 1), ['\r', '\n', ':', ',', '%'])] as const] : [];
  });
  return { name, properties: Object.fromEntries(pairs), data: decode(trimmed.slice(end + 2), ['\r', '\n', '%']) };
}

const decode = (text: string, characters: readonly string[]): string =>
  characters.reduce(
    (result, one) => result.replaceAll(`%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`, one),
    text,
  );

/** The runner ends a line at these. */
export const linesOf = (output: string): string[] => output.split(/\r\n|\r|\n/);

/** The lines that the runner would take for a command: `::` at the start, or `##[name]` anywhere. */
export const commandLines = (output: string): string[] =>
  linesOf(output).filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
