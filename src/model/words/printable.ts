/**
 * Text from files and arguments, safe on a terminal: control characters (C0, DEL, C1), line separators and the marks that turn the
 * direction of writing are written as escapes, so that no file name can move a cursor or hide what stands behind it.
 */
export const printable = (text: string): string => text.replace(unprintable, escaped);

// The ranges: C0, DEL and C1 controls; U+200B–200F zero-width and direction marks; U+2028–202E separators and embeddings;
// U+2066–2069 isolates; U+FEFF; lone surrogates.
const unprintable =
  /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Text for a CI log, where a runner obeys lines that start with `::`, blanks and colours before it or not, and `##[command]` anywhere
 * (actions/runner, ActionCommand.cs): what a file is called must not become a command.
 */
export const withoutCommands = (text: string): string =>
  text.includes('::') || text.includes('##[')
    ? text.replace(/^((?:\s|\x1b\[[\d;]*m)*):(?=:)/gm, '$1\\x3a').replaceAll('##[', '##\\x5b')
    : text;
